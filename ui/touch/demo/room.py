"""The emulated hall behind a screen: opened by the kiosk's thread, its card in the hand of whoever walks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from kiosk.assembly import Kiosk
from kiosk.demo.hall import PLACE, Hall, hall
from kiosk.visit.snapshot import Snapshot
from kiosk.visit.states import State

FIRST = Snapshot(State.WELCOME, centre=PLACE.centre, simulated=True)
"""What the screen shows until the hall is open."""


class Room:
    """The hall, once its thread has opened it; `told` hears of it then, in that thread."""

    def __init__(self, folder: Path, *, portal_up: bool = True, told: Callable[[Hall], None] = lambda _: None) -> None:
        self._folder = folder
        self._portal_up = portal_up
        self._told = told
        self._hall: Hall | None = None

    @asynccontextmanager
    async def opening(self) -> AsyncIterator[Kiosk]:
        """Open the hall and give its kiosk to the screen."""
        async with hall(self._folder, portal_up=self._portal_up) as self._hall:
            self._told(self._hall)
            yield self._hall.kiosk

    def lay_card(self) -> None:
        """Lay the invented citizen's card on the reader."""
        if self._hall is not None:
            self._hall.lay_card()
