"""What is measured every few minutes where sync runs: the queue, the machine, the catalogue, the certificate."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import structlog
from cryptography import x509

from sync.catalogue.standing import standing
from sync.lifetimes import DAY
from sync.outbox import OutboxError, State, Store
from sync.telemetry.vocabulary import HEARTBEAT, METRIC

EVERY = 300.0
"""Seconds between two measurements."""
_HEARTBEAT_EVERY = 12
"""Measurements: once an hour a kiosk says that it lives even when nothing changes."""

log = structlog.get_logger("sync")


class Told:
    """Says measured values into the journal: a value that stays the same is not said again.

    Sixty days without a network must fit the spool.
    """

    def __init__(self) -> None:
        self._last: dict[tuple[str, str], float] = {}

    def say(self, name: str, value: float, state: str = "all") -> None:
        """Say a value when it is another than last time; how many dossiers wait is always said."""
        if self._last.get((name, state)) != value or (name, state) == ("queue_depth", State.QUEUED):
            self._last[name, state] = value
            log.debug(METRIC, code=name, state=state, count=value)


@dataclass(frozen=True, slots=True)
class Measured:
    """What belongs to one kiosk."""

    queue: Path
    catalogue: Path
    certificate: Path | None
    version: str
    settings_digest: str
    """Its first 8 hex digits tell two sets of settings apart."""


class Gauges:
    """One of the things the sync process does beside sending; `run` belongs in a thread of its own."""

    def __init__(self, store: Store, measured: Measured, clock: Callable[[], float] = time.time) -> None:
        """`clock` gives Unix seconds."""
        self._store, self._measured, self._clock = store, measured, clock
        self._told, self._count = Told(), 0

    def run(self, stop: Event) -> None:
        """Measure at once and then every five minutes until told to stop, whether there is a network or not."""
        while not stop.is_set():
            self.measure()
            stop.wait(EVERY)

    def measure(self) -> None:
        """Measure once, into the journal."""
        if self._count % _HEARTBEAT_EVERY == 0:
            log.info(HEARTBEAT, version=self._measured.version, code=self._measured.settings_digest[:8])
        self._count += 1
        for name, value, state in (*self._queue(), *self._machine(), *self._lifetimes()):
            self._told.say(name, value, state)

    def _queue(self) -> Iterator[tuple[str, float, str]]:
        try:
            counts = self._store.counts()
        except OutboxError as error:
            log.error("queue_disk_failed", state=str(error.fault))
            return
        for state, count in counts.by_state.items():
            yield "queue_depth", count, str(state)
        waited = 0.0 if counts.oldest_waiting is None else max(0.0, self._clock() - counts.oldest_waiting)
        yield "queue_oldest_age_seconds", round(waited), "all"

    def _machine(self) -> Iterator[tuple[str, float, str]]:
        try:
            yield "disk_free_mebibytes", shutil.disk_usage(self._measured.queue).free // (1024 * 1024), "all"
        except OSError:
            return  # the queue's own measurement says that the disk is gone
        warm = [temperature for zone in _ZONES.glob("thermal_zone*/temp") if (temperature := _degrees(zone))]
        if warm:
            yield "temperature_celsius", max(warm), "all"

    def _lifetimes(self) -> Iterator[tuple[str, float, str]]:
        stands = standing(self._measured.catalogue, self._clock())
        if stands.version:
            yield "catalogue_age_days", round(stands.age_seconds / DAY, 1), "all"
        days = _days_left(self._measured.certificate, self._clock())
        if days is not None:
            yield "certificate_days_left", days, "all"


_ZONES = Path("/sys/class/thermal")


def _degrees(file: Path) -> int | None:
    """Whole degrees Celsius of a thermal zone, which counts in thousandths (kernel: sysfs-class-thermal)."""
    try:
        return round(int(file.read_text("ascii")) / 1000)
    except (OSError, ValueError):
        return None


def _days_left(certificate: Path | None, now: float) -> int | None:
    try:
        read = x509.load_pem_x509_certificate(certificate.read_bytes()) if certificate is not None else None
    except (OSError, ValueError):
        return None  # sending says what is wrong with it
    return int((read.not_valid_after_utc.timestamp() - now) // DAY) if read is not None else None
