"""The questions over a screen by keys alone: OK and "Quay lại" lose nothing, arrows go round, the page comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from kiosk.visit.events import Event, Leave, StillHere
from kiosk.visit.snapshot import IdleWarning
from tests.ui.keypad import Keypad, name
from tests.ui.kiosk_screen import LANDSCAPE, PORTRAIT, Opened, opened
from ui.screenshots.gallery import moments
from ui.touch.shell.reading import is_seen

Key = Qt.Key
FILL = next(moment.snapshot for moment in moments() if moment.name == "fill-1")
MORE, END = "Tôi cần thêm thời gian", "Kết thúc và xóa"


@pytest.fixture(params=[PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def warned(request: pytest.FixtureRequest) -> Iterator[tuple[Opened, Keypad, list[Event]]]:
    """A person in the middle of a form is asked whether they are still there."""
    with opened(request.param) as screen:
        events = screen.listen().events
        screen.show(FILL)
        keypad = Keypad(screen.screen.window)
        for _ in range(3):
            keypad.press(Key.Key_Down)
        screen.show(replace(FILL, idle=IdleWarning(60, 0)))
        events.clear()
        yield screen, keypad, events


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Select, Key.Key_Escape])
def test_ok_and_back_give_more_time(warned: tuple[Opened, Keypad, list[Event]], key: Qt.Key) -> None:
    _, keypad, events = warned
    keypad.press(key)
    assert [event for event in events if isinstance(event, StillHere | Leave)] == [StillHere()]


@pytest.mark.parametrize("key", [Key.Key_Down, Key.Key_Right, Key.Key_Up, Key.Key_Left, Key.Key_Tab, Key.Key_Backtab])
def test_arrows_and_tab_go_round_inside(warned: tuple[Opened, Keypad, list[Event]], key: Qt.Key) -> None:
    _, keypad, _ = warned
    way = []
    for _ in range(3):
        keypad.press(key)
        keypad.look()
        way.append(name(keypad.focus) if keypad.focus else "")
    assert way == [END, MORE, END]


def test_the_other_answer_ends_the_visit(warned: tuple[Opened, Keypad, list[Event]]) -> None:
    _, keypad, events = warned
    keypad.press(Key.Key_Down)
    keypad.press(Key.Key_Return)
    assert Leave() in events


def test_the_page_gets_the_focus_back_where_it_was(warned: tuple[Opened, Keypad, list[Event]]) -> None:
    screen, keypad, _ = warned
    screen.show(FILL)
    focus = keypad.focus
    assert focus is not None and name(focus) not in (MORE, END)
    screen.finger.until(lambda: is_seen(focus), "the sheet of what is in focus")
    keypad.press(Key.Key_Down)
    keypad.look()


def test_keys_come_to_the_answer_for_staff_as_well() -> None:
    with opened() as screen:
        keypad = Keypad(screen.screen.window)
        screen.show(replace(FILL, staff_called_at=0.0))
        keypad.tap(next(item for item in screen.finger.controls() if name(item).startswith("Đã gọi")))
        way = set()
        for _ in range(3):
            keypad.press(Key.Key_Down)
            way.add(name(keypad.focus) if keypad.focus else "")
        assert "Tôi là cán bộ" in way
