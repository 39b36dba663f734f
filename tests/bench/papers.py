"""`kiosk bench papers`: how straight and whole pages come out, and how surely bad photographs are refused."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

import numpy as np

from drivers.document.sheet import find_sheet
from drivers.document.taking import page_from_photograph
from drivers.ports import PaperAdvice
from tests.bench.paper_lab.photographs import photograph
from tests.bench.paper_lab.truth import kept_part, skew_degrees

KEPT_ASIDE = 7101
"""A seed that nobody looked at while limits were chosen."""
GOOD, BAD = 40, 20
_FAULTS: dict[str, dict[str, Any]] = {
    "blurred_2.5px": {"blur": 2.5},
    "blurred_4px": {"blur": 4.0},
    "cut_off_3_percent": {"cut": 0.03},
    "cut_off_15_percent": {"cut": 0.15},
    "dark": {"dark": 0.25},
    "glare": {"glare": True},
}


def run() -> dict[str, Any]:
    """Photograph pages from the seed kept aside and return the figures."""
    return {"good": _good(), "refused_percent": {name: _refused(faults) for name, faults in _FAULTS.items()}}


def _good() -> dict[str, Any]:
    skews, kept, sizes, took, lost = [], [], [], [], Counter[str]()
    for number in range(GOOD):
        taken = photograph(np.random.default_rng([KEPT_ASIDE, number]))
        began = time.perf_counter()
        page = page_from_photograph(taken.picture)
        took.append(1e3 * (time.perf_counter() - began))
        if isinstance(page, PaperAdvice):
            lost[page] += 1
            continue
        corners = find_sheet(taken.picture)
        skews.append(skew_degrees(taken.corners, corners))
        kept.append(100 * kept_part(taken.corners, corners))
        sizes.append(len(page.jpeg) / 1000)
    return {
        "photographs": GOOD,
        "refused_wrongly": dict(lost),
        "skew_degrees_max": round(max(skews), 3),
        "kept_percent_min": round(min(kept), 2),
        "kilobytes_max": round(max(sizes), 1),
        "ms_median": round(float(np.median(took)), 1),
    }


def _refused(faults: dict[str, Any]) -> float:
    photographs = (photograph(np.random.default_rng([KEPT_ASIDE, 1, number]), **faults) for number in range(BAD))
    return 100 * float(np.mean([isinstance(page_from_photograph(taken.picture), PaperAdvice) for taken in photographs]))
