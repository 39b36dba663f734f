"""`kiosk privacy`: what this kiosk holds of people, and erasing what its owner asked to erase (Law 91/2025/QH15)."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kiosk.audit import AuditLog
    from kiosk.settings import Settings

app = typer.Typer(help="Dữ liệu máy đang giữ; xóa theo yêu cầu. What is held; erasure: holdings, erase.")
SettingsFile = Annotated[Path, typer.Option("--settings", help="the kiosk's settings file")]
DEFAULT = Path("/etc/kiosk/kiosk.toml")


@app.command()
def holdings(
    settings: SettingsFile = DEFAULT, as_json: Annotated[bool, typer.Option("--json", help="one a line")] = False
) -> None:
    """List every class of data on this machine: how much, since when, how long it stays."""
    from kiosk.assembly import queue_folder
    from kiosk.indicators.counters import Counters
    from kiosk.visit.desk.holdings import NAMES
    from kiosk.visit.desk.holdings import holdings as held
    from sync.outbox import Outbox

    read = _settings(settings)
    log = _log(read)

    async def ask() -> None:
        outbox = Outbox(queue_folder(read))
        await outbox.open()
        counters = Counters(read.state / "indicators")
        for one in await held(outbox, log, counters):
            stays = f"tự xóa sau {one.days} ngày" if one.days else "giữ đến khi xong việc"
            line = f"{NAMES[one.name]}: {one.count}; cũ nhất {one.oldest or '–'}; {stays}."
            print(json.dumps(asdict(one)) if as_json else line)
        counters.close()
        await outbox.close()

    asyncio.run(ask())
    log.close()


@app.command()
def erase(
    number: Annotated[str, typer.Argument(help="số phiếu tại máy / local number")], settings: SettingsFile = DEFAULT
) -> None:
    """Delete a dossier from this machine, sent or not; exit 1 when it is not held or being sent now."""
    from kiosk.assembly import queue_folder
    from kiosk.audit import Act, AuditError, Entry
    from sync.outbox import OutboxError, Store
    from sync.outbox.counter import erase as erased

    read = _settings(settings)
    log = _log(read)
    try:
        log.record(Entry(act=Act.ERASED, account="console", about=number))
        store = Store(queue_folder(read))
        erased(store, number)
        store.close()
    except (AuditError, OutboxError) as error:
        print(f"Chưa xóa được {number}: {error}", file=sys.stderr)
        raise typer.Exit(1) from error
    finally:
        log.close()
    print(f"Đã xóa {number} khỏi máy này. Bản cổng đã nhận vẫn còn ở cổng.")


def _log(settings: Settings) -> AuditLog:
    from kiosk.audit import AuditLog

    return AuditLog(settings.state / "audit", settings.kiosk)


def _settings(file: Path) -> Settings:
    from kiosk.settings import SettingsError, load

    try:
        return load(file)
    except SettingsError as error:
        print(f"Không đọc được cài đặt: {error}", file=sys.stderr)
        raise typer.Exit(2) from error
