"""Draws the portrait of a software chip: an abstract face of simple shapes, never a photograph."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 300, 400
"""Pixels; a passport picture is 3:4."""


@cache
def draw_portrait(size: int = 15_000) -> bytes:
    """Return the drawing as a JPEG 2000 file of about `size` bytes, which a fine hatching makes it need."""
    target = io.BytesIO()
    ratio = WIDTH * HEIGHT * 3 / size
    _drawing().save(target, "JPEG2000", quality_mode="rates", quality_layers=[ratio], irreversible=True)
    return target.getvalue()


@cache
def draw_jpeg_portrait() -> bytes:
    """Return the drawing as a JPEG file, as many passports hold it."""
    target = io.BytesIO()
    _drawing().save(target, "JPEG", quality=60)
    return target.getvalue()


def _drawing() -> Image.Image:
    drawing = _background()
    _person(ImageDraw.Draw(drawing))
    return drawing


def _background() -> Image.Image:
    """Paper with a woven hatching: a deterministic pattern that an encoder cannot fold away."""
    weave = bytes(190 + (x * y * 7 + x * 13 + y * 29) % 47 for y in range(HEIGHT) for x in range(WIDTH))
    grey = Image.frombytes("L", (WIDTH, HEIGHT), weave)
    return Image.merge("RGB", (grey, grey, grey.point(lambda level: level + 9)))


def _person(pen: ImageDraw.ImageDraw) -> None:
    ink, hair, skin, shirt = "#3b3f58", "#2f3147", "#e9c9a8", "#4f7cac"
    pen.ellipse((62, 40, 238, 262), fill=hair)
    pen.rectangle((62, 150, 238, 300), fill=hair)
    pen.ellipse((20, 290, 280, 560), fill=shirt)
    pen.polygon(((120, 250), (180, 250), (188, 318), (150, 345), (112, 318)), fill=skin)
    pen.ellipse((86, 78, 214, 276), fill=skin)
    pen.pieslice((80, 52, 220, 190), 180, 360, fill=hair)
    for left in (112, 164):
        pen.arc((left, 146, left + 26, 164), 200, 340, fill=ink, width=4)
        pen.ellipse((left + 8, 162, left + 19, 173), fill=ink)
    pen.line(((150, 172), (143, 208), (154, 211)), fill=ink, width=3)
    pen.arc((126, 212, 174, 244), 20, 160, fill="#a5514e", width=5)
