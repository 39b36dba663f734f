"""`kiosk privacy`: what this kiosk holds of people, and erasing what its owner asked to erase (Law 91/2025/QH15)."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.settings_file import DEFAULT, SettingsFile, read_settings

if TYPE_CHECKING:
    from kiosk.audit import AuditLog
    from kiosk.settings import Settings

app = typer.Typer(help="Dữ liệu máy đang giữ; xóa; báo cáo vi phạm. What is held; erasure; breach report.")
_PARTS = {
    "answers": "lời khai và dữ liệu đọc từ thẻ",
    "form": "tờ khai đã điền",
    "paper": "ảnh chụp giấy tờ",
    "evidence": "dữ liệu trong chip, có ảnh chân dung (dữ liệu nhạy cảm)",
}


@app.command()
def holdings(
    settings: SettingsFile = DEFAULT, as_json: Annotated[bool, typer.Option("--json", help="one a line")] = False
) -> None:
    """Mọi loại dữ liệu trên máy: bao nhiêu, từ khi nào, giữ bao lâu.

    List every class of data on this machine: how much, since when, how long it stays.
    """
    from kiosk.indicators.counters import Counters
    from kiosk.portal_link import queue_folder
    from kiosk.visit.desk.holdings import NAMES
    from kiosk.visit.desk.holdings import holdings as held
    from sync.outbox import Outbox

    read = read_settings(settings)
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
    """Xóa một hồ sơ khỏi máy, đã gửi hay chưa; mã 1 khi máy không giữ hoặc đang gửi.

    Delete a dossier from this machine, sent or not; exit 1 when it is not held or being sent now.
    """
    from kiosk.audit import Act, AuditError, Entry
    from kiosk.portal_link import queue_folder
    from sync.outbox import OutboxError, Store
    from sync.outbox.counter import erase as erased

    read = read_settings(settings)
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


@app.command()
def breach(
    since: Annotated[datetime, typer.Argument(help="from when, such as 2026-11-20T08:00 (kiosk's time)")],
    until: Annotated[datetime | None, typer.Argument(help="to when; now")] = None,
    settings: SettingsFile = DEFAULT,
) -> None:
    """In báo cáo có chữ ký của một khoảng thời gian để báo sự cố lộ dữ liệu; không nêu ai.

    Print a signed report of a period for whoever reports a breach: which data, how much, every act; no person.
    """
    from kiosk.audit import Act
    from kiosk.portal_link import queue_folder
    from kiosk.technician.breach import breach_report, signed
    from kiosk.technician.recording import record
    from sync.kiosk_keys import KeyUse, load_or_make, public_keys
    from sync.outbox import Store

    read = read_settings(settings)
    record(read, Act.BREACH_EXPORTED)
    log, store, keys = _log(read), Store(queue_folder(read)), read.state / "keys"
    period = (since.astimezone(), until.astimezone() if until else datetime.now(UTC))
    report = breach_report(log, store, read.kiosk, period, public_keys(keys, KeyUse.AUDIT))
    print(signed(report, load_or_make(keys, read.kiosk, KeyUse.AUDIT)))
    store.close()
    log.close()


@app.command("breach-check")
def breach_check(
    file: Annotated[typer.FileText, typer.Argument(help="what `breach` printed")],
    keys: Annotated[Path, typer.Option(help="folder of `*-audit-*.pub` the portal was given")],
) -> None:
    """Kiểm chữ ký của báo cáo và tóm tắt nội dung; mã 1 khi đã bị sửa.

    Check a report's signature and say what it says in short; exit 1 when somebody changed it (auditor).
    """
    from kiosk.technician.breach import read_signed
    from sync.jws import SignatureError
    from sync.kiosk_keys import KeyUse, public_keys

    try:
        said = read_signed(file.read(), public_keys(keys, KeyUse.AUDIT))
    except SignatureError as error:
        print(f"Báo cáo không đúng chữ ký của máy: {error}", file=sys.stderr)
        raise typer.Exit(1) from error
    print(f"Máy {said['kiosk']}, từ {said['since']} đến {said['until']}: nhiều nhất {said['people']} người.")
    print(
        f"Nhật ký: {'nguyên vẹn' if said['log'] == 'whole' else 'ĐÃ BỊ THAY ĐỔI'}, {len(said['acts'])} dòng trong kỳ."
    )
    for one in said["stored"]:
        what = _PARTS.get(one["part"], one["part"])
        print(f"{one['count']:6}  {one['procedure']}  {what}; niêm phong, {one['state']}")


def _log(settings: Settings) -> AuditLog:
    from kiosk.audit import AuditLog

    return AuditLog(settings.state / "audit", settings.kiosk)
