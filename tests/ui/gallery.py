"""Render QML offscreen for the tests: one window, its picture, touches and keys, and every message that Qt printed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtCore import (
    QEvent,
    QEventLoop,
    QMessageLogContext,
    QPoint,
    QPointF,
    Qt,
    QtMsgType,
    QUrl,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent
from PySide6.QtQml import QQmlComponent, QQmlEngine, QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

import ui.touch.keyboard.typist  # noqa: F401 - offers Typist to QML
from ui.touch.controls import icons

UI = Path(__file__).resolve().parents[2] / "ui"
NO_KEYS = Qt.KeyboardModifier.NoModifier


class Stage:
    """A window of a kiosk's size with one item in it."""

    item: QQuickItem

    def __init__(self, width: int, height: int) -> None:
        self.app = QGuiApplication.instance() or QGuiApplication([])
        self.messages: list[str] = []
        self._previous = qInstallMessageHandler(self._heard)
        self.engine = QQmlEngine()
        self.engine.addImportPath(str(UI))
        icons.install(self.engine)
        self.window = QQuickWindow()
        self.window.resize(width, height)

    def _heard(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        self.messages.append(text)

    def show(self, qml: str) -> QQuickItem:
        """Make the root item of `qml` and give it the window; what was shown before is taken down."""
        self._take_down()
        component = QQmlComponent(self.engine)
        component.setData(qml.encode(), QUrl.fromLocalFile(str(UI / "gallery.qml")))
        item = component.create()
        if not isinstance(item, QQuickItem):
            raise AssertionError("\n".join([e.toString() for e in component.errors()] + self.messages))
        component.setParent(item)
        item.setParentItem(self.window.contentItem())
        item.setWidth(self.window.width())
        item.setHeight(self.window.height())
        self.item = item
        self.window.show()
        self.window.requestActivate()
        self.settle()
        return item

    def run(self, script: str) -> Any:
        """Evaluate an expression in the scope of the shown item."""
        expression = QQmlExpression(qmlContext(self.item), self.item, script)
        value, _ = expression.evaluate()
        assert not expression.hasError(), expression.error().toString()
        self.settle()
        return value

    def find(self, wanted: Callable[[QQuickItem], bool]) -> QQuickItem:
        """The first visible item that fits, in reading order; raises when there is none."""
        return next(item for item in visible_items(self.item) if wanted(item))

    def named(self, name: str) -> QQuickItem:
        """The visible thing to press whose spoken name is `name`."""
        return self.find(lambda item: is_pressable(item) and item.property("name") == name)

    def tap(self, item: QQuickItem) -> None:
        """Touch the middle of an item."""
        middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        self.tap_at(middle)

    def tap_at(self, place: QPoint) -> None:
        """Touch a point of the screen."""
        QTest.mouseClick(self.window, Qt.MouseButton.LeftButton, NO_KEYS, place)
        self.settle()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Press and release a key of a hardware keyboard or keypad."""
        QTest.keyClick(self.window, key, modifiers)
        self.settle()

    def hardware(self, text: str) -> None:
        """Type on a keyboard that is plugged in."""
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                self.app.sendEvent(self.window, QKeyEvent(kind, ord(letter.upper()), NO_KEYS, letter))
        self.settle()

    def settle(self) -> None:
        """Let Qt do what is due now and draw it: only then does everything stand at its place."""
        loop = QEventLoop()  # QCoreApplication.processEvents loses a reference to None with every call (PySide 6.12)
        loop.processEvents()
        self.window.grabWindow()
        loop.processEvents()

    def picture(self) -> QImage:
        """What the person sees."""
        self.settle()
        return self.window.grabWindow()

    def _take_down(self) -> None:
        if hasattr(self, "item"):
            self.item.setParentItem(None)
            self.item.deleteLater()
            del self.item

    def close(self) -> None:
        """Take everything down, the engine last of all."""
        self.window.hide()
        self._take_down()
        self.window.deleteLater()
        self.settle()
        self.engine.deleteLater()
        self.settle()
        qInstallMessageHandler(self._previous)


@contextmanager
def stage(width: int = 1080, height: int = 1920) -> Iterator[Stage]:
    """A stage that fails when Qt complained of anything."""
    opened = Stage(width, height)
    try:
        yield opened
        opened.settle()
        assert opened.messages == []
    finally:
        opened.close()


def visible_items(root: QQuickItem) -> Iterator[QQuickItem]:
    """All items that can be seen below and with `root`, parents first."""
    if not root.isVisible() or root.opacity() == 0:
        return
    yield root
    for child in root.childItems():
        yield from visible_items(child)


def is_pressable(item: QQuickItem) -> bool:
    """True for everything made of `Pressable`."""
    return item.metaObject().indexOfSignal("clicked()") >= 0 and item.metaObject().indexOfProperty("focusSeen") >= 0
