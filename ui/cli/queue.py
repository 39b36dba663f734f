"""`kiosk queue`: what lies in the queue, why, and the few things a technician may do about it."""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from ui.cli.settings_file import DEFAULT, SettingsFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.audit import Act
    from sync.outbox import Entry, Store

Done = TypeVar("Done")

app = typer.Typer(help="Hồ sơ chờ gửi: xem, gửi lại, tách riêng. Queued dossiers: look, retry, set aside.")

Json = Annotated[bool, typer.Option("--json", help="one JSON object a line")]
Number = Annotated[str, typer.Argument(help="số phiếu tại máy / local number")]


@app.command()
def status(settings: SettingsFile = DEFAULT, as_json: Json = False) -> None:
    """Số hồ sơ ở từng trạng thái, và hồ sơ cũ nhất chờ từ khi nào.

    Count the dossiers in each state, and say since when the oldest waits.
    """
    store = _store(settings)
    counts = store.counts()
    waited = None if counts.oldest_waiting is None else max(0, round(time.time() - counts.oldest_waiting))
    said = {
        "states": {str(state): count for state, count in counts.by_state.items()},
        "waiting": counts.waiting,
        "oldest_waiting_seconds": waited,
    }
    if as_json:
        print(json.dumps(said))
        return
    for state, count in counts.by_state.items():
        print(f"{count:6}  {state}")
    print("Không có hồ sơ nào đang chờ." if waited is None else f"Hồ sơ chờ lâu nhất: {waited // 60} phút.")


@app.command("list")
def list_(
    settings: SettingsFile = DEFAULT,
    state: Annotated[str, typer.Option(help="one state; all without it")] = "",
    limit: Annotated[int, typer.Option(min=1)] = 100,
    as_json: Json = False,
) -> None:
    """Các hồ sơ, cũ nhất trước. List dossiers, oldest first."""
    from sync.outbox import State

    if state and state not in list(State):
        raise typer.BadParameter(", ".join(State), param_hint="--state")
    for entry in _store(settings).entries([State(state)] if state else tuple(State), limit):
        print(json.dumps(_plain(entry)) if as_json else _line(entry))


@app.command()
def show(number: Number, settings: SettingsFile = DEFAULT, as_json: Json = False) -> None:
    """Một hồ sơ và việc cần làm với nó. Show one dossier and what to do about it."""
    from kiosk.technician import dossiers
    from sync.outcome_words import words
    from sync.portal import Outcome

    store = _store(settings)
    entry = _done(number, lambda: dossiers.get(store, number))
    said = _plain(entry) | {"uploaded_bytes": store.uploaded(entry.submission_id)}
    if entry.outcome:
        said["technician"] = words(Outcome(entry.outcome)).technician
    if as_json:
        print(json.dumps(said, ensure_ascii=False))
        return
    for name, value in said.items():
        print(f"{name:16} {value}")


@app.command()
def retry(
    number: Annotated[str, typer.Argument(help="số phiếu tại máy; bỏ trống = tất cả đang chờ")] = "",
    settings: SettingsFile = DEFAULT,
    as_json: Json = False,
) -> None:
    """Gửi ngay: một hồ sơ, hoặc mọi hồ sơ đang chờ hay bị chặn.

    Make due at once: one dossier, or all that wait or are blocked.
    """
    from kiosk.audit import Act
    from kiosk.technician import dossiers

    store = _kept(settings, Act.SENT_AGAIN, number)
    count = _done(number, lambda: dossiers.retry(store, number))
    print(json.dumps({"due_now": count}) if as_json else f"{count} hồ sơ sẽ được gửi ngay.")


@app.command()
def quarantine(
    number: Number,
    reason: Annotated[str, typer.Option(help="why, without personal data")],
    settings: SettingsFile = DEFAULT,
    as_json: Json = False,
) -> None:
    """Tách riêng một hồ sơ; không xóa gì của nó. Set one dossier aside; nothing of it is deleted."""
    from kiosk.audit import Act
    from kiosk.technician import dossiers

    store = _kept(settings, Act.SET_ASIDE, number)
    _done(number, lambda: dossiers.set_aside(store, number, reason))
    _say(store, number, "đã tách riêng.", as_json)


@app.command()
def release(number: Number, settings: SettingsFile = DEFAULT, as_json: Json = False) -> None:
    """Đưa hồ sơ đã tách riêng trở lại hàng chờ. Put a dossier that was set aside back into the queue."""
    from kiosk.audit import Act
    from kiosk.technician import dossiers

    store = _kept(settings, Act.RELEASED, number)
    _done(number, lambda: dossiers.release(store, number))
    _say(store, number, "trở lại hàng chờ.", as_json)


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="an empty or new folder, such as on a USB stick")],
    settings: SettingsFile = DEFAULT,
    number: Annotated[str, typer.Option(help="one dossier; all without a receipt when left out")] = "",
    as_json: Json = False,
) -> None:
    """Chép hồ sơ đã niêm phong cùng bản kê: chỉ cổng mở được.

    Copy sealed dossiers with their manifests: only the portal can open them.
    """
    from rich.progress import track

    from kiosk.audit import Act
    from kiosk.technician import dossiers
    from sync.outbox.export import export_entry

    store = _kept(settings, Act.DOSSIERS_EXPORTED, number)
    entries = [_done(number, lambda: dossiers.get(store, number))] if number else _without_receipt(store)
    for entry in track(entries, "Đang chép", disable=as_json or not sys.stderr.isatty()):
        written = export_entry(store, entry, folder)
        if as_json:
            print(json.dumps({"local_number": entry.local_number, "files": written}))
    print(f"{len(entries)} hồ sơ đã chép vào {folder}.", file=sys.stderr)


def _say(store: Store, number: str, words: str, as_json: bool) -> None:
    """Where the dossier is now: in words, or as `show --json` tells it."""
    from kiosk.technician import dossiers

    print(json.dumps(_plain(dossiers.get(store, number))) if as_json else f"{number}: {words}")


def _store(settings: Path) -> Store:
    from kiosk.portal_link import queue_folder
    from kiosk.settings import SettingsError, load
    from sync.outbox import OutboxError, Store

    try:
        return Store(queue_folder(load(settings)))
    except (SettingsError, OutboxError) as error:
        print(f"Không mở được hàng chờ: {error}", file=sys.stderr)
        raise typer.Exit(2) from error


def _kept(settings: Path, act: Act, number: str) -> Store:
    """Open the queue for an act that the audit log already holds; exit 1 where there is no such dossier."""
    from kiosk.audit import AuditError
    from kiosk.settings import load
    from kiosk.technician import dossiers
    from kiosk.technician.recording import record

    store = _store(settings)
    if number:
        _done(number, lambda: dossiers.get(store, number))
    try:
        record(load(settings), act, about=number)
    except (AuditError, OSError) as error:
        print(f"Không ghi được nhật ký kiểm toán, nên chưa làm gì: {error}", file=sys.stderr)
        raise typer.Exit(2) from error
    return store


def _done(number: str, work: Callable[[], Done]) -> Done:
    """Do it, or say why it cannot be done and exit 1."""
    from sync.outbox import OutboxError, OutboxFault

    said = {
        OutboxFault.UNKNOWN: f"Máy này không giữ hồ sơ {number}.",
        OutboxFault.WRONG_STATE: f"{number}: hồ sơ đang ở trạng thái không làm được việc này.",
    }
    try:
        return work()
    except OutboxError as error:
        print(said.get(error.fault, f"Không mở được hàng chờ: {error}"), file=sys.stderr)
        raise typer.Exit(1) from error


def _without_receipt(store: Store) -> list[Entry]:
    from sync.outbox import SETTLED, State

    return list(store.entries([state for state in State if state not in SETTLED], limit=1_000_000))


def _plain(entry: Entry) -> dict[str, Any]:
    return {
        "local_number": entry.local_number,
        "submission_id": str(entry.submission_id),
        "procedure": entry.procedure,
        "state": str(entry.state),
        "stored_at": _time(entry.stored_at),
        "next_at": _time(entry.next_at),
        "attempts": entry.attempts,
        "bytes": entry.size,
        "outcome": entry.outcome,
        "detail": entry.detail,
        "dossier_code": entry.dossier_code,
        "clock": str(entry.clock),
        "boot": entry.boot,
        "monotonic": round(entry.monotonic, 3),
    }


def _line(entry: Entry) -> str:
    code = entry.dossier_code or entry.outcome
    return f"{entry.local_number}  {entry.state:11}  {entry.attempts:3} lần  {entry.size:9} byte  {code}"


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
