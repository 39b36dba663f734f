"""Gives QML the camera's newest picture and the pages taken in this visit; keeps none of them.

``image://camera/<number>`` is the newest picture as in a mirror, ``image://camera/desk-<number>`` the same unmirrored,
for papers; the number only tells one picture from the next. ``image://page/<paper>-<page>-<digest>`` is a page taken;
``image://portrait/<visit>`` the face in the chip.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtQml import QQmlEngine
from PySide6.QtQuick import QQuickImageProvider

from ui.touch.bridge import Bridge

if TYPE_CHECKING:  # the first picture is painted before any of these is needed
    from drivers.ports import Portrait
    from kiosk.visit.papers import PapersView
    from kiosk.visit.snapshot import Snapshot

CAMERA = "camera"
PAGE = "page"
PORTRAIT = "portrait"
_DESK = "desk-"


class CameraPictures(QQuickImageProvider):
    """It is always the newest picture that is given."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._bridge = bridge

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:
        """Return the newest picture; in the mirror, what moves right is seen to move right."""
        frame = self._bridge.frame()
        if frame is None:
            return _nothing()
        picture = QImage(frame.bgr, frame.width, frame.height, 3 * frame.width, QImage.Format.Format_BGR888)
        return picture.copy() if id.startswith(_DESK) else picture.flipped()


class PagePictures(QQuickImageProvider):
    """Shows pages of the visit on the screen; with its snapshot the last page is gone from here too."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._papers: PapersView | None = None
        bridge.arrived.connect(self._arrived)

    def _arrived(self, snapshot: Snapshot) -> None:
        self._papers = snapshot.papers

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:
        """Return a page small enough for a thumbnail."""
        try:
            paper, page, _digest = id.split("-")
            pages = self._papers.piles[int(paper)].pages if self._papers else ()
            picture = QImage.fromData(pages[int(page)].jpeg)
        except (IndexError, ValueError):
            return _nothing()
        return picture.scaledToHeight(requestedSize.height()) if requestedSize.height() > 0 else picture


class ChipPortrait(QQuickImageProvider):
    """Shows the face that the chip holds while its snapshot does."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._portrait: Portrait | None = None
        bridge.arrived.connect(self._arrived)

    def _arrived(self, snapshot: Snapshot) -> None:
        beside = snapshot.desk.beside if snapshot.desk is not None else None
        self._portrait = beside.portrait if beside is not None else snapshot.identification.portrait

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:
        """Return the face."""
        face = self._portrait
        if face is None:
            return _nothing()
        return QImage(face.rgb, face.width, face.height, 3 * face.width, QImage.Format.Format_RGB888).copy()


def install(engine: QQmlEngine, bridge: Bridge) -> None:
    """Let the QML of `engine` use them all."""
    engine.addImageProvider(CAMERA, CameraPictures(bridge))
    engine.addImageProvider(PAGE, PagePictures(bridge))
    engine.addImageProvider(PORTRAIT, ChipPortrait(bridge))


def _nothing() -> QImage:
    """One dark pixel: the picture went away between the question and the answer."""
    image = QImage(1, 1, QImage.Format.Format_RGB32)
    image.fill(0)
    return image
