"""The touch panel under a finger: crosses to touch, how far each was missed, and where the glass is dead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import hypot

from kiosk.technician.finding import Finding
from kiosk.visit.bench import TouchPoint

SHORT, LONG = 3, 5
"""Crosses along the short and the long side of the panel."""
_EDGE = 0.04
"""Part of a side between the outermost crosses and the edge, where panels die first."""
FAR = 44.0
"""Pixels: half of the least target. A finger that is shown further off misses what it aims at."""


def crosses(width: int, height: int) -> tuple[TouchPoint, ...]:
    """Lay the grid over a panel, row by row."""
    columns, rows = (LONG, SHORT) if width > height else (SHORT, LONG)
    return tuple(TouchPoint(_at(column, columns), _at(row, rows)) for row in range(rows) for column in range(columns))


def _at(number: int, of: int) -> float:
    return _EDGE + (1 - 2 * _EDGE) * number / (of - 1)


def touched(grid: Sequence[TouchPoint], x: float, y: float, width: int, height: int) -> tuple[TouchPoint, ...]:
    """Note a touch at `x`, `y` pixels with the cross that is nearest."""
    nearest = min(grid, key=lambda one: hypot(one.x * width - x, one.y * height - y))
    off = (round(x - nearest.x * width), round(y - nearest.y * height))
    return tuple(replace(one, off=off) if one is nearest else one for one in grid)


def judge(grid: Sequence[TouchPoint]) -> Finding:
    """Say what the touches tell of the panel."""
    known = [one.off for one in grid if one.off is not None]
    worst = round(max((hypot(*off) for off in known), default=0))
    facts = {"count": len(grid), "dead": len(grid) - len(known), "worst": worst}
    outcome = "touch_dead" if len(known) < len(grid) else "touch_off" if worst > FAR else "touch_good"
    return Finding("live", outcome, facts)
