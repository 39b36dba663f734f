"""A clock that only moves when a test says so."""

import asyncio
import heapq
from datetime import datetime, timedelta

from kiosk.visit.clock import VIETNAM


class FakeClock:
    """Keeps sleepers in order and wakes each at its time."""

    def __init__(self, start: datetime = datetime(2026, 11, 21, 14, 5, tzinfo=VIETNAM)) -> None:
        self._start = start
        self._elapsed = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Future]] = []

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._elapsed)

    def monotonic(self) -> float:
        return self._elapsed

    async def sleep(self, seconds: float) -> None:
        wake = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._elapsed + seconds, id(wake), wake))
        await wake

    async def advance(self, seconds: float) -> None:
        """Let time pass, waking sleepers one after the other."""
        end = self._elapsed + seconds
        await settle()
        while self._sleepers and self._sleepers[0][0] <= end:
            self._elapsed, _, wake = heapq.heappop(self._sleepers)
            if not wake.done():
                wake.set_result(None)
            await settle()
        self._elapsed = end


async def settle() -> None:
    """Let every task run until all of them wait."""
    for _ in range(20):
        await asyncio.sleep(0)
