"""How far this machine's clock can be trusted, and what lets somebody set a wrong time right later.

A kiosk is cut off for weeks and its battery dies; its wall clock then says anything. So every stored row carries the
boot and the seconds since it (which never jump) beside the wall time, and every submission says how good that was.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from pathlib import Path

from sync.envelope import Clock
from sync.lifetimes import LONGEST_OFFLINE

JUMP = 120.0
"""Seconds by which wall and monotonic time may part before the wall clock counts as moved."""
_TIME_ERROR = 5  # adjtimex(2): the clock is not synchronised
_TIMEX_BYTES = 256
"""More than a ``struct timex`` has on any Linux."""


@cache
def boot_id() -> str:
    """Name this run of the machine (random(4)); empty where the kernel does not say."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return ""


def kernel_is_synchronised() -> bool:
    """Ask the kernel whether something keeps its clock right (adjtimex(2) without a change); blocks for nothing."""
    asked = ctypes.create_string_buffer(_TIMEX_BYTES)
    try:
        answer: int = ctypes.CDLL(None).adjtimex(asked)
    except (OSError, AttributeError):
        return False
    return 0 <= answer < _TIME_ERROR


class Timekeeper:
    """Judges the wall clock of one process by what was seen of it since the process began."""

    def __init__(
        self,
        wall: Callable[[], float],
        monotonic: Callable[[], float],
        seen: float,
        synchronised: Callable[[], bool] = kernel_is_synchronised,
    ) -> None:
        """`seen` is the latest time that something trusted or stored proves, Unix seconds; 0 for none."""
        self._wall, self._monotonic, self._synchronised = wall, monotonic, synchronised
        self._seen = seen
        self._apart = wall() - monotonic()

    def quality(self) -> Clock:
        """Say how far the time of now can be trusted."""
        now = self._wall()
        if self._synchronised():
            self._seen, self._apart = max(self._seen, now), now - self._monotonic()
            return Clock.SYNCHRONISED
        moved = abs(now - self._monotonic() - self._apart) > JUMP
        impossible = now < self._seen or (self._seen and now > self._seen + LONGEST_OFFLINE)
        return Clock.UNCERTAIN if moved or impossible else Clock.FREE_RUNNING
