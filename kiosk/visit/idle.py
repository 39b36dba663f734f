"""Notices that nobody is there any more: warns, counts down, gives more time when asked, then ends the visit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from kiosk.settings import Visit as Times
from kiosk.visit.clock import Clock
from kiosk.visit.snapshot import IdleWarning


class IdleWatch:
    """Watches over one visit; every call comes from the kiosk's event loop.

    After `Times.idle_seconds` without a sign of life a warning is shown and counted down once a second; at zero
    `on_timeout` is called once. Extensions are not limited (EN 301 549 and WCAG 2.2.1 ask for at least ten).
    """

    def __init__(
        self,
        times: Times,
        clock: Clock,
        on_warning: Callable[[IdleWarning | None], None],
        on_timeout: Callable[[], None],
    ) -> None:
        self._times = times
        self._clock = clock
        self._on_warning = on_warning
        self._on_timeout = on_timeout
        self._deadline = 0.0
        self._warned = False
        self._extensions = 0
        self._task: asyncio.Task[None] | None = None

    def keep(self, times: Times) -> None:
        """Watch the visits that follow by other times."""
        self._times = times

    def start(self) -> None:
        """Begin to watch a new visit."""
        self.stop()
        self._extensions = 0
        self._rearm(self._times.idle_seconds)
        self._task = asyncio.get_running_loop().create_task(self._watch())

    def stop(self) -> None:
        """Watch no longer."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._hide()

    def touched(self) -> None:
        """Somebody is there. While the warning shows only `extend` counts: a stray touch must not answer it."""
        if not self._warned:
            self._rearm(self._times.idle_seconds)

    def extend(self) -> None:
        """The person asked for more time."""
        if self._warned:
            self._extensions += 1
            self._rearm(max(self._times.extension_seconds, self._times.idle_seconds))
            self._hide()

    def _rearm(self, seconds: float) -> None:
        self._deadline = self._clock.monotonic() + seconds

    def _hide(self) -> None:
        if self._warned:
            self._warned = False
            self._on_warning(None)

    async def _watch(self) -> None:
        while True:
            left = self._deadline - self._clock.monotonic()
            if left > 0:
                await self._clock.sleep(left)
            elif await self._count_down():
                self._task = None
                self._on_timeout()
                return

    async def _count_down(self) -> bool:
        """Show the warning second by second; True when it ran out, False when the person is still there."""
        self._warned = True
        for left in range(self._times.warning_seconds, 0, -1):
            self._on_warning(IdleWarning(left, self._extensions))
            await self._clock.sleep(1)
            if not self._warned:
                return False
        self._hide()
        return True
