"""A person without hands on the screen: arrows, OK and the ring over the keys do all that a finger does."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QPointF, Qt
from PySide6.QtQuick import QQuickItem, QQuickWindow

from ui.touch.demo.finger import Finger, NotSeen, items
from ui.touch.shell.reading import is_seen

Key = Qt.Key
_ARROWS = {(-1, 0): Key.Key_Left, (1, 0): Key.Key_Right, (0, -1): Key.Key_Up, (0, 1): Key.Key_Down}
_TONES = {"\u0301": "sắc", "\u0300": "huyền", "\u0309": "hỏi", "\u0303": "ngã", "\u0323": "nặng"}
ROUND = 200
"""More steps than any screen has things to come to."""


class Keypad(Finger):
    """Walks with ▼ to what a finger would touch, sees on the way that the focus is always seen, and presses OK."""

    def __init__(self, window: QQuickWindow, step: Qt.Key = Key.Key_Down, *, keyboard: bool = False) -> None:
        super().__init__(window)
        self._step = step
        self._keyboard = keyboard
        """A keyboard is plugged in, to type with."""

    def tap(self, item: QQuickItem) -> None:
        sought = name(item)
        if item.property("keepsFocus") is False:
            self._point_to(item)
        else:
            self.walk_to(item)
        if name(item) == sought:  # sheets follow the keys: the button that turns them may have become another
            self.press(Key.Key_Return)

    def tap_at(self, at: QPointF) -> None:
        raise AssertionError("nobody touches this screen")

    def touch_at(self, item: QQuickItem, part: float) -> None:
        self.walk_to(item)

    def write(self, letter: str) -> None:
        if self._keyboard:
            super().write(letter)
        else:
            self._letter(letter)

    def walk_to(self, item: QQuickItem) -> None:
        """Walk until the item has the focus. Raises NotSeen when the way goes round without it."""
        for _ in range(ROUND):
            if self.focus is item or item.property("activeFocus"):
                return
            self.press(self._step)
            self.look()
        raise NotSeen(f"the keys never come to {item.property('name')}; focus on {self.focus}")

    def look(self) -> None:
        """Fail when nothing that is seen has the focus."""
        focus = self.focus
        assert focus is not None
        self.until(lambda: is_seen(focus), f"the focus on {name(focus)}")
        ring = focus.property("focusSeen")
        assert ring is None or ring, name(focus)

    @property
    def focus(self) -> QQuickItem | None:
        return self.window.activeFocusItem()

    def _letter(self, letter: str) -> None:
        marks = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in marks if mark in _TONES), "")
        plain = unicodedata.normalize("NFC", marks.replace(tone, "")) if tone else letter
        if self._find_key(plain) is None:  # not on these keys: a capital, a digit or a sign
            self.touch("Chữ hoa" if plain.isupper() else "123")
        self.key_of(plain)
        if tone:
            toned = (key for key in self.controls() if name(key).endswith(", " + _TONES[tone]))
            self.tap(next(toned))

    def key_of(self, letter: str) -> None:
        """Press the key of a letter that needs no tone."""
        key = self._find_key(letter)
        assert key is not None, letter
        self.tap(key)

    def _find_key(self, letter: str) -> QQuickItem | None:
        name = "dấu cách" if letter == " " else letter
        return self._key(name)

    def _point_to(self, key: QQuickItem) -> None:
        ring = next(item for item in items(self.window.contentItem()) if item.objectName() == "finger")
        if not ring.isVisible():
            self.press(Key.Key_Return)
        for _ in range(ROUND):
            way = _middle(key) - _middle(ring)
            if key.contains(key.mapFromScene(_middle(ring))):
                return
            step = (0, 1 if way.y() > 0 else -1) if abs(way.y()) > 30 else (1 if way.x() > 0 else -1, 0)
            self.press(_ARROWS[step])
        raise NotSeen(f"the ring never comes to {key.property('name')}")


def name(item: QQuickItem) -> str:
    """What an item is called: a control by its name, a box by its label."""
    return str(item.property("name") or item.property("label") or item)


def _middle(item: QQuickItem) -> QPointF:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
