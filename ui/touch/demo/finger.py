"""A finger that touches what a person sees: finds a control by its words, and only where it can be reached."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.language.words import VIETNAMESE, Words
from ui.touch.shell.reading import is_seen

PATIENCE = 20.0
"""Seconds to look for something before giving up."""

_LOOK_EVERY_MS = 20


class NotSeen(Exception):
    """What was looked for did not come; the message tells what could be touched instead."""


class Finger:
    """Touches one window and lets it live meanwhile; counts its touches, those on keys apart."""

    def __init__(self, window: QQuickWindow) -> None:
        self.window = window
        self._say = VIETNAMESE
        self.touches = 0
        self.keystrokes = 0

    def speak(self, say: Words) -> None:
        """Look for words in the language the screen speaks, given in Vietnamese all the same."""
        self._say = say

    def touch(self, *words: str, within: QQuickItem | None = None) -> str:
        """Touch the control that has one of these names, or begins so; return which. Raises NotSeen.

        An empty name is that of any control; `within` limits the search to what lies in an item.
        """
        seen: dict[str, QQuickItem] = {}

        def look() -> bool:
            seen.update((each, item) for each in words if (item := self.find(each, within)) is not None)
            return bool(seen)

        self.until(look, " / ".join(f"“{each}”" for each in words))
        called, found = next(iter(seen.items()))
        self.touches += 1
        self.tap(found)
        return called

    def touch_at(self, item: QQuickItem, part: float) -> None:
        """Touch an item at a part of its width from the left."""
        self.touches += 1
        self.tap_at(item.mapToScene(QPointF(part * item.width(), item.height() / 2)))

    def key(self, letter: str) -> None:
        """Touch one key of the on-screen keyboard. Raises NotSeen."""
        self.until(lambda: self._key(letter) is not None, f"key “{letter}”")
        found = self._key(letter)
        if found is not None:
            self.keystrokes += 1
            self.tap(found)

    def press(self, key: Qt.Key, text: str = "") -> None:
        """Press and release a key of a keypad or hardware keyboard."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, int(key), Qt.KeyboardModifier.NoModifier, text)
            QCoreApplication.sendEvent(self.window, event)
        self.live()

    def write(self, letter: str) -> None:
        """Type one letter as a hardware keyboard does."""
        self.press(Qt.Key.Key_unknown, letter)

    def tap(self, item: QQuickItem) -> None:
        """Press and release in the middle of an item, once it stands still."""
        at = None
        while at != (at := item.mapToScene(QPointF(item.width() / 2, item.height() / 2))):
            self.rest(_LOOK_EVERY_MS)
        self.tap_at(at)

    def tap_at(self, at: QPointF) -> None:
        """Press and release at a point of the window."""
        self.press_at(at)
        self.release_at(at)
        self.live()

    def press_at(self, at: QPointF) -> None:
        """Put the finger down."""
        self._touch(QEvent.Type.MouseButtonPress, at, Qt.MouseButton.LeftButton)

    def release_at(self, at: QPointF) -> None:
        """Lift the finger."""
        self._touch(QEvent.Type.MouseButtonRelease, at, Qt.MouseButton.NoButton)

    def _touch(self, kind: QEvent.Type, at: QPointF, held: Qt.MouseButton) -> None:
        event = QMouseEvent(kind, at, at, Qt.MouseButton.LeftButton, held, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(self.window, event)

    def until(self, true: Callable[[], bool], what: str = "it") -> None:
        """Let the window live until `true` holds. Raises NotSeen."""
        patience = time.monotonic() + PATIENCE
        while not true():
            if time.monotonic() > patience:
                raise NotSeen(f"{what} not seen; there is: {', '.join(self.seen())}")
            self.rest(_LOOK_EVERY_MS)
        self.live()

    def live(self) -> None:
        """Let everything that waits happen."""
        self.rest(0)

    def rest(self, milliseconds: int) -> None:
        """Do nothing for a while, as when a fade ends or somebody reads."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def find(self, words: str, within: QQuickItem | None = None) -> QQuickItem | None:
        """Return the control of this name that can be touched, an exact name first."""
        words = self._say(words)
        named = [(str(item.property("name")), item) for item in self.controls(within)]
        exact = [item for name, item in named if name == words]
        return next(iter(exact), None) or next((item for name, item in named if name.startswith(words)), None)

    def seen(self) -> list[str]:
        """Return the names of all that can be touched."""
        return [name for item in self.controls() if (name := str(item.property("name") or ""))]

    def controls(self, within: QQuickItem | None = None) -> Iterator[QQuickItem]:
        """Yield the controls that a finger reaches, those on top first."""
        for item in reversed(list(items(within or self.window.contentItem()))):
            if item.metaObject().indexOfSignal("clicked()") >= 0 and item.isEnabled() and is_seen(item):
                yield item

    def _key(self, letter: str) -> QQuickItem | None:
        keys = (item for item in self.controls() if item.property("keepsFocus") is False)
        return next((key for key in keys if key.property("text") == letter or key.property("name") == letter), None)


def items(root: QQuickItem) -> Iterator[QQuickItem]:
    """Yield an item and everything below it, in the order of painting."""
    yield root
    for child in root.childItems():
        yield from items(child)
