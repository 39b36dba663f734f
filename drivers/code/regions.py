"""Where in a frame a code may be: blocks that change as much across as down, as the modules of a code do."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.code.engines import Quad
from drivers.picture import Picture

_BLOCK = 8
"""Pixels a side of one cell of the texture map."""
_FLOOR = 5.0
"""Grey levels of mean change below which a cell is plain; a code in the dark still has twice that."""
_SMALLEST, _LARGEST = 40, 900
"""Pixels a side of a code that can be read at all, and that the plain read needs no help with."""


@dataclass(frozen=True, slots=True)
class Region:
    """An upright rectangle of a frame, in pixels."""

    left: int
    top: int
    width: int
    height: int

    @property
    def side(self) -> int:
        """The longer side."""
        return max(self.width, self.height)

    def cut(self, picture: Picture) -> Picture:
        """Return this part of the picture, not copied."""
        return picture[self.top : self.top + self.height, self.left : self.left + self.width]

    def holds(self, quad: Quad) -> bool:
        """Tell whether the middle of the quad lies inside."""
        x = sum(corner[0] for corner in quad) / len(quad)
        y = sum(corner[1] for corner in quad) / len(quad)
        return 0 <= x - self.left < self.width and 0 <= y - self.top < self.height


def around(quad: Quad, shape: tuple[int, ...]) -> Region:
    """Return the rectangle around a quad with a margin of a quarter of its side, inside a picture of this shape."""
    xs, ys = [corner[0] for corner in quad], [corner[1] for corner in quad]
    pad = max(max(xs) - min(xs), max(ys) - min(ys)) / 4
    return _inside(min(xs) - pad, min(ys) - pad, max(xs) + pad, max(ys) + pad, shape)


def find_regions(grey: Picture, most: int = 3) -> tuple[Region, ...]:
    """Return the rectangles most likely to hold a code, the likeliest first; none on a plain picture."""
    texture = _texture(grey)
    if texture.size == 0:
        return ()
    busy = (texture > max(_FLOOR, 0.35 * float(texture.max()))).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(busy, connectivity=8)
    scored = sorted(
        ((_score(stats[n], texture), n) for n in range(1, count) if _could_be_code(stats[n])),
        reverse=True,
    )
    return tuple(_region(stats[n], grey.shape) for _, n in scored[:most])


def _texture(grey: Picture) -> NDArray[np.float32]:
    """Mean change to the next pixel across and down, the lesser of both, one value a block."""
    columns, rows = (grey.shape[1] - 1) // _BLOCK, (grey.shape[0] - 1) // _BLOCK
    if not columns or not rows:
        return np.empty((0, 0), np.float32)
    width, height = columns * _BLOCK, rows * _BLOCK
    here = grey[:height:2, :width]  # every second row says enough
    changes = (cv2.absdiff(grey[:height:2, 1 : width + 1], here), cv2.absdiff(grey[1 : height + 1 : 2, :width], here))
    maps = [cv2.resize(change, (columns, rows), interpolation=cv2.INTER_AREA) for change in changes]
    return np.asarray(cv2.blur(np.minimum(*maps).astype(np.float32), (3, 3)), np.float32)


def _could_be_code(stats: NDArray[np.int32]) -> bool:
    width, height = int(stats[cv2.CC_STAT_WIDTH]), int(stats[cv2.CC_STAT_HEIGHT])
    return (
        _SMALLEST <= _BLOCK * max(width, height) <= _LARGEST
        and 0.4 <= width / height <= 2.5
        and stats[cv2.CC_STAT_AREA] >= 0.35 * width * height
    )


def _score(stats: NDArray[np.int32], texture: NDArray[np.float32]) -> float:
    left, top, width, height, area = (int(value) for value in stats[:5])
    mean = float(texture[top : top + height, left : left + width].mean())
    squareness = min(width, height) / max(width, height)
    return mean * squareness * area / (width * height)


def _region(stats: NDArray[np.int32], shape: tuple[int, ...]) -> Region:
    left, top, width, height = (_BLOCK * int(value) for value in stats[:4])
    pad = 2 * _BLOCK + max(width, height) // 8
    return _inside(left - pad, top - pad, left + width + pad, top + height + pad, shape)


def _inside(left: float, top: float, right: float, bottom: float, shape: tuple[int, ...]) -> Region:
    x0, y0 = max(0, int(left)), max(0, int(top))
    x1, y1 = min(shape[1], int(right) + 1), min(shape[0], int(bottom) + 1)
    return Region(x0, y0, max(0, x1 - x0), max(0, y1 - y0))
