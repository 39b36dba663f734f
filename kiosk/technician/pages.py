"""What the pages of the technician's screen say of queue, settings and journal."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

from kiosk import journal
from kiosk.settings import Settings
from kiosk.technician.changing import brought, in_force
from kiosk.technician.config import previous
from kiosk.technician.finding import Finding
from kiosk.visit import bench as be
from kiosk.visit.clock import VIETNAM
from kiosk.visit.desk.board import moment
from sync.outbox import Entry, State, Store
from sync.outcome_words import words
from sync.portal import Outcome

_FIRST = (State.BLOCKED, State.QUARANTINED)
"""What moves only when somebody helps."""
_WAITING = (State.SENDING, State.QUEUED)
_ROWS = 30
_LINES = 60
_SAID_APART = ("ts", "level", "event", "kiosk", "boot")


def queue_view(store: Store, today: date) -> be.QueueView:
    """Look at the queue; blocking. Raises OutboxError."""
    counts = store.counts()
    waited = None if counts.oldest_waiting is None else max(0, round((store.clock() - counts.oldest_waiting) / 60))
    entries = (*store.entries(_FIRST, _ROWS), *store.entries(_WAITING, _ROWS))[:_ROWS]
    return be.QueueView(MappingProxyType(dict(counts.by_state)), waited, tuple(_dossier(one, today) for one in entries))


def _dossier(entry: Entry, today: date) -> be.DossierRow:
    why = words(Outcome(entry.outcome)).technician if entry.outcome else ""
    return be.DossierRow(entry.local_number, moment(entry.stored_at, today), entry.state, entry.attempts, why)


def settings_view(running: Settings, file: Path | None, found: list[Finding]) -> be.SettingsView:
    """Look at the settings file and what lies beside it; blocking."""
    if file is None:
        return be.SettingsView(tuple(in_force(running, "")))
    try:
        rows = tuple(in_force(running, file.read_text("utf-8")))
    except (OSError, ValueError) as error:  # gone or spoiled since the kiosk began: what runs still runs
        rows = tuple(in_force(running, ""))
        found = [*found, Finding("config", "unreadable", {"file": str(file), "problem": str(error)})]
    new = brought(file)
    told = tuple(one.words for one in found)
    writable = os.access(file.parent, os.W_OK)  # a file is put there whole
    return be.SettingsView(rows, str(new) if new.is_file() else "", previous(file).is_file(), writable, told)


def log_rows() -> Iterator[be.LogRow]:
    """The newest lines of this process's journal, the newest first."""
    for one in reversed(journal.recent()[-_LINES:]):
        at = datetime.fromisoformat(str(one["ts"])).astimezone(VIETNAM)
        yield be.LogRow(f"{at:%H:%M:%S}", str(one.get("level", "info")), _line(one))


def _line(one: Mapping[str, object]) -> str:
    rest = (f"{key}={value}" for key, value in one.items() if key not in _SAID_APART)
    return " ".join((str(one["event"]), *rest))
