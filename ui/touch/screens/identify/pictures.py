"""Gives QML the camera's newest picture (``image://camera/<number>``) and keeps none of them."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtQml import QQmlEngine
from PySide6.QtQuick import QQuickImageProvider

from ui.touch.bridge import Bridge

PROVIDER = "camera"


class CameraPictures(QQuickImageProvider):
    """The number in the address only tells one picture from the next; it is always the newest that is given."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._bridge = bridge

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:
        """Return the newest picture as in a mirror, so that what moves right is seen to move right."""
        frame = self._bridge.frame()
        if frame is None:
            return _nothing()
        picture = QImage(frame.bgr, frame.width, frame.height, 3 * frame.width, QImage.Format.Format_BGR888)
        return picture.flipped()


def install(engine: QQmlEngine, bridge: Bridge) -> None:
    """Let the QML of `engine` use ``image://camera``."""
    engine.addImageProvider(PROVIDER, CameraPictures(bridge))


def _nothing() -> QImage:
    """One dark pixel: the camera went off between the question and the answer."""
    image = QImage(1, 1, QImage.Format.Format_RGB32)
    image.fill(0)
    return image
