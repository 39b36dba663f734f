"""QR codes as pictures for QML, one pixel a module."""

from __future__ import annotations

from base64 import b64encode

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, qRgb
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M


def picture_of(text: str) -> str:
    """Return the address of a picture of the code; empty for an empty text."""
    if not text:
        return ""
    code = QRCode(error_correction=ERROR_CORRECT_M)
    code.add_data(text)
    rows = code.get_matrix()
    image = QImage(len(rows), len(rows), QImage.Format.Format_RGB32)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            image.setPixel(x, y, qRgb(0, 0, 0) if dark else qRgb(255, 255, 255))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # PySide's stub wants bytes, Qt wants text
    return "data:image/png;base64," + b64encode(buffer.data().data()).decode()
