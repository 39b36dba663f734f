"""A printed page as a PNG picture, to be looked at."""

from __future__ import annotations

import io

from PIL import Image

from drivers.ports import Bitmap


def to_png(page: Bitmap) -> bytes:
    """Return the page as a PNG file: black dots on white, one pixel a dot."""
    inverted = bytes(byte ^ 0xFF for byte in page.rows)  # Pillow: 1 is white
    picture = Image.frombytes("1", (page.width, page.height), inverted)
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
