"""`kiosk diagnostics`: what support needs, in one archive that anyone may read first; for the technician."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from ui.cli.settings_file import DEFAULT, SettingsFile, read_settings

app = typer.Typer(no_args_is_help=True, help="Gói chẩn đoán cho người hỗ trợ. Diagnostics for support.")


@app.callback()
def diagnostics() -> None:
    """Gói chẩn đoán. Diagnostics."""


@app.command()
def export(
    out: Annotated[Path, typer.Option(help="folder, such as a mounted stick")] = Path(),
    settings: SettingsFile = DEFAULT,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object")] = False,
) -> None:
    """Ghi gói chẩn đoán không có dữ liệu người dân; mã 1 khi không ghi được, 2 khi cấu hình sai.

    Write an archive without citizens' data; exit 1 when it cannot be written, 2 for bad settings.
    """
    from kiosk.audit import Act, AuditError
    from kiosk.technician.diagnostics import export as write
    from kiosk.technician.diagnostics import journal_lines
    from kiosk.technician.recording import record

    loaded = read_settings(settings)
    try:
        record(loaded, Act.DIAGNOSTICS_EXPORTED)
        file = asyncio.run(write(loaded, out, journal_lines(), datetime.now()))
    except (OSError, AuditError) as error:
        typer.echo(f"Không ghi được vào {out}: {error}. Cannot be written.", err=True)
        raise typer.Exit(1) from error
    print(json.dumps({"file": str(file)}) if as_json else f"Đã ghi {file}. Mở xem trước khi gửi.")
