"""Someone with a keypad of arrows, OK and back types as well: a ring walks over the keys of the screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF, Qt

from tests.ui.keyboard.board import Board, board

Key = Qt.Key
ARROWS = {(-1, 0): Key.Key_Left, (1, 0): Key.Key_Right, (0, -1): Key.Key_Up, (0, 1): Key.Key_Down}


@pytest.fixture
def street() -> Iterator[Board]:
    with board(
        '[{kind: "text", pointer: "/a", label: "Đường"}, {kind: "phone", pointer: "/b", label: "Số"}]'
    ) as opened:
        opened.enter()
        yield opened


def ring(opened: Board) -> QPointF:
    """The middle of the ring."""
    finger = opened.stage.find(lambda item: item.objectName() == "finger")
    return finger.mapToScene(QPointF(finger.width() / 2, finger.height() / 2))


def under(opened: Board) -> str:
    """The key the ring is on."""
    at = ring(opened)
    return next(str(k.property("name")) for k in opened.visible() if k.contains(k.mapFromScene(at)))


def walk_to(opened: Board, name: str) -> None:
    """Move the ring to a key with the arrows, row first."""
    for _ in range(40):
        key = opened.key(name)
        way = key.mapToScene(QPointF(key.width() / 2, key.height() / 2)) - ring(opened)
        if under(opened) == name:
            return
        step = (0, 1 if way.y() > 0 else -1) if abs(way.y()) > 30 else (1 if way.x() > 0 else -1, 0)
        opened.stage.key(ARROWS[step])
    raise AssertionError(f"{name} was not reached, the ring is on {under(opened)}")


def test_ok_in_a_box_begins_and_ok_on_a_key_types(street: Board) -> None:
    street.stage.key(Key.Key_Return)
    for letter in "hoa":
        walk_to(street, letter)
        street.stage.key(Key.Key_Return)
    assert street.text == "hoa"


def test_every_key_of_the_board_is_reached_with_arrows(street: Board) -> None:
    street.stage.key(Key.Key_Return)
    for name in [str(key.property("name")) for key in street.visible()]:
        walk_to(street, name)


def test_the_ring_is_still_there_when_the_keys_change(street: Board) -> None:
    street.stage.key(Key.Key_Return)
    walk_to(street, "123")
    street.stage.key(Key.Key_Return)
    walk_to(street, "7")
    street.stage.key(Key.Key_Return)
    assert street.text == "7"


def test_back_ends_it_and_the_arrows_move_the_caret_again(street: Board) -> None:
    street.type("ab")
    street.stage.key(Key.Key_Return)
    street.stage.key(Key.Key_Escape)
    street.stage.key(Key.Key_Left)
    street.type("x")
    assert street.text == "axb"


def test_the_next_box_is_reached_without_a_touch(street: Board) -> None:
    street.stage.key(Key.Key_Return)
    walk_to(street, "Ô sau")
    street.stage.key(Key.Key_Return)
    street.stage.key(Key.Key_Return)
    walk_to(street, "5")
    street.stage.key(Key.Key_Return)
    assert (street.text, street.entry.property("layout")) == ("5", "number")


def test_the_key_under_the_ring_is_spoken_to_the_headset_only(street: Board) -> None:
    said = []
    street.stage.item.property("cues").say.connect(lambda words, personal: said.append((words, personal)))
    street.stage.key(Key.Key_Return)
    street.stage.key(Key.Key_Right)
    assert said[-1] == (under(street), True)
