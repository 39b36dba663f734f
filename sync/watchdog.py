"""Notices a worker that hangs: each reports after every step, and the process is alive while all of them do."""

from __future__ import annotations

import time
from collections.abc import Callable


class Watchdog:
    """Keeps the time of each member's last sign of life."""

    def __init__(self, silence: float = 900.0, monotonic: Callable[[], float] = time.monotonic) -> None:
        """`silence` in seconds: longer than the slowest legal step, which is one part over a bad line."""
        self._silence = silence
        self._monotonic = monotonic
        self._seen: dict[str, float] = {}

    interval = 10.0
    """Seconds between two looks."""

    def member(self, name: str) -> Callable[[], None]:
        """Watch one more; call the result after every step."""

        def alive() -> None:
            self._seen[name] = self._monotonic()

        alive()
        return alive

    def all_alive(self) -> bool:
        """True while every member gave a sign within the allowed silence."""
        now = self._monotonic()
        return all(now - seen <= self._silence for seen in self._seen.values())
