"""Finds the sheet of paper in a photograph: four corners, to a fraction of a pixel where its edges can be seen."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.picture import Picture

Corners = NDArray[np.float32]
"""Four points of the picture: top left, top right, bottom right, bottom left."""

_WORK = 720
"""Pixels of the longer side while looking for the outline."""
_LEAST_PART = 0.12
"""A smaller outline than this part of the picture is no page laid down to be taken."""
_SUPPORT = 0.5
"""Part of the outline that must run along an edge from bright paper to what lies around it."""


def find_sheet(picture: Picture) -> Corners | None:
    """Return the corners of the sheet in a BGR picture, or None when none can be told from what lies around it."""
    scale = _WORK / max(picture.shape[:2])
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    light = _light(small)
    best, best_score = None, 0.0
    for corners in _outlines(small, light):
        support = _support(light, corners)
        score = support * float(cv2.contourArea(corners))
        if support >= _SUPPORT and score > best_score:
            best, best_score = corners, score
    return None if best is None else _refined(picture, best / scale)


def _light(small: Picture) -> NDArray[np.float32]:
    """Brightness as a logarithm: a shadow then shifts it, and an edge is as high in the shadow as beside it."""
    grey = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), (0, 0), 1.2).astype(np.float32)
    return np.asarray(np.log(grey + 8.0), np.float32)


def _outlines(small: Picture, light: NDArray[np.float32]) -> Iterator[Corners]:
    least = _LEAST_PART * small.shape[0] * small.shape[1]
    for mask in _masks(small, light):
        contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        for contour in contours:
            hull = cv2.convexHull(contour)
            if cv2.contourArea(hull) >= least:
                yield from _four_corners(hull)


def _masks(small: Picture, light: NDArray[np.float32]) -> Iterator[Picture]:
    """Pictures of what may be paper: bright, colourless, brighter than around, or enclosed by edges."""
    levels = cv2.normalize(light, None, 0, 255, cv2.NORM_MINMAX).astype(np.uint8)
    colour = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2HSV)[..., 1], (0, 0), 2)
    close = np.ones((5, 5), np.uint8)
    for picture, kind in ((levels, cv2.THRESH_BINARY), (colour, cv2.THRESH_BINARY_INV)):
        _, mask = cv2.threshold(picture, 0, 255, kind | cv2.THRESH_OTSU)
        yield cv2.morphologyEx(mask, cv2.MORPH_CLOSE, close, iterations=2)
    for low in (20, 45):
        edges = cv2.dilate(cv2.Canny(levels, low, 3 * low), np.ones((3, 3), np.uint8))
        yield cv2.morphologyEx(edges, cv2.MORPH_CLOSE, close)


def _four_corners(hull: NDArray[np.int32]) -> Iterator[Corners]:
    around = cv2.arcLength(hull, closed=True)
    for looseness in (0.01, 0.02, 0.04, 0.07):
        corners = cv2.approxPolyDP(hull, looseness * around, closed=True)
        if len(corners) == 4 and cv2.isContourConvex(corners):
            yield _ordered(corners.reshape(4, 2))


def _ordered(corners: NDArray[np.int32]) -> Corners:
    """Sort to top left, top right, bottom right, bottom left."""
    middle = corners.mean(axis=0)
    turning = np.argsort(np.arctan2(*(corners - middle).T[::-1]))
    clockwise = corners[turning]
    first = int(np.argmin(clockwise.sum(axis=1)))
    return np.roll(clockwise, -first, axis=0).astype(np.float32)


def _support(light: NDArray[np.float32], corners: Corners) -> float:
    """Part of the outline at which it is brighter just inside than just outside; the frame's rim counts as neither."""
    supported = [_steps(light, a, b, reach=4.0) > 0.12 for a, b in _sides(corners)]
    return float(np.mean(np.concatenate(supported)))


def _sides(corners: Corners) -> Iterator[tuple[NDArray[np.float32], NDArray[np.float32]]]:
    for number in range(4):
        yield corners[number], corners[(number + 1) % 4]


def _steps(
    light: NDArray[np.float32], a: NDArray[np.float32], b: NDArray[np.float32], reach: float
) -> NDArray[np.float32]:
    """Inside minus outside at points along a side of a clockwise outline, `reach` pixels from it."""
    points, inward = _along(a, b, 48)
    return _sample(light, points + reach * inward) - _sample(light, points - reach * inward)


def _along(
    a: NDArray[np.float32], b: NDArray[np.float32], count: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Points between two corners (not at them) and the unit vector that points into the sheet."""
    part = np.linspace(0.04, 0.96, count, dtype=np.float32)[:, None]
    direction = (b - a) / max(float(np.linalg.norm(b - a)), 1e-6)
    return (a + part * (b - a)).astype(np.float32), np.array([-direction[1], direction[0]], np.float32)


def _sample(picture: NDArray[np.float32] | Picture, points: NDArray[np.float32]) -> NDArray[np.float32]:
    """Values at points between pixels."""
    maps = points.reshape(-1, 1, 2).astype(np.float32)
    values = cv2.remap(picture, maps, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(values, np.float32).reshape(points.shape[:-1])


def _refined(picture: Picture, corners: Corners) -> Corners:
    """Move each side onto the steepest step from outside to inside, by a line through the steps of many points."""
    grey = cv2.GaussianBlur(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), (0, 0), 1.0)
    reach = max(picture.shape[:2]) / _WORK * 5
    lines = [_fitted(grey, a, b, reach) for a, b in _sides(corners)]
    moved = np.array([_crossing(lines[number - 1], lines[number]) for number in range(4)], np.float32)
    return moved if float(np.abs(moved - corners).max()) < 3 * reach else corners


def _fitted(grey: Picture, a: NDArray[np.float32], b: NDArray[np.float32], reach: float) -> NDArray[np.float32]:
    """Return the side as (direction x, y, point x, y)."""
    points, inward = _along(a, b, 120)
    offsets = np.arange(-reach, reach + 0.25, 0.5, dtype=np.float32)
    grid = points[:, None, :] + offsets[None, :, None] * inward
    steps = np.diff(_sample(grey, grid), axis=1)
    found = points + (offsets[np.argmax(steps, axis=1)] + 0.25)[:, None] * inward
    sharp = steps.max(axis=1) >= 0.3 * float(np.median(steps.max(axis=1)))
    return np.asarray(cv2.fitLine(found[sharp], cv2.DIST_HUBER, 0, 0.01, 0.01), np.float32).ravel()


def _crossing(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    """Where two lines meet; far away when they hardly do, which the caller takes for a failed refinement."""
    across = float(one[0] * other[1] - one[1] * other[0])
    apart = other[2:] - one[2:]
    way = float(apart[0] * other[1] - apart[1] * other[0]) / (across if abs(across) > 1e-6 else 1e-6)
    return np.asarray(one[2:] + way * one[:2], np.float32)
