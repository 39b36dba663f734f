"""The whole screen offscreen for tests: shows snapshots, touches, and remembers every message that Qt printed."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

import shiboken6
from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, QUrl, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickItem

from kiosk.visit.clock import Clock, SystemClock
from kiosk.visit.events import Event
from kiosk.visit.snapshot import Snapshot
from ui.touch.demo.finger import Finger, items
from ui.touch.shell.screen import Screen

PORTRAIT = (1080, 1920)
LANDSCAPE = (1920, 1080)
SMALL = (1024, 768)
SHOWN_MS = 20


class Listener:
    """Stands where the visit stands and remembers what the screen sent."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def send(self, event: Event) -> None:
        self.events.append(event)

    def subscribe(self, callback: object) -> None:
        pass


class Opened:
    """One screen under test."""

    def __init__(self, screen: Screen, messages: list[str]) -> None:
        self.screen = screen
        self.messages = messages
        self.finger = Finger(screen.window)
        self.listener = Listener()
        self._component = QQmlComponent(screen.engine)
        self._component.setData(b"import QtQml\nimport touch.theme\nQtObject { property QtObject it: Theme }", QUrl())
        self._holder = self._component.create()
        self.theme: QObject = self._holder.property("it")

    def forget(self) -> None:
        shiboken6.delete(self._holder)
        shiboken6.delete(self._component)

    def listen(self) -> Listener:
        self.screen.bridge.attach(self.listener)
        return self.listener

    def show(self, snapshot: Snapshot, rest_ms: int = SHOWN_MS) -> None:
        self.screen.bridge.publish(snapshot)
        self.finger.rest(rest_ms)

    def look(self, **choices: Any) -> None:
        """Set what a person chooses under "Dễ dùng"."""
        for name, value in choices.items():
            assert self.theme.setProperty(name, value)
        self.finger.rest(SHOWN_MS)

    def items(self) -> list[QQuickItem]:
        return list(items(self.screen.window.contentItem()))

    def texts(self) -> list[str]:
        """What is seen, in the order of painting."""
        return [str(i.property("text")) for i in self.items() if i.inherits("QQuickText") and i.isVisible()]

    def sees(self, words: str) -> bool:
        return any(words in text for text in self.texts())


@contextmanager
def opened(size: tuple[int, int] = PORTRAIT, clock: Clock | None = None) -> Iterator[Opened]:
    """Open a screen; leaving fails when Qt printed anything."""
    app = QGuiApplication.instance() or QGuiApplication([])
    assert app is not None
    messages: list[str] = []

    def heard(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        messages.append(text)

    previous = qInstallMessageHandler(heard)
    screen = Screen(clock or SystemClock(), size)
    one = Opened(screen, messages)
    try:
        one.look(reducedMotion=True)
        yield one
        one.theme.reset()
    finally:
        one.forget()
        screen.close()
        gc.collect()
        qInstallMessageHandler(previous)
    assert not messages, "\n".join(messages)
