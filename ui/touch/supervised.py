"""What systemd and the package's scripts learn of the screen: it is ready, it lives, a citizen is served.

READY follows the first picture. A ping goes out only while the screen's own loop turns and the kiosk's thread has
beaten since the last one. Outside systemd nothing happens.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import IO

from PySide6.QtCore import QObject, QTimer, Slot

from kiosk.visit.snapshot import Snapshot
from sync.systemd import notify_systemd


class Heartbeat(QObject):
    """Made and ticking in the screen's thread; `beat` may be called from any."""

    def __init__(
        self, environment: Mapping[str, str] = os.environ, notify: Callable[[str], None] = notify_systemd
    ) -> None:
        """`environment` holds what systemd says: ``WATCHDOG_USEC`` (sd_watchdog_enabled(3))."""
        super().__init__()
        self.seconds = int(environment.get("WATCHDOG_USEC", "0")) / 1e6 / 3
        """Between two pings; 0 when nobody waits for any."""
        self._notify = notify
        self._beaten = Event()
        self._rests = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)

    def ready(self) -> None:
        """Say that the first picture is on the panel, and begin to ping."""
        self._notify("READY=1")
        if self.seconds:
            self._timer.start(round(self.seconds * 1000))

    def beat(self) -> None:
        """The kiosk's thread is alive: it, the visit and the queue."""
        self._beaten.set()

    def rest(self) -> None:
        """There is no kiosk behind the screen, and the screen says why: starting again would not help."""
        self._rests = True

    @Slot()
    def _tick(self) -> None:
        if self._beaten.is_set() or self._rests:
            self._beaten.clear()
            self._notify("WATCHDOG=1")


class VisitLock:
    """Keeps a file locked while a citizen is served; whoever stops the kiosk waits for it (flock(2))."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._held = False

    def follow(self, snapshot: Snapshot) -> None:
        """Take or leave the lock as the visit begins and ends."""
        if snapshot.in_visit == self._held:
            return
        self._held = snapshot.in_visit
        try:
            fcntl.flock(self._file, fcntl.LOCK_SH | fcntl.LOCK_NB if self._held else fcntl.LOCK_UN)
        except BlockingIOError:
            self._held = False  # the kiosk is being stopped; the next snapshot asks again


@contextmanager
def visit_lock(environment: Mapping[str, str] = os.environ) -> Iterator[VisitLock | None]:
    """Give the lock in the folder that systemd made for this service; None outside systemd."""
    folder = environment.get("RUNTIME_DIRECTORY", "")
    if not folder:
        yield None
        return
    with (Path(folder) / "visit.lock").open("a") as file:
        yield VisitLock(file)
