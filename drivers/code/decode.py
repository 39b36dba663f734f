"""A picture in, texts out: the thorough reading of one frame, without a budget of time."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from drivers.code.engines import Decoded, zbar_scan, zxing
from drivers.code.filters import grey_of
from drivers.code.regions import Region, around, find_regions
from drivers.code.rescue import THOROUGH
from drivers.picture import Picture

__all__ = ["Decoded", "decode_file", "decode_frame"]

_MOST_REGIONS = 3


def decode_frame(frame: Picture) -> list[Decoded]:
    """Return every QR code read in a BGR or grey uint8 picture; the same text is returned once.

    Both engines look at the whole picture. Outlines that stayed unread and, where nothing was read, all places that
    look like a code are tried again, each with every filter. Raises ValueError for an array that is no such picture.
    """
    if frame.dtype != np.uint8 or frame.ndim not in (2, 3) or (frame.ndim == 3 and frame.shape[2] != 3):
        raise ValueError("not a BGR or grey picture of bytes")
    grey = grey_of(frame)
    sighting = zxing(grey)
    found = list(sighting.read or zbar_scan(grey))
    regions = [around(quad, grey.shape) for quad in sighting.unread]
    if not found:
        whole = Region(0, 0, grey.shape[1], grey.shape[0])  # a code may fill the picture
        regions += [*find_regions(grey, _MOST_REGIONS), whole]
    for region in regions:
        if not any(region.holds(code.quad) for code in found):
            found += _rescue(frame, region)
    return list({code.text: code for code in reversed(found)}.values())


def decode_file(file: str | Path) -> list[Decoded] | None:
    """Return every QR code read in a picture file, None for a file that is no picture. Raises OSError."""
    content = np.fromfile(file, np.uint8)
    picture = cv2.imdecode(content, cv2.IMREAD_COLOR) if content.size else None
    return None if picture is None else decode_frame(picture)


def _rescue(frame: Picture, region: Region) -> tuple[Decoded, ...]:
    return next(filter(None, (rescue.attempt(frame, region) for rescue in THOROUGH)), ())
