"""`kiosk backup`: a copy of queue, records and settings, and the way back; a timer saves every night."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from ui.cli.settings_file import DEFAULT, SettingsFile

app = typer.Typer(no_args_is_help=True, help="Sao lưu và khôi phục. Back up and restore.")


@app.command()
def save(
    out: Annotated[Path, typer.Option(help="folder of the backups")],
    settings: SettingsFile = DEFAULT,
    keep: Annotated[int, typer.Option(min=1, help="how many stay in the folder")] = 14,
) -> None:
    """Ghi một tệp sao lưu khi máy đang chạy và in tên tệp; mã 1 khi không ghi được.

    Write one file beside the running kiosk and print its name; exit 1 when it cannot be made.
    """
    from kiosk.settings import SettingsError, load
    from kiosk.technician import backup

    try:
        print(backup.save(load(settings), settings, out, datetime.now(), keep))
    except (backup.BackupError, SettingsError) as error:
        print(f"Không sao lưu được / no backup: {error}", file=sys.stderr)
        raise typer.Exit(1) from error


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="what `kiosk backup save` wrote")],
    state: Annotated[Path, typer.Option(help="the kiosk's state folder")] = Path("/var/lib/kiosk"),
    settings: Annotated[Path, typer.Option(help="where the settings go")] = Path("/etc/kiosk/kiosk.toml"),
) -> None:
    """Đưa bản sao lưu vào máy chưa giữ hồ sơ nào và đã dừng; sau đó máy ghi danh lại.

    Bring a backup into a kiosk that holds no dossier and is stopped; the machine then enrols anew.
    """
    from kiosk.technician import backup

    try:
        backup.restore(file, state, settings)
    except backup.BackupError as error:
        print(f"Không khôi phục được / not restored: {error}", file=sys.stderr)
        raise typer.Exit(1) from error
    print("Xong. Đăng ký lại máy: kiosk enrol MÃ. / Done. Enrol this machine again: kiosk enrol CODE.")
