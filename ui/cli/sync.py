"""`kiosk sync`: the process that brings queued dossiers to the portal; systemd runs it beside the screen."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Gửi hồ sơ đã lưu lên cổng (dịch vụ nền). Deliver what is queued (a service).")


@app.callback(invoke_without_command=True)
def sync(
    settings: Annotated[Path, typer.Option(help="the kiosk's settings file")] = Path("/etc/kiosk/kiosk.toml"),
) -> None:
    """Deliver until stopped; exit 3 when another instance serves this queue, 2 when the settings cannot be used."""
    from kiosk import assembly
    from kiosk.journal import configure
    from kiosk.settings import SettingsError, load
    from sync.service import AlreadyRunning, SyncService, notify_systemd

    try:
        loaded = load(settings)
    except SettingsError as error:
        print(f"Không dùng được cài đặt: {error}", file=sys.stderr)
        raise typer.Exit(2) from error
    configure(loaded.kiosk)
    service = SyncService(assembly.sync_settings(loaded))
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: service.request_stop())
    try:
        service.run(notify_systemd)
    except AlreadyRunning as error:
        print(f"Đã có một tiến trình gửi đang chạy: {error}", file=sys.stderr)
        raise typer.Exit(3) from error
