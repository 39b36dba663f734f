"""Takes records from any thread without making it wait, and stores them from a thread of its own."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Mapping
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any

from sync.outbox.errors import OutboxError
from sync.telemetry.spool import Spool

_MOST_WAITING = 10_000
"""Records in memory while the disk does not answer; beyond, they are counted as dropped."""


class Recorder:
    """One process's way into the spool: numbers its records from 1, without a gap that is not counted."""

    def __init__(self, spool: Spool) -> None:
        self.boot = secrets.token_hex(8)
        """Tells this run of this process from every other."""
        self._spool = spool
        self._numbers = itertools.count(1)
        self._waiting: SimpleQueue[Mapping[str, Any] | None] = SimpleQueue()
        self._lock = Lock()
        self._lost = 0
        self._thread = Thread(target=self._store, name="telemetry", daemon=True)
        self._thread.start()

    def record(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Number a record and hand it over; returns it as numbered. Never waits, never raises."""
        with self._lock:  # the number and the place in the queue belong together
            numbered = {**facts, "boot": self.boot, "seq": next(self._numbers)}
            if self._waiting.qsize() >= _MOST_WAITING:
                self._lost += 1
            else:
                self._waiting.put(numbered)
        return numbered

    def close(self) -> None:
        """Store what waits and stop."""
        self._waiting.put(None)
        self._thread.join()

    def _store(self) -> None:
        going = True
        while going:
            taken = [self._waiting.get()]
            while not self._waiting.empty():
                taken.append(self._waiting.get())
            going = taken[-1] is not None
            self._append([record for record in taken if record is not None])

    def _append(self, records: list[Mapping[str, Any]]) -> None:
        with self._lock:
            lost, self._lost = self._lost, 0
        try:
            self._spool.append(records, lost)
        except OutboxError:
            with self._lock:
                self._lost += lost + len(records)
