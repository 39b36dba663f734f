"""Paint a Lucide icon in any colour for QML: ``image://icon/<name>/<rrggbb>/<stroke>``."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQml import QQmlEngine
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

from resources import path

PROVIDER = "icon"
DEFAULT_SIDE = 48
"""Pixels of an icon whose size QML does not ask for."""


@cache
def _drawing(name: str) -> str:
    return path("icons", f"{name}.svg").read_text(encoding="utf-8")


def tinted(name: str, colour: str, stroke: str) -> bytes:
    """The icon's SVG with `colour` (``rrggbb`` or ``aarrggbb``) as its line; raises OSError for an unknown name."""
    opaque = colour[-6:]
    opacity = int(colour[:-6] or "ff", 16) / 255
    drawing = _drawing(name).replace("currentColor", f"#{opaque}")
    return drawing.replace('stroke-width="2"', f'stroke-width="{stroke}" stroke-opacity="{opacity:.3f}"').encode()


class IconProvider(QQuickImageProvider):
    """Serves the icons of ``resources/icons``; an unknown name gives no image, which QML reports as a warning."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:
        """Draw the icon at the size QML asks for."""
        name, colour, stroke = id.split("/")
        try:
            svg = tinted(name, colour, stroke)
        except OSError:
            return QImage()
        wanted = requestedSize if requestedSize.isValid() else QSize(DEFAULT_SIDE, DEFAULT_SIDE)
        image = QImage(wanted, QImage.Format.Format_ARGB32_Premultiplied)
        painter = QPainter(image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
        painter.eraseRect(image.rect())  # not fill(): that asks for `Qt`, a tenth of the first picture
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        QSvgRenderer(QByteArray(svg)).render(painter)
        painter.end()
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image


def install(engine: QQmlEngine) -> None:
    """Let the QML of `engine` use ``image://icon``; call once, before the first QML is loaded."""
    engine.addImageProvider(PROVIDER, IconProvider())
