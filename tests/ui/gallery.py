"""Render QML offscreen for the tests: one window, its picture, and every message that Qt printed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtCore import QMessageLogContext, QtMsgType, QUrl, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQml import QQmlComponent, QQmlEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow

from ui.touch.controls import icons

UI = Path(__file__).resolve().parents[2] / "ui"


class Stage:
    """A window of a kiosk's size with one item in it."""

    def __init__(self, width: int = 1080, height: int = 1920) -> None:
        self.app = QGuiApplication.instance() or QGuiApplication([])
        self.messages: list[str] = []
        self._previous = qInstallMessageHandler(self._heard)
        self.engine = QQmlEngine()
        self.engine.addImportPath(str(UI))
        icons.install(self.engine)
        self.window = QQuickWindow()
        self.window.resize(width, height)
        self.item: QQuickItem | None = None

    def _heard(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        self.messages.append(text)

    def show(self, qml: str) -> QQuickItem:
        """Make the root item of `qml` and give it the window."""
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

    def settle(self) -> None:
        """Let Qt do what is due now."""
        for _ in range(5):
            self.app.processEvents()

    def picture(self) -> QImage:
        """What the person sees."""
        self.settle()
        return self.window.grabWindow()

    def close(self) -> None:
        """Take everything down, the engine last of all."""
        self.window.hide()
        if self.item is not None:
            self.item.setParentItem(None)
            self.item.deleteLater()
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
