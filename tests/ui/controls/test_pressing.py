"""One touch or one OK is one press, seen in the next frame; the ring follows the keypad, not the finger."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from tests.ui.controls.samples import page
from tests.ui.gallery import Stage, stage

BUTTONS = """
    property int presses: 0
    property int ticks: 0
    Connections { target: Cues; function onTick() { page.item.ticks++ } }
    Column {
        spacing: 40
        KioskButton { width: 400; text: "Tiếp tục"; kind: "primary"; onClicked: page.item.presses++ }
        KioskButton { width: 400; text: "Quay lại"; onClicked: page.item.presses++ }
        KioskButton { width: 400; text: "Gửi"; waiting: true; waitingText: "Đang gửi"; onClicked: page.item.presses++ }
    }
"""


@pytest.fixture
def opened() -> Iterator[Stage]:
    with stage() as one:
        one.show(
            page(BUTTONS).replace("Rectangle { id: page;", "Rectangle { id: page; property Item item: children[0];")
        )
        yield one


def presses(opened: Stage) -> int:
    return int(opened.run("item.presses"))


def test_a_touch_presses_once_and_ticks_once(opened: Stage) -> None:
    opened.tap(opened.named("Tiếp tục"))
    assert (presses(opened), opened.run("item.ticks")) == (1, 1)


def test_two_quick_touches_are_two_presses_and_nothing_else(opened: Stage) -> None:
    button = opened.named("Tiếp tục")
    opened.tap(button)
    opened.tap(button)
    assert presses(opened) == 2


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Select])
def test_ok_on_the_keypad_presses_what_has_the_focus(opened: Stage, key: Qt.Key) -> None:
    opened.named("Quay lại").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    opened.key(key)
    assert presses(opened) == 1


def test_a_waiting_button_says_its_verb_and_ignores_touches_and_keys(opened: Stage) -> None:
    button = opened.named("Đang gửi")
    opened.tap(button)
    button.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    opened.key(Qt.Key.Key_Return)
    assert presses(opened) == 0


def test_a_finger_that_slides_away_presses_nothing(opened: Stage) -> None:
    opened.named("Tiếp tục")
    QTest.mousePress(opened.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(100, 250))
    QTest.mouseMove(opened.window, QPoint(900, 1500))
    QTest.mouseRelease(opened.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(900, 1500))
    opened.settle()
    assert presses(opened) == 0


def test_the_pressed_colour_is_in_the_very_next_frame(opened: Stage) -> None:
    place = QPoint(60, 220)
    before = opened.picture().pixelColor(place)
    QTest.mousePress(opened.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    pressed = opened.window.grabWindow().pixelColor(place)
    QTest.mouseRelease(opened.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert (before, pressed) == (QColor("#0C4A82"), QColor("#07335C"))


def test_the_ring_follows_the_keypad_and_not_the_finger(opened: Stage) -> None:
    button = opened.named("Quay lại")
    opened.tap(button)
    assert button.hasActiveFocus()
    assert not button.property("focusSeen")
    opened.named("Tiếp tục").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    opened.key(Qt.Key.Key_Tab)
    assert button.property("focusSeen")


def test_the_ring_has_three_layers_that_can_be_seen_on_paper_and_on_blue(opened: Stage) -> None:
    opened.named("Tiếp tục").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    picture = opened.picture()
    ink, gold = QColor("#191E25"), QColor("#FFB000")
    outward = [picture.pixelColor(240, 200 - distance) for distance in (2, 8, 14)]
    assert outward == [ink, gold, ink]
