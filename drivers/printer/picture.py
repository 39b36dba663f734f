"""A printed page as a PNG picture, to be looked at."""

from __future__ import annotations

import io

from PIL import Image

from drivers.ports import Bitmap


def to_png(page: Bitmap) -> bytes:
    """Return the page as a PNG file: black dots on white, one pixel a dot."""
    picture = Image.frombytes("1", (page.width, page.height), page.rows, "raw", "1;I")  # inverted: 1 is black
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
