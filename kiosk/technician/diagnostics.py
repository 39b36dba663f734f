"""What support is given: readable files of a closed list, without anything of a person.

The journal's lines pass the journal's own closed list once more; the queue is told without numbers of dossiers;
settings come from what was understood of the file, so that no comment travels.
"""

from __future__ import annotations

import json
import platform
import shutil
import subprocess
import zipfile
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import closing
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

from structlog.typing import EventDict

from kiosk.journal import redact
from kiosk.portal_link import queue_folder
from kiosk.settings import Settings
from kiosk.technician.config import hidden
from kiosk.technician.doctor import examine
from kiosk.technician.probing import list_devices
from sync.outbox import OutboxError, Store

LINES = 5000
"""Newest lines of the journal."""
_ENTRIES = 1000
_UNITS = ("kiosk-screen.service", "kiosk-sync.service")
_ABOUT = """Kiosk {kiosk}, bản {version}, {now}

Gói chẩn đoán cho người hỗ trợ / diagnostics for support. Không có dữ liệu của người dân / no citizen's data:
doctor.json    tự kiểm tra / the self-test
devices.json   thiết bị cắm vào máy / what is plugged in
settings.json  cấu hình, đã che bí mật / settings, secrets hidden
queue.json     hàng đợi: trạng thái và thời gian, không có số hồ sơ / states and times, no numbers of dossiers
journal.jsonl  nhật ký theo danh sách đóng / the journal, by its closed list
machine.json   máy và hệ điều hành / machine and system
"""


async def export(settings: Settings, folder: Path, lines: Iterable[str], now: datetime) -> Path:
    """Write one archive into a folder; returns it. Raises OSError."""
    file = folder / f"kiosk-{settings.kiosk}-{now:%Y%m%d-%H%M%S}.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        about = _ABOUT.format(kiosk=settings.kiosk, version=version("kiosk"), now=now.isoformat())
        archive.writestr("about.txt", about)
        async for name, data in collect(settings, lines):
            archive.writestr(name, data)
    return file


async def collect(settings: Settings, lines: Iterable[str]) -> AsyncIterator[tuple[str, bytes]]:
    """Every file of the archive but the first. `lines` are of the journal, newest last."""
    yield "doctor.json", _json([one.plain() async for one in examine(settings)])
    yield "devices.json", _json([one.plain() for one in list_devices(settings)])
    yield "settings.json", _json(hidden(settings.model_dump(mode="json")))
    yield "queue.json", _json(_queue(settings))
    yield "journal.jsonl", "".join(_clean(lines)).encode()
    yield "machine.json", _json({"system": platform.platform(), "python": platform.python_version()})


def journal_lines() -> list[str]:
    """The newest lines of our units in systemd's journal; empty where there is none."""
    if shutil.which("journalctl") is None:
        return []
    units = [word for unit in _UNITS for word in ("-u", unit)]
    command = ["journalctl", *units, "-o", "cat", "-n", str(LINES), "--no-pager"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    return done.stdout.splitlines()


def _clean(lines: Iterable[str]) -> Iterator[str]:
    """Lines that are records, each by the closed list again; whatever else somebody printed is only counted."""
    foreign = 0
    for line in lines:
        try:
            said = json.loads(line)
        except ValueError:
            said = None
        if not isinstance(said, dict):
            foreign += 1
            continue
        kept = redact(None, "", cast("EventDict", said))
        yield json.dumps(dict(kept), ensure_ascii=False) + "\n"
    yield json.dumps({"lines_left_out": foreign}) + "\n"


def _queue(settings: Settings) -> dict[str, Any]:
    folder = queue_folder(settings)
    if not (folder / "outbox.db").is_file():
        return {"states": {}, "entries": []}
    try:
        store = Store(folder)
    except OutboxError as error:
        return {"fault": error.fault.value}
    with closing(store):
        counts = {state.value: count for state, count in store.counts().by_state.items()}
        told = ("procedure", "stored_at", "next_at", "attempts", "size", "outcome")
        entries = [
            {"state": one.state.value, **{name: getattr(one, name) for name in told}}
            for one in store.entries(limit=_ENTRIES)
        ]
        return {"states": counts, "entries": entries}


def _json(said: object) -> bytes:
    return json.dumps(said, ensure_ascii=False, indent=1, default=str).encode()
