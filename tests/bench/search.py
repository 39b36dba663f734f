"""How fast the catalogue finds: every question people ask, typed letter by letter."""

from __future__ import annotations

import statistics
import time
from datetime import date

import resources
from kiosk.procedures.catalogue import Catalogue

ASKED = ("đăng ký tạm trú", "sinh con", "chuyen nha", "giấy độc thân", "1.004194", "đổi căn cước hết hạn")


def run() -> dict[str, float]:
    """Return milliseconds: to load the catalogue, and to search after each key (median, largest)."""
    began = time.perf_counter()
    catalogue = Catalogue(resources.path("procedures"), date(2026, 11, 22))
    load = time.perf_counter() - began
    took = []
    for text in ASKED:
        for length in range(1, len(text) + 1):
            began = time.perf_counter()
            catalogue.search(text[:length])
            took.append(time.perf_counter() - began)
    return {
        "load_ms": round(1000 * load, 1),
        "search_median_ms": round(1000 * statistics.median(took), 3),
        "search_max_ms": round(1000 * max(took), 3),
        "searches": len(took),
    }
