"""Finds the line of a settings file on which a setting stands, for people who must correct it.

Knows the TOML that settings use: tables, lists of tables, dotted keys, inline tables on one line (https://toml.io/en/v1.0.0).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

Place = tuple[str, ...]

_TABLE = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]")
_PAIR = re.compile(r"\s*([A-Za-z0-9_.\"' -]+?)\s*=(.*)")
_INNER = re.compile(r"[{,]\s*([A-Za-z0-9_-]+)\s*=")


class Positions:
    """Where things stand in one file."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Place, int] = {}
        table: Place = ()
        counted: dict[Place, int] = {}
        for number, line in enumerate(text.splitlines(), 1):
            if head := _TABLE.match(line):
                table = _key(head[2])
                if head[1] == "[[":  # the next of a list: its place has a number, as pydantic counts
                    counted[table] = counted.get(table, -1) + 1
                    table = (*table, str(counted[table]))
                self._note(table, number)
            elif pair := _PAIR.match(line):
                place = table + _key(pair[1])
                self._note(place, number)
                for inner in _INNER.findall(pair[2]):
                    self._note((*place, inner), number)

    def _note(self, place: Place, number: int) -> None:
        for length in range(1, len(place) + 1):
            self._lines.setdefault(place[:length], number)

    def line(self, place: Sequence[str | int]) -> int:
        """Return the line of a setting, or of the nearest table around it; 1 for one that stands in none."""
        wanted = tuple(map(str, place))
        for length in range(len(wanted), 0, -1):
            if wanted[:length] in self._lines:
                return self._lines[wanted[:length]]
        return 1


def _key(text: str) -> Place:
    return tuple(part.strip().strip("\"'") for part in text.split("."))
