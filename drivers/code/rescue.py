"""The second tries on a part of a frame: which filter goes before which engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from drivers.code.engines import Decoded, Quad, zbar_scan, zxing
from drivers.code.filters import (
    darkest_of,
    enlarged,
    grey_of,
    levelled,
    reduced,
    refocused,
    sharpened,
    softened,
    without_specks,
)
from drivers.code.regions import Region
from drivers.picture import Picture


class Engine(Enum):
    """Who gets the filtered picture."""

    ZXING = "zxing"
    ZBAR = "zbar"


Filter = Callable[[Picture, float], Picture]
"""From the region as the camera gave it, and the factor of enlargement, to a grey picture."""

_LEAST_SIDE = 24  # the smallest code has 21 modules
_MOST_LARGER = 4.0


@dataclass(frozen=True, slots=True)
class Rescue:
    """One filter before one engine."""

    name: str
    engine: Engine
    side: int
    """Pixels to which the region's longer side is enlarged."""
    filtered: Filter

    def attempt(self, picture: Picture, region: Region) -> tuple[Decoded, ...]:
        """Read a region of a BGR or grey picture; quads are in pixels of the whole picture."""
        if min(region.width, region.height) < _LEAST_SIDE:
            return ()
        factor = min(_MOST_LARGER, self.side / region.side)  # a large part is reduced, or it would cost too much
        part = region.cut(picture)
        ready = self.filtered(part, factor) if factor >= 1 else self.filtered(reduced(part, factor), 1.0)
        label = f"{self.engine.value}+{self.name}"
        found = zxing(ready, label=label).read if self.engine is Engine.ZXING else zbar_scan(ready, label)
        return tuple(Decoded(code.text, _back(code.quad, factor, region), code.engine) for code in found)


def _back(quad: Quad, factor: float, region: Region) -> Quad:
    return tuple((x / factor + region.left, y / factor + region.top) for x, y in quad)


def _enlarged(*steps: Callable[[Picture], Picture]) -> Filter:
    """These steps on the part as it is, then enlargement."""

    def filtered(part: Picture, factor: float) -> Picture:
        for step in steps:
            part = step(part)
        return enlarged(part, factor)

    return filtered


def _sharpened(before: Filter, sigma: float, amount: float) -> Filter:
    return lambda part, factor: sharpened(before(part, factor), sigma * factor, amount)


def _refocused(radius: float) -> Filter:
    return _enlarged(grey_of, lambda grey: refocused(grey, radius))


_GREY, _LEVELLED = _enlarged(grey_of), _enlarged(grey_of, levelled)
_SHARP = _sharpened(_GREY, 2.2, 3.0)

LARGER = Rescue("larger", Engine.ZXING, 600, _GREY)
LEVELLED = Rescue("levelled", Engine.ZXING, 640, _LEVELLED)
CRISP = Rescue("crisp", Engine.ZXING, 640, _sharpened(_LEVELLED, 1.5, 1.5))
DARKEST = Rescue("darkest", Engine.ZXING, 640, _enlarged(darkest_of, levelled))
SOFT = Rescue("soft", Engine.ZXING, 600, _enlarged(grey_of, softened))
SPECKLESS = Rescue("speckless", Engine.ZXING, 600, _enlarged(grey_of, without_specks))
ZBAR_SHARP = Rescue("sharp", Engine.ZBAR, 400, _SHARP)
ZBAR_LEVELLED = Rescue("levelled", Engine.ZBAR, 400, _LEVELLED)
ZBAR_SHARP_LARGE = Rescue("sharp-large", Engine.ZBAR, 640, _SHARP)
REFOCUSED = tuple(Rescue(f"focus{radius}", Engine.ZXING, 800, _refocused(radius)) for radius in (2.0, 3.0, 4.0))

QUICK = (LARGER, DARKEST, LEVELLED, SOFT)
"""A millisecond or two each: beside the plain read of a live frame, one a frame."""
SLOW = (ZBAR_SHARP, CRISP, ZBAR_LEVELLED, SPECKLESS)
"""Five to fifteen milliseconds each: in a second thread, one a frame."""
THOROUGH = (*QUICK, *SLOW, ZBAR_SHARP_LARGE, *REFOCUSED)
"""All of them, for a single picture."""
