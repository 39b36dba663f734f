"""How far a found outline is from the true one, measured on the page that it would give."""

from __future__ import annotations

import cv2
import numpy as np

_PAGE = np.array([[0, 0], [210, 0], [210, 297], [0, 297]], np.float32)


def skew_degrees(true: np.ndarray, found: np.ndarray) -> float:
    """The largest angle by which a printed line, across or down, is off on the straightened page."""
    warp = cv2.getPerspectiveTransform(found.astype(np.float32), _PAGE)
    to_photo = cv2.getPerspectiveTransform(_PAGE, true.astype(np.float32))
    angles = []
    for part in (0.05, 0.5, 0.95):
        across = np.array([[10, 297 * part], [200, 297 * part]], np.float32)
        down = np.array([[210 * part, 10], [210 * part, 287]], np.float32)
        for line, upright in ((across, 0), (down, 90)):
            (x0, y0), (x1, y1) = cv2.perspectiveTransform(line[None], warp @ to_photo)[0]
            angles.append(abs(np.degrees(np.arctan2(y1 - y0, x1 - x0)) - upright))
    return float(max(angles))


def kept_part(true: np.ndarray, found: np.ndarray) -> float:
    """The part of the true sheet that lies inside the found outline."""
    common, _ = cv2.intersectConvexConvex(true.astype(np.float32), found.astype(np.float32))
    return float(common / cv2.contourArea(true.astype(np.float32)))
