"""A whole visit without one touch: by a keypad, by a plugged-in keyboard, and no thing that keys do not come to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtQuick import QQuickItem
from shiboken6 import getCppPointer, isValid

from kiosk.visit.events import Answer, Touched
from tests.ui.keypad import ROUND, Keypad, name
from tests.ui.kiosk_room import visit
from tests.ui.kiosk_screen import LANDSCAPE, PORTRAIT, Opened, opened
from ui.screenshots.gallery import moments

Key = Qt.Key
MOMENTS = {moment.name: moment.snapshot for moment in moments() if not moment.name.startswith(("staff", "technician"))}


@pytest.mark.slow
@pytest.mark.parametrize("look", [{}, {"lowReach": True}, {"textStep": 2}], ids=["usual", "low reach", "large text"])
def test_a_whole_visit_with_a_keypad(look: dict[str, Any], tmp_path: Path) -> None:
    with opened() as screen:
        screen.finger = Keypad(screen.screen.window)
        visit(screen, tmp_path, lambda: screen.look(**look))


@pytest.mark.slow
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_a_whole_visit_with_a_keyboard_and_tab(size: tuple[int, int], tmp_path: Path) -> None:
    with opened(size) as screen:
        screen.finger = Keypad(screen.screen.window, Key.Key_Tab, keyboard=True)
        visit(screen, tmp_path)


@pytest.mark.parametrize(
    ("size", "step"),
    [
        (PORTRAIT, Key.Key_Down),
        pytest.param(PORTRAIT, Key.Key_Up, marks=pytest.mark.slow),
        pytest.param(LANDSCAPE, Key.Key_Tab, marks=pytest.mark.slow),
    ],
    ids=["portrait-down", "portrait-up", "landscape-tab"],
)
def test_keys_come_to_everything_that_can_be_pressed_or_typed_into(size: tuple[int, int], step: Qt.Key) -> None:
    with opened(size) as screen:
        keypad = Keypad(screen.screen.window)
        for moment, snapshot in MOMENTS.items():
            if snapshot.idle is not None:
                continue  # keys go round inside a dialog
            screen.show(snapshot)
            wanted = {address(item): item for item in screen.items() if wants_focus(item)}
            come_to: set[int] = set()
            for _ in range(ROUND):
                keypad.press(step)
                keypad.look()
                come_to.add(address(keypad.focus))
                if wanted.keys() <= come_to:
                    break
            missed = [item for at, item in wanted.items() if at not in come_to and isValid(item) and wants_focus(item)]
            assert [name(item) for item in missed] == [], moment


def address(item: QQuickItem) -> int:
    return int(getCppPointer(item)[0])


def wants_focus(item: QQuickItem) -> bool:
    typed = item.inherits("QQuickTextInput")
    pressed = item.property("keepsFocus") is True
    return (typed or pressed) and item.isVisible() and item.isEnabled() and item.width() > 0


def test_a_plugged_in_keyboard_composes_vietnamese(opened_form: Opened) -> None:
    screen = opened_form
    keypad = Keypad(screen.screen.window, keyboard=True)
    entry = next(item for item in screen.items() if item.inherits("QQuickTextInput") and item.isVisible())
    keypad.walk_to(entry)
    for letter in "nguyeenx":
        keypad.write(letter)
    assert entry.property("text") == "nguyễn"
    keypad.press(Key.Key_Tab)
    assert [event.value for event in screen.listener.events if isinstance(event, Answer)] == ["nguyễn"]


def test_whoever_walks_or_types_is_there(opened_form: Opened) -> None:
    screen = opened_form
    keypad = Keypad(screen.screen.window, keyboard=True)
    for act in (lambda: keypad.write("a"), lambda: keypad.press(Key.Key_Down)):
        screen.listener.events.clear()
        act()
        assert Touched() in screen.listener.events


@pytest.fixture
def opened_form():
    with opened() as screen:
        screen.listen()
        screen.show(MOMENTS["fill-1"])
        entry = next(item for item in screen.items() if item.inherits("QQuickTextInput") and item.isVisible())
        Keypad(screen.screen.window).walk_to(entry)
        yield screen
