"""Films one real visit offscreen: a picture before each touch with the finger on it, as an animated WebP."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPen
from PySide6.QtQuick import QQuickWindow

from kiosk.visit.clock import SystemClock
from kiosk.visit.snapshot import Delivery
from ui.touch.demo.finger import Finger
from ui.touch.demo.room import FIRST, Room
from ui.touch.demo.shots import small
from ui.touch.demo.walk import Walker
from ui.touch.kiosk_thread import KioskThread
from ui.touch.shell.screen import Screen
from ui.touch.supervised import Heartbeat

_SIZE = (1080, 1920)
_WIDTH = 400
_SETTLED_MS = 250
_FRAME_MS = 1300
_LAST_MS = 4000
_QUALITY = 78
_INK, _DOT = QColor(12, 74, 130), 46


class FilmedFinger(Finger):
    """Takes a picture before each touch, with a ring where it touches."""

    def __init__(self, window: QQuickWindow) -> None:
        super().__init__(window)
        self.frames: list[Image.Image] = []

    def tap_at(self, at: QPointF) -> None:
        """Take a picture, then press and release."""
        self.take(at)
        super().tap_at(at)

    def take(self, at: QPointF | None = None) -> None:
        """Take a picture of the screen as it is."""
        self.rest(_SETTLED_MS)
        picture = self.window.grabWindow()
        if at is not None:
            _ring(picture, at)
        self.frames.append(small(picture, _WIDTH))


def film(file: Path) -> None:
    """Walk the residence confirmation from the first touch to acceptance and write it to `file`. Raises NotSeen."""
    os.environ.update(QT_QPA_PLATFORM="offscreen", QT_QUICK_BACKEND="software")
    app = QGuiApplication.instance() or QGuiApplication([])
    screen = Screen(SystemClock(), _SIZE)
    with tempfile.TemporaryDirectory() as folder:
        room = Room(Path(folder))
        screen.bridge.publish(FIRST)
        kiosk = KioskThread(room.opening, screen.bridge, FIRST, Heartbeat())
        kiosk.start()
        finger = FilmedFinger(screen.window)
        try:
            walker = Walker(screen.bridge, finger, screen.window.contentItem(), SystemClock().now().date())
            walker.wait(lambda now: bool(now.counters), "the kiosk")
            walker.walk(
                room.lay_card, lambda name: finger.take() if name.startswith("identify") else None, Delivery.ACCEPTED
            )
            finger.take()
        finally:
            kiosk.stop()
            screen.close()
    del app
    _write(file, finger.frames)


def _ring(picture: QImage, at: QPointF) -> None:
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(255, 255, 255), 10))
    painter.setBrush(QColor(_INK.red(), _INK.green(), _INK.blue(), 140))
    painter.drawEllipse(at, _DOT, _DOT)
    painter.end()


def _write(file: Path, frames: list[Image.Image]) -> None:
    times = [*[_FRAME_MS] * (len(frames) - 1), _LAST_MS]
    frames[0].save(
        file, "WEBP", save_all=True, append_images=frames[1:], duration=times, loop=0, quality=_QUALITY, method=4
    )
