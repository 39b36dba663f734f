"""Draws a photograph of a specimen sheet on a desk, a little turned and unevenly lit."""

from __future__ import annotations

import cv2
import numpy as np

from drivers.picture import Picture

_PHOTO = (2592, 1944)
_SHEET = (1654, 2339)


def drawn_sheet() -> Picture:
    """Return the BGR photograph; always the same."""
    sheet = np.full((_SHEET[1], _SHEET[0], 3), 244, np.uint8)
    cv2.putText(sheet, "SPECIMEN - GIAY MAU", (240, 240), cv2.FONT_HERSHEY_DUPLEX, 2.4, (40, 40, 40), 4, cv2.LINE_AA)
    for row in range(24):
        words = f"{row + 1}. Ho, chu dem va ten: " + "." * (30 + 7 * (row % 4))
        cv2.putText(sheet, words, (140, 420 + 66 * row), cv2.FONT_HERSHEY_DUPLEX, 1.0, (35, 35, 35), 2, cv2.LINE_AA)
    cv2.circle(sheet, (1260, 2090), 150, (60, 50, 200), 7, cv2.LINE_AA)
    desk = np.empty((_PHOTO[1], _PHOTO[0], 3), np.uint8)
    desk[:] = (70, 92, 116)
    corners = np.array([[690, 90], [1930, 130], [1985, 1850], [620, 1820]], np.float32)
    flat = np.array([[0, 0], [_SHEET[0], 0], _SHEET, [0, _SHEET[1]]], np.float32)
    warp = cv2.getPerspectiveTransform(flat, corners)
    cv2.warpPerspective(sheet, warp, _PHOTO, desk, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_TRANSPARENT)
    light = np.linspace(1.0, 0.7, _PHOTO[0], dtype=np.float32)[None, :, None]
    return np.asarray(desk * light, np.uint8)
