"""What is measured every few minutes where sync runs: the queue, the disk, the catalogue."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

import structlog

from sync.catalogue.standing import standing
from sync.lifetimes import DAY
from sync.outbox import OutboxError, State, Store
from sync.telemetry.vocabulary import METRIC

EVERY = 300.0
"""Seconds between two measurements."""

log = structlog.get_logger("sync")


class Gauges:
    """One of the things the sync process does beside sending; `run` belongs in a thread of its own."""

    def __init__(self, store: Store, queue: Path, catalogue: Path, clock: Callable[[], float] = time.time) -> None:
        """`queue` and `catalogue` are folders; `clock` gives Unix seconds."""
        self._store, self._queue, self._catalogue = store, queue, catalogue
        self._clock = clock
        self._last: dict[tuple[str, str], float] = {}

    def run(self, stop: Event) -> None:
        """Measure at once and then every five minutes until told to stop, whether there is a network or not."""
        while not stop.is_set():
            self.measure()
            stop.wait(EVERY)

    def measure(self) -> None:
        """Measure once, into the journal: what changed since the last time, and always how many dossiers wait."""
        self._measure_queue()
        self._measure_disk()
        stands = standing(self._catalogue, self._clock())
        if stands.version:
            self._say("catalogue_age_days", round(stands.age_seconds / DAY, 1))

    def _measure_queue(self) -> None:
        try:
            counts = self._store.counts()
        except OutboxError as error:
            log.error("queue_disk_failed", state=str(error.fault))
            return
        for state, count in counts.by_state.items():
            self._say("queue_depth", count, str(state))
        waited = 0.0 if counts.oldest_waiting is None else max(0.0, self._clock() - counts.oldest_waiting)
        self._say("queue_oldest_age_seconds", round(waited))

    def _measure_disk(self) -> None:
        try:
            free = shutil.disk_usage(self._queue).free
        except OSError:
            return  # the queue's own measurement says that the disk is gone
        self._say("disk_free_mebibytes", free // (1024 * 1024))

    def _say(self, name: str, value: float, state: str = "all") -> None:
        """A value that stays the same is not said again: sixty days without a network must fit the spool."""
        if self._last.get((name, state)) != value or state == State.QUEUED:
            self._last[name, state] = value
            log.debug(METRIC, code=name, state=state, count=value)
