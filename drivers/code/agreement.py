"""When a live reading is believed: at once if it has the shape of a card's code, else when it was read twice."""

from __future__ import annotations

import re
from collections.abc import Iterable

from drivers.code.engines import Decoded

_CARD = re.compile(r"\ufeff?\d{12}\|[^|]{0,120}(?:\|[^|]{0,300}){4,9}\s*", re.ASCII)
"""Twelve digits and five to ten further fields; what they mean is not this room's business."""
_MEMORY = 2.0
"""Seconds within which the second reading must come."""


class Agreement:
    """Remembers single readings for a while."""

    def __init__(self) -> None:
        self._seen: dict[str, float] = {}

    def believed(self, readings: Iterable[Decoded], at: float) -> list[Decoded]:
        """Return those of one frame's readings that can be acted on; `at` is in seconds and never runs back."""
        self._seen = {text: when for text, when in self._seen.items() if at - when <= _MEMORY}
        distinct = {code.text: code for code in readings}.values()
        believed = [code for code in distinct if code.text in self._seen or _CARD.fullmatch(code.text)]
        self._seen.update((code.text, at) for code in distinct)
        return believed
