"""A whole kiosk behind a screen under test, hall and queue without a portal, and a citizen who walks by touch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from pathlib import Path

from kiosk.assembly import Kiosk
from kiosk.demo.hall import Hall, hall
from kiosk.visit.clock import SystemClock
from kiosk.visit.snapshot import Delivery
from kiosk.visit.states import State
from tests.ui.kiosk_screen import Opened
from ui.touch.bridge import EMPTY
from ui.touch.demo.walk import GROUP, PROCEDURE, Walker
from ui.touch.kiosk_thread import KioskThread
from ui.touch.supervised import Heartbeat


class Room:
    """A hall without a portal: the dossier waits in the queue."""

    def __init__(self, folder: Path, paced: bool = False) -> None:
        self._folder = folder
        self._paced = paced
        self.hall: Hall | None = None

    def opening(self) -> AbstractAsyncContextManager[Kiosk]:
        return self._opening()

    @asynccontextmanager
    async def _opening(self):
        async with hall(self._folder, portal_up=False, paced=self._paced) as room:
            self.hall = room
            yield room.kiosk

    def lay_card(self) -> None:
        assert self.hall is not None
        self.hall.lay_card()


@contextmanager
def walking(screen: Opened, folder: Path, paced: bool = False) -> Iterator[tuple[Walker, Room]]:
    """A citizen before the screen of a kiosk that runs while the context lasts."""
    room = Room(folder, paced)
    kiosk = KioskThread(room.opening, screen.screen.bridge, EMPTY, Heartbeat())
    kiosk.start()
    try:
        today = SystemClock().now().date()
        walker = Walker(screen.screen.bridge, screen.finger, screen.screen.window.contentItem(), today)
        walker.wait(lambda now: now.centre != "", "the kiosk")
        yield walker, room
    finally:
        kiosk.stop()


def visit(
    screen: Opened,
    folder: Path,
    before: Callable[[], None] = lambda: None,
    group: str = GROUP,
    procedure: str = PROCEDURE,
) -> Walker:
    """Walk one visit from the first touch to the wipe."""
    with walking(screen, folder) as (walker, room):
        before()
        walker.walk(room.lay_card, lambda _: None, Delivery.QUEUED, group, procedure)
        number = walker.now.submitted.local_number
        assert screen.sees(number), screen.texts()
        walker.turn("Xong, kết thúc")
        walker.reach(State.WELCOME)
        assert not screen.sees(number)
        return walker
