"""Ten thousand random touches and keys on the real screen and the real visit: no warning, no traceback, no way out."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt

from kiosk.visit.states import State
from tests.ui.kiosk_room import Room
from tests.ui.kiosk_screen import PORTRAIT, opened
from ui.touch.bridge import EMPTY
from ui.touch.kiosk_thread import KioskThread
from ui.touch.supervised import Heartbeat

SEED = 20261122
KEYS = (Qt.Key.Key_Tab, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Return)
OTHERS = (Qt.Key.Key_Back, Qt.Key.Key_Escape, Qt.Key.Key_F4, Qt.Key.Key_Backspace, Qt.Key.Key_Super_L, Qt.Key.Key_Menu)


@pytest.mark.slow
def test_a_monkey_reaches_allowed_screens_only_and_breaks_nothing(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    with opened() as screen:
        room = Room(tmp_path)
        kiosk = KioskThread(room.opening, screen.screen.bridge, EMPTY, Heartbeat())
        seen: set[State] = set()
        faults: set[str] = set()
        screen.screen.bridge.arrived.connect(lambda now: (seen.add(now.state), faults.add(str(now.fault))))
        kiosk.start()
        try:
            screen.finger.until(lambda: room.hall is not None and bool(seen))
            room.lay_card()
            for _ in range(10_000):
                if chance.random() < 0.8:
                    screen.finger.tap_at(QPointF(chance.uniform(0, PORTRAIT[0]), chance.uniform(0, PORTRAIT[1])))
                else:
                    screen.finger.press(chance.choice(KEYS + OTHERS), chance.choice(["", "a", "1", " "]))
        finally:
            kiosk.stop()
        assert screen.screen.window.isVisible()
        assert {State.CATALOGUE, State.PRECHECK} <= seen
        assert "HT-01" not in faults
