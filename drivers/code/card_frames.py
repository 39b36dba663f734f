"""Draws what a camera would see: a desk, and a drawn specimen card that is laid down, moves and tilts a little."""

from __future__ import annotations

import math
from functools import cache

import cv2
import numpy as np
import qrcode
from numpy.typing import NDArray
from qrcode.util import QRData

from drivers.picture import Picture

_CARD = (1012, 638)  # ISO/IEC 7810 ID-1 at 300 dots an inch
_QR_SIDE = 300
_FRAME = (1280, 720)
_ARRIVAL = 0.4
"""Seconds until the card lies in the picture."""


def card_frame(text: str, at: float) -> Picture:
    """Draw the BGR frame `at` seconds after the camera went on; the same arguments give the same frame."""
    desk = _desk().copy()
    if at < _ARRIVAL:
        return desk
    card = _card(text)
    cv2.warpPerspective(card, _pose(at), _FRAME, desk, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_TRANSPARENT)
    return desk


def _pose(at: float) -> NDArray[np.float64]:
    """Where the card's corners are: a hand that drifts by some pixels, turns by 3° and tilts by a tenth."""
    width = 0.62 * _FRAME[0]
    height = width * _CARD[1] / _CARD[0]
    turn = math.radians(4 + 3 * math.sin(1.7 * at))
    shift = np.array([0.50 * _FRAME[0] + 14 * math.sin(2.3 * at), 0.52 * _FRAME[1] + 9 * math.cos(1.9 * at)])
    tilt = 1 + 0.06 * math.sin(1.1 * at)
    half = np.array(
        [[-width, -height], [width * tilt, -height * tilt], [width * tilt, height * tilt], [-width, height]]
    )
    spin = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    flat = np.array([[0, 0], [_CARD[0], 0], _CARD, [0, _CARD[1]]], np.float32)
    return np.asarray(cv2.getPerspectiveTransform(flat, (half / 2 @ spin.T + shift).astype(np.float32)))


@cache
def _desk() -> Picture:
    grain = np.random.default_rng(7).normal(0, 4, (_FRAME[1], _FRAME[0], 1))
    shade = np.linspace(96, 128, _FRAME[0])[None, :, None] * np.array([0.82, 0.93, 1.0])
    return np.asarray(np.clip(shade + grain, 0, 255), np.uint8)


@cache
def _card(text: str) -> Picture:
    """The specimen: pale ground, grey bars for words, a drawn chip, no portrait, the code at the right."""
    width, height = _CARD
    card = np.full((height, width, 3), (214, 228, 218), np.uint8)
    cv2.putText(card, "SPECIMEN", (60, 90), cv2.FONT_HERSHEY_SIMPLEX, 1.6, (60, 60, 150), 3, cv2.LINE_AA)
    cv2.rectangle(card, (60, 150), (190, 250), (90, 170, 205), -1)
    for row in range(5):
        cv2.rectangle(card, (60, 320 + 56 * row), (420 - 34 * (row % 3), 338 + 56 * row), (105, 105, 100), -1)
    code = _code(text)
    left, top = width - _QR_SIDE - 60, 170
    card[top : top + _QR_SIDE, left : left + _QR_SIDE] = cv2.cvtColor(code, cv2.COLOR_GRAY2BGR)
    return card


def _code(text: str) -> Picture:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=2)
    code.add_data(QRData(text.encode(), mode=4))  # bytes (ISO/IEC 18004 Table 2): UTF-8 without ECI, as on cards
    code.make(fit=True)
    dark = np.array(code.get_matrix(), np.uint8)
    cell = 6
    levels = (235 - 205 * np.repeat(np.repeat(dark, cell, 0), cell, 1)).astype(np.uint8)
    return np.asarray(cv2.resize(levels, (_QR_SIDE, _QR_SIDE), interpolation=cv2.INTER_AREA), np.uint8)
