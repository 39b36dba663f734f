"""Random touches and keys over boxes of every kind: no word from Qt, and the keyboard belongs to a box or is gone."""

from __future__ import annotations

import json
import random

import pytest
from PySide6.QtCore import QPoint, Qt

from tests.ui.keyboard.board import Board, board

KINDS = ("text", "name", "id_number", "phone", "email", "partial_date", "yes_no", "money")
FIELDS = json.dumps([{"kind": kind, "pointer": f"/{kind}", "label": kind} for kind in KINDS])
KEYS = (
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down,
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Home, Qt.Key.Key_End,
)  # fmt: skip
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyzwfjAEOUD 0123456789.,-'/@"
STEPS = 400


def touch_somewhere(opened: Board, dice: random.Random) -> None:
    opened.stage.tap_at(QPoint(dice.randrange(1080), dice.randrange(1920)))


def touch_a_key(opened: Board, dice: random.Random) -> None:
    keys = [key for key in opened.visible() if key.isEnabled()]
    if keys:
        opened.stage.tap(dice.choice(keys))
    else:
        touch_somewhere(opened, dice)


def press_a_key(opened: Board, dice: random.Random) -> None:
    if dice.random() < 0.5:
        opened.stage.key(dice.choice(KEYS))
    else:
        opened.stage.hardware(dice.choice(LETTERS))


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 12))])
def test_a_monkey_at_the_keyboard_breaks_nothing(seed: int) -> None:
    dice = random.Random(seed)
    with board(FIELDS) as opened:
        for _ in range(STEPS):
            dice.choice((touch_somewhere, touch_a_key, touch_a_key, press_a_key))(opened, dice)
            target = opened.entry
            assert (target is None) == (opened.visible() == [])
            assert target is None or target.hasActiveFocus()
            assert opened.stage.messages == []
