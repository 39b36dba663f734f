"""Locks the panel: only keys that a form needs come through, no program can close the window, Qt's words stay inside.

A key that is not on the list is dropped (F3–F12, everything with Ctrl, Alt or Super). A burst that no hand types is a
scanner that plays keyboard, from an enemy for all we know: it is dropped until it pauses. Whoever needs a scanner
configures a serial one.
"""

from __future__ import annotations

from functools import cache

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QMessageLogContext, QObject, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QClipboard, QGuiApplication, QKeyEvent
from PySide6.QtQuick import QQuickWindow

_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})
_FASTEST = 12
"""Milliseconds between two keys of a hand: 12 a second is a world record, key repeat is 30."""
_BURST = 4
"""So many keys faster than that are a machine."""
_PAUSE = 250
"""Milliseconds of silence after which a burst is over."""


class Burst:
    """Tells a machine that plays keyboard from a hand, by the times of keys in milliseconds."""

    def __init__(self) -> None:
        self._last = -_PAUSE
        self._fast = 0

    def drops(self, at: int) -> bool:
        """Take the time of the next key; True when it belongs to a burst."""
        gap, self._last = at - self._last, at
        if gap >= _PAUSE or (gap > _FASTEST and self._fast < _BURST):
            self._fast = 0
        elif gap <= _FASTEST:
            self._fast += 1
        return self._fast >= _BURST


class Locks(QObject):
    """Filters what reaches one window; closed as soon as it is made."""

    def __init__(self, window: QQuickWindow) -> None:
        super().__init__(window)
        self._window = window
        self._burst = Burst()
        window.installEventFilter(self)

    def open(self) -> None:
        """Let everything through again, for the end of the program."""
        self._window.removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """True for an event that goes no further."""
        kind = event.type()
        if kind == QEvent.Type.Close:
            event.ignore()
            return True
        return kind in _KEYS and isinstance(event, QKeyEvent) and self._stops(event)

    def _stops(self, event: QKeyEvent) -> bool:
        if not may_pass(event):
            return True
        return (
            event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat() and self._burst.drops(event.timestamp())
        )


@cache
def _moves() -> frozenset[int]:
    """Return the keys of a keypad and of typing; the keypad's own are those of the access rules.

    They are named when the first key comes: to ask for `Qt` is a tenth of the first picture.
    """
    key = QtCore.Qt.Key
    return frozenset(
        {
            *(key.Key_Left, key.Key_Right, key.Key_Up, key.Key_Down, key.Key_Home, key.Key_End),
            *(key.Key_Tab, key.Key_Backtab),
            *(key.Key_Return, key.Key_Enter, key.Key_Select, key.Key_Space, key.Key_Backspace, key.Key_Delete),
            *(key.Key_Escape, key.Key_Back, key.Key_Shift),
            *(key.Key_Help, key.Key_F1, key.Key_Call, key.Key_F2, key.Key_VolumeUp, key.Key_VolumeDown),
        }
    )


def may_pass(event: QKeyEvent) -> bool:
    """True for a letter, or a key of the list, without Ctrl, Alt or Super."""
    held = QtCore.Qt.KeyboardModifier
    if event.modifiers() & (held.ControlModifier | held.AltModifier | held.MetaModifier):
        return False
    return event.key() in _moves() or (event.text().isprintable() and event.text() != "")


def forget_clipboard() -> None:
    """Empty what was copied or selected, at the end of a visit."""
    clipboard = QGuiApplication.clipboard()
    for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
        clipboard.clear(mode)


def quiet_qt() -> None:
    """Log of Qt's messages only where they come from: their words may carry what is on the screen."""
    qInstallMessageHandler(_heard)


def _heard(kind: QtMsgType, context: QMessageLogContext, _text: str) -> None:
    import structlog  # noqa: PLC0415 – late: the first picture does not wait for it

    file = str(context.file or "").rpartition("/")[2]
    place = f"{file}:{context.line}" if file else str(context.category)
    structlog.get_logger().warning("screen_message", code=place, state=kind.name)
