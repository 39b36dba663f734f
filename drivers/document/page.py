"""From a photograph with a sheet in it to a page: straight, evenly lit, 200 dots an inch, black text black."""

from __future__ import annotations

import cv2
import numpy as np

from drivers.document.sheet import Corners
from drivers.picture import Picture
from drivers.ports import PaperPage

DPI = 200
_LONG = 2339  # A4 (ISO 216): 297 mm at 200 dots an inch
_A4 = 297 / 210
_NEARLY = 0.12
"""A photograph's perspective falsifies the ratio of the sides by about this much."""
LARGEST_PAGE = 290_000
"""Bytes of a page's picture: the file's other parts bring a page to 300 kB at most."""


def straightened(picture: Picture, corners: Corners) -> Picture:
    """Return the sheet as if seen from straight above; its longer side has 2339 pixels."""
    width, height = _size(corners)
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    warp = cv2.getPerspectiveTransform(corners, target)
    return np.asarray(cv2.warpPerspective(picture, warp, (width, height), flags=cv2.INTER_CUBIC), np.uint8)


def _size(corners: Corners) -> tuple[int, int]:
    across = float(np.linalg.norm(corners[1] - corners[0]) + np.linalg.norm(corners[2] - corners[3]))
    down = float(np.linalg.norm(corners[3] - corners[0]) + np.linalg.norm(corners[2] - corners[1]))
    ratio = max(across, down) / max(1.0, min(across, down))
    if abs(ratio / _A4 - 1) < _NEARLY:
        ratio = _A4
    short = round(_LONG / ratio)
    return (short, _LONG) if down >= across else (_LONG, short)


def evened(page: Picture) -> Picture:
    """Return the page with its paper white everywhere and its ink as dark as it is against the paper there.

    The light on the paper is what remains when everything narrower than about a centimetre is filled in; coloured
    stamps and photographs keep their colour.
    """
    small = cv2.resize(page, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    filled = cv2.medianBlur(cv2.dilate(small, np.ones((9, 9), np.uint8)), 15)
    light = cv2.resize(filled, (page.shape[1], page.shape[0]), interpolation=cv2.INTER_CUBIC)
    even = page.astype(np.float32) * (255.0 / np.maximum(light, 24))
    black, white = 40.0, 235.0
    return np.asarray(np.clip((even - black) * (255.0 / (white - black)), 0, 255).astype(np.uint8))


def page_of(picture: Picture) -> PaperPage:
    """Compress a finished page as well as the limit allows."""
    for quality in (80, 70, 60, 50, 40, 30, 20, 10):
        _, coded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
        if coded.size <= LARGEST_PAGE:
            break
    return PaperPage(picture.shape[1], picture.shape[0], coded.tobytes())
