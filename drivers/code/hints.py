"""The one instruction that helps a citizen now, from what the last frame looked like."""

from __future__ import annotations

import cv2
import numpy as np

from drivers.code.filters import softened
from drivers.code.regions import Region
from drivers.picture import Picture
from drivers.ports import AimHint

_DARK = 45
"""Mean grey level of a frame in which nothing can be read."""
_BURNT, _BURNT_PART = 250, 0.12
"""Grey level of blown-out pixels, and the part of a code that must be so: more than error correction bears."""
_SMALL = 170
"""Pixels a side of a code's surroundings; the 57 modules of a card's code then have under 2.3 pixels each."""
_BLURRED = 20.0
"""Mean change along the edges of a code; one that can be read has 25 and more, a sharp one 50."""

_MOVED = 5.0
"""Mean change of brightness from one frame to the next: a card that crosses the picture, not a hand that trembles."""


class Hinter:
    """Compares each frame with the one before: what moves too fast looks like nothing at all."""

    def __init__(self) -> None:
        self._before: Picture | None = None

    def hint_for(self, grey: Picture, region: Region | None) -> AimHint:
        """Say what to do so that the code in `region` (or anywhere) can be read; NONE when nothing is in the way."""
        moving = self._moves(grey)
        if _mean_of(grey) < _DARK:
            return AimHint.TOO_DARK
        if region is None:
            return AimHint.HOLD_STILL if moving else AimHint.NONE
        part = region.cut(grey)
        if float(np.count_nonzero(part >= _BURNT)) > _BURNT_PART * part.size:
            return AimHint.GLARE
        if region.side < _SMALL:
            return AimHint.CLOSER
        return AimHint.HOLD_STILL if moving or _edge_of(part) < _BLURRED else AimHint.NONE

    def _moves(self, grey: Picture) -> bool:
        now = softened(grey[::16, ::16], 1.0)
        before, self._before = self._before, now
        return before is not None and before.shape == now.shape and float(cv2.absdiff(now, before).mean()) > _MOVED


def _mean_of(grey: Picture) -> float:
    return float(grey[::8, ::8].mean())


def _edge_of(part: Picture) -> float:
    """Mean of the strongest tenth of changes from pixel to pixel."""
    changes = cv2.absdiff(part[:, 1:], part[:, :-1]).ravel()
    return float(np.partition(changes, -max(1, changes.size // 10))[-max(1, changes.size // 10) :].mean())
