"""Looks at the machine below the kiosk: clock, disk, fonts, sound, the libraries of other makers, the version."""

from __future__ import annotations

import importlib
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from drivers.card.emrtd.moment import system_moment
from kiosk.receipts.sheet import fonts_missing
from kiosk.settings import Settings
from kiosk.technician.finding import Finding
from sync.outbox.store import DEFAULT_LIMITS

MEBIBYTE = 1024 * 1024
_ROOMY = 1024
"""Mebibytes under which somebody should look: a week of dossiers with papers of a busy centre."""
_NATIVE = ("pyzbar.pyzbar", "zxingcpp", "cv2", "typst", "pysqlite3", "PIL._imaging")
"""Modules that bring or need compiled libraries; pyzbar needs Debian's libzbar0."""
_QT = "import sys; sys.path[:] = {path!r}; import PySide6.QtQuick"
"""In a child: Qt's libraries may abort a process where one of Debian's is missing."""


def check_version() -> Iterator[Finding]:
    """Say what runs here."""
    yield Finding("version", "ok", {"version": version("kiosk"), "python": platform.python_version()})


def check_clock(settings: Settings) -> Iterator[Finding]:
    """A clock before the program's own time, or before something already stored, is wrong."""
    moment = system_moment()
    facts = {"now": f"{moment.at.astimezone():%d/%m/%Y %H:%M}"}
    written = _newest(settings.state)
    late = written is not None and written > moment.at.timestamp() + 300
    yield Finding("clock", "wrong" if late or not moment.certain else "ok", facts)


def _newest(state: Path) -> float | None:
    """When the kiosk last wrote something, Unix seconds."""
    files = [state / "outbox" / "outbox.db", state / "telemetry" / "telemetry.db"]
    times = [file.stat().st_mtime for file in files if file.exists()]
    return max(times, default=None)


def check_disk(settings: Settings) -> Iterator[Finding]:
    """Room where the kiosk stores, against the mark at which it closes."""
    folder = next((one for one in (settings.state, *settings.state.parents) if one.exists()), Path("/"))
    free = shutil.disk_usage(folder).free
    outcome = "full" if free < DEFAULT_LIMITS.watermark else "ok" if free >= _ROOMY * MEBIBYTE else "low"
    yield Finding("disk", outcome, {"free": free // MEBIBYTE, "folder": str(settings.state)})


def check_fonts() -> Iterator[Finding]:
    """The font of screen and slips."""
    missing = fonts_missing()
    yield Finding("fonts", "missing" if missing else "ok", {"files": ", ".join(missing)})


def check_libraries() -> Iterator[Finding]:
    """Every library of another maker loads, Qt's in a process of its own."""
    broken = [name.partition(".")[0] for name in _NATIVE if not _loads(name)]
    child = [sys.executable, "-I", "-c", _QT.format(path=sys.path)]
    if subprocess.run(child, capture_output=True, check=False, timeout=60).returncode:
        broken.append("PySide6")
    yield Finding("libraries", "broken" if broken else "ok", {"names": ", ".join(broken), "count": len(_NATIVE) + 1})


def _loads(name: str) -> bool:
    try:
        importlib.import_module(name)
    except (ImportError, OSError):
        return False
    return True
