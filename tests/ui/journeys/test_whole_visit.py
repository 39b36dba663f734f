"""A whole visit on the real screen, by touch, in every look; behind it the real visit, drivers, queue and slip."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from kiosk.assembly import Kiosk
from kiosk.demo.hall import Hall, hall
from kiosk.visit.clock import SystemClock
from kiosk.visit.events import SetLanguage
from kiosk.visit.snapshot import Delivery
from kiosk.visit.states import State
from tests.ui.kiosk_screen import LANDSCAPE, PORTRAIT, Opened, opened
from ui.touch.bridge import EMPTY
from ui.touch.demo.walk import Walker
from ui.touch.main import KioskThread

LOOKS: dict[str, tuple[tuple[int, int], dict[str, Any]]] = {
    "portrait": (PORTRAIT, {}),
    "landscape": (LANDSCAPE, {}),
    "large text": (PORTRAIT, {"textStep": 2}),
    "high contrast": (PORTRAIT, {"scheme": "contrast"}),
    "low reach": (PORTRAIT, {"lowReach": True}),
}
MOST_TOUCHES = 22
"""Residence confirmation with chip, from first touch to last, typed letters apart."""


class Room:
    """A hall without a portal: the dossier waits in the queue."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.hall: Hall | None = None

    def opening(self) -> AbstractAsyncContextManager[Kiosk]:
        return self._opening()

    @asynccontextmanager
    async def _opening(self):
        async with hall(self._folder, portal_up=False, paced=False) as room:
            self.hall = room
            yield room.kiosk

    def lay_card(self) -> None:
        assert self.hall is not None
        self.hall.lay_card()


def visit(screen: Opened, folder: Path, before: Callable[[], None] = lambda: None) -> Walker:
    room = Room(folder)
    kiosk = KioskThread(room.opening, screen.screen.bridge, EMPTY)
    kiosk.start()
    try:
        walker = Walker(
            screen.screen.bridge, screen.finger, screen.screen.window.contentItem(), SystemClock().now().date()
        )
        walker.wait(lambda now: now.centre != "", "the kiosk")
        before()
        walker.walk(room.lay_card, lambda _: None, Delivery.QUEUED)
        number = walker.now.submitted.local_number
        assert screen.sees(number), screen.texts()
        walker.turn("Xong, kết thúc")
        walker.reach(State.WELCOME)
        assert not screen.sees(number)
        return walker
    finally:
        kiosk.stop()


def test_a_citizen_walks_from_the_first_touch_to_the_slip(tmp_path: Path) -> None:
    with opened() as screen:
        visit(screen, tmp_path)
        assert screen.finger.touches <= MOST_TOUCHES


@pytest.mark.slow
@pytest.mark.parametrize("look", LOOKS)
def test_a_citizen_walks_a_whole_visit_in_every_look(look: str, tmp_path: Path) -> None:
    size, choices = LOOKS[look]
    with opened(size) as screen:
        visit(screen, tmp_path, lambda: screen.look(**choices))


@pytest.mark.slow
def test_a_citizen_walks_a_whole_visit_in_english(tmp_path: Path) -> None:
    with opened() as screen:

        def english() -> None:
            screen.screen.bridge.send(SetLanguage("en"))
            screen.finger.until(lambda: screen.finger.find("Call staff") is not None)

        screen.finger.say_in_the_screens_language()
        visit(screen, tmp_path, english)


def test_the_keypad_alone_begins_a_visit_and_comes_back(tmp_path: Path) -> None:
    with opened() as screen:
        room = Room(tmp_path)
        kiosk = KioskThread(room.opening, screen.screen.bridge, EMPTY)
        kiosk.start()
        try:
            walker = Walker(
                screen.screen.bridge, screen.finger, screen.screen.window.contentItem(), SystemClock().now().date()
            )
            walker.wait(lambda now: now.centre != "", "the kiosk")
            walk_to(screen, "Làm thủ tục")
            screen.finger.press(Qt.Key.Key_Return)
            walker.reach(State.CATALOGUE)
            walk_to(screen, "Nơi ở")
            screen.finger.press(Qt.Key.Key_Return)
            walker.wait(lambda now: now.catalogue.group != "", "the life event")
            screen.finger.press(Qt.Key.Key_Back)
            screen.finger.press(Qt.Key.Key_Back)
            walker.wait(lambda now: now.state in (State.WELCOME, State.CATALOGUE), "the way back")
        finally:
            kiosk.stop()


def walk_to(screen: Opened, name: str) -> None:
    """Press Tab until the control of this name has the focus; fails when the focus goes round without it."""
    for _ in range(40):
        item = screen.screen.window.activeFocusItem()
        while item is not None and item.property("name") is None:
            item = item.parentItem()
        if item is not None and item.property("name") == name:
            return
        screen.finger.press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never comes to {name}")
