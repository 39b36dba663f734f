"""Whether a photographed sheet is good enough to take home the original: the advice, and the measures behind it."""

from __future__ import annotations

import cv2
import numpy as np

from drivers.document.page import DPI
from drivers.document.sheet import Corners
from drivers.picture import Picture
from drivers.ports import PaperAdvice

_DARK = 50
"""Mean grey level below which noise drowns thin strokes."""
_RIM = 0.008
"""Corners nearer to the frame's rim than this part of its side belong to a sheet that goes on outside."""
_LEAST_DPI = 110
"""Pixels of the photograph to an inch of A4 below which small print runs together."""
_BURNT, _BURNT_PART = 253, 0.012
"""Level of a blown-out pixel; part of the page that a single such spot may cover."""
_SHARP = 0.26
"""Step from one pixel to the next on the steepest strokes at 200 dots an inch, the contrast of the stroke being 1."""
_INK = 0.25
"""Contrast that makes a stroke; a page without any has nothing to be blurred."""


def advice_before(picture: Picture, corners: Corners | None) -> PaperAdvice:
    """Judge what can be seen before the sheet is straightened."""
    if float(picture[::8, ::8].mean()) < _DARK:
        return PaperAdvice.TOO_DARK
    if corners is None:
        return PaperAdvice.NO_SHEET
    height, width = picture.shape[:2]
    rim = _RIM * max(height, width)
    inside = (corners >= rim).all() and (corners <= np.array([width - 1 - rim, height - 1 - rim])).all()
    if not inside:
        return PaperAdvice.CUT_OFF
    longest = max(float(np.linalg.norm(corners[number] - corners[number - 1])) for number in range(4))
    return PaperAdvice.TOO_FAR if longest < 297 / 25.4 * _LEAST_DPI else PaperAdvice.GOOD


def advice_after(straight: Picture, even: Picture) -> PaperAdvice:
    """Judge the straightened page, before and after its light was evened."""
    if _burnt_part(straight) > _BURNT_PART:
        return PaperAdvice.GLARE
    return PaperAdvice.BLURRED if _is_blurred(even) else PaperAdvice.GOOD


def _burnt_part(straight: Picture) -> float:
    """The largest blown-out spot as a part of the page, when the rest of the paper is not as bright."""
    small = cv2.resize(straight, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    burnt = (small.min(axis=2) >= _BURNT).astype(np.uint8)
    if float(burnt.mean()) > 0.6:
        return 0.0  # a bright scan, not a reflection
    count, _, stats, _ = cv2.connectedComponentsWithStats(burnt)
    return float(stats[1:, cv2.CC_STAT_AREA].max() / burnt.size) if count > 1 else 0.0


def _is_blurred(even: Picture) -> bool:
    grey = cv2.cvtColor(even, cv2.COLOR_BGR2GRAY)[DPI // 4 : -DPI // 4, DPI // 4 : -DPI // 4]
    calm = cv2.medianBlur(grey, 3)
    stroke = cv2.morphologyEx(calm, cv2.MORPH_GRADIENT, np.ones((7, 7), np.uint8)).astype(np.float32) / 255
    inked = stroke > _INK
    if float(inked.mean()) < 0.002:
        return False
    step = cv2.morphologyEx(calm, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)).astype(np.float32) / 255 / 2
    return float(np.percentile(step[inked] / stroke[inked], 90)) < _SHARP
