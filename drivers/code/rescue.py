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


_LEAST_SIDE = 24  # the smallest code has 21 modules
_MOST_LARGER = 4.0


@dataclass(frozen=True, slots=True)
class Rescue:
    """One filter before one engine."""

    name: str
    engine: Engine
    side: int
    """Pixels to which the region's longer side is enlarged."""
    filtered: Callable[[Picture, float], Picture]
    """From the region as the camera gave it, and the factor of enlargement, to a grey picture."""

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


def _larger(part: Picture, factor: float) -> Picture:
    return enlarged(grey_of(part), factor)


def _levelled(part: Picture, factor: float) -> Picture:
    return enlarged(levelled(grey_of(part)), factor)


def _crisp(part: Picture, factor: float) -> Picture:
    return sharpened(_levelled(part, factor), 1.5 * factor, 1.5)


def _sharp(part: Picture, factor: float) -> Picture:
    return sharpened(_larger(part, factor), 2.2 * factor, 3.0)


def _darkest(part: Picture, factor: float) -> Picture:
    return enlarged(levelled(darkest_of(part)), factor)


def _soft(part: Picture, factor: float) -> Picture:
    return enlarged(softened(grey_of(part)), factor)


def _speckless(part: Picture, factor: float) -> Picture:
    return enlarged(without_specks(grey_of(part)), factor)


def _focused(radius: float) -> Callable[[Picture, float], Picture]:
    return lambda part, factor: enlarged(refocused(grey_of(part), radius), factor)


LARGER = Rescue("larger", Engine.ZXING, 600, _larger)
LEVELLED = Rescue("levelled", Engine.ZXING, 640, _levelled)
CRISP = Rescue("crisp", Engine.ZXING, 640, _crisp)
DARKEST = Rescue("darkest", Engine.ZXING, 640, _darkest)
SOFT = Rescue("soft", Engine.ZXING, 600, _soft)
SPECKLESS = Rescue("speckless", Engine.ZXING, 600, _speckless)
ZBAR_SHARP = Rescue("sharp", Engine.ZBAR, 400, _sharp)
ZBAR_LEVELLED = Rescue("levelled", Engine.ZBAR, 400, _levelled)
ZBAR_SHARP_LARGE = Rescue("sharp-large", Engine.ZBAR, 640, _sharp)
REFOCUSED = tuple(Rescue(f"focus{radius}", Engine.ZXING, 800, _focused(radius)) for radius in (2.0, 3.0, 4.0))

QUICK = (LARGER, DARKEST, LEVELLED, SOFT)
"""A millisecond or two each: beside the plain read of a live frame, one a frame."""
SLOW = (ZBAR_SHARP, CRISP, ZBAR_LEVELLED, SPECKLESS)
"""Five to fifteen milliseconds each: in a second thread, one a frame."""
THOROUGH = (*QUICK, *SLOW, ZBAR_SHARP_LARGE, *REFOCUSED)
"""All of them, for a single picture."""
