"""A text is reported once while it stays in view, however often it is read."""

from __future__ import annotations

_SILENCE = 2.0
"""Seconds for which a text that was just read is not reported again."""


class Repeats:
    """Remembers what was read a moment ago."""

    def __init__(self) -> None:
        self._read: dict[str, float] = {}

    def is_new(self, text: str, at: float) -> bool:
        """True when `text`, read `at` (seconds that never run back), was not read within the silence before."""
        self._read = {known: when for known, when in self._read.items() if at - when <= _SILENCE}
        new = text not in self._read
        self._read[text] = at
        return new
