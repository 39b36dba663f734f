"""How long the ways are: touches, typed characters, fields that came filled, and the time a model gives them.

Each way is walked by a finger on the real screen. The time is that of the keystroke-level model (Card, Moran, Newell
1980, “The keystroke-level model for user performance time with interactive systems”, CACM 23(7), table 1), for one who
knows the way and does not read: to point 1.10 s, to press 0.20 s, to think before each touch 1.35 s, to type a
character of unfamiliar text 0.50 s; to it comes what the machine itself takes, as real lines would.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

POINT, PRESS, THINK, TYPE = 1.10, 0.20, 1.35, 0.50
HANDLING = 10.0
"""Seconds to take out the card, show its code, lay it down and take it back; ours, not the model's."""
WAYS = {
    "residence_confirmed": ("Nơi ở", "Xác nhận thông tin về cư trú"),
    "temporary_residence": ("Nơi ở", "Đăng ký tạm trú"),
    "birth": ("Sinh con", "Đăng ký khai sinh"),
    "birth_bundle": (
        "Sinh con",
        "Liên thông đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế, cấp thẻ căn cước",
    ),
}


def run() -> dict[str, Any]:
    """Walk every way once."""
    return {name: _walked(group, procedure) for name, (group, procedure) in WAYS.items()}


def _walked(group: str, procedure: str) -> dict[str, Any]:
    from kiosk.visit.snapshot import Delivery
    from tests.ui.kiosk_room import walking
    from tests.ui.kiosk_screen import opened

    with tempfile.TemporaryDirectory() as folder, opened() as screen:
        with walking(screen, Path(folder), paced=True) as (walker, room):
            reading = _Stopwatch(room.lay_card)
            walker.walk(reading.lay, reading.seen, Delivery.QUEUED, group, procedure)
            walker.turn("Xong, kết thúc")
        touches, letters = screen.finger.touches, walker.letters
        seconds = touches * (POINT + PRESS + THINK) + letters * TYPE + HANDLING + reading.seconds
        return {
            "touches": touches,
            "typed_characters": letters,
            "fields": walker.shown,
            "came_filled_percent": round(100 * (1 - walker.asked / walker.shown)),
            "card_seconds": round(reading.seconds, 1),
            "modelled_seconds": round(seconds),
        }


class _Stopwatch:
    """Takes the time from the card on the reader to the page of consent."""

    def __init__(self, lay: Any) -> None:
        self._lay = lay
        self._since = 0.0
        self.seconds = 0.0

    def lay(self) -> None:
        self._since = time.perf_counter()
        self._lay()

    def seen(self, screen: str) -> None:
        if screen == "consent":
            self.seconds = time.perf_counter() - self._since
