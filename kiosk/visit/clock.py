"""The clock a visit lives by; tests and simulations bring their own."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone
from typing import Protocol

VIETNAM = timezone(timedelta(hours=7))
"""Indochina Time, without daylight saving since 1975."""


def local(seconds: float) -> datetime:
    """Return Unix seconds as Vietnam wall time."""
    return datetime.fromtimestamp(seconds, VIETNAM)


class Clock(Protocol):
    """Wall time, monotonic time and waiting."""

    def now(self) -> datetime:
        """Return Vietnam wall time, aware."""
        ...

    def monotonic(self) -> float:
        """Return seconds that never jump."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return Vietnam wall time."""
        return datetime.now(VIETNAM)

    def monotonic(self) -> float:
        """Return the kernel's monotonic seconds."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait on the event loop."""
        import asyncio  # noqa: PLC0415 – late: the first picture does not wait for it

        await asyncio.sleep(seconds)
