"""Answers with their marks: each value beside where it came from and whether the citizen may change it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from kiosk.forms.answers import EMPTY, below, drop, find, put
from kiosk.forms.view import JsonValue
from kiosk.identity.party import Source


@dataclass(frozen=True, slots=True)
class Mark:
    """Where one control's value came from."""

    source: Source
    locked: bool = False
    party: str = ""
    """Role of the party whose card filled it; "" for everything else."""

    @property
    def personal(self) -> bool:
        """True when a person entered the value, or emptied the field on purpose."""
        return self.source in (Source.TYPED, Source.STAFF)


@dataclass(frozen=True, slots=True)
class Holding:
    """All answers of a filling and the mark of each control that has one."""

    values: JsonValue = field(default_factory=dict, repr=False)
    marks: Mapping[str, Mark] = field(default_factory=lambda: MappingProxyType({}))

    def put(self, pointer: str, value: JsonValue, mark: Mark, control: str = "") -> Holding:
        """Return it with a value set (removed when empty) and its control marked."""
        values = drop(self.values, pointer) if value in EMPTY else put(self.values, pointer, value)
        return Holding(values, MappingProxyType({**self.marks, control or pointer: mark}))

    def drop(self, pointer: str) -> Holding:
        """Return it without a value, its marks, and everything below."""
        kept = {one: mark for one, mark in self.marks.items() if not below(one, pointer)}
        return Holding(drop(self.values, pointer), MappingProxyType(kept))

    def with_values(self, values: JsonValue) -> Holding:
        """Return it with other values and the marks that still have one."""
        kept = {one: mark for one, mark in self.marks.items() if find(values, one) not in EMPTY}
        return Holding(values, MappingProxyType(kept))

    def without(self, unwanted: Callable[[Mark], bool]) -> Holding:
        """Return it without the values whose marks are unwanted."""
        held = self
        for pointer, mark in self.marks.items():
            if unwanted(mark):
                held = held.drop(pointer)
        return held

    def without_row(self, pointer: str) -> Holding:
        """Return it without one row of a table; later rows move up with their marks."""
        table, _, number = pointer.rpartition("/")
        marks = {}
        for one, mark in self.marks.items():
            if below(one, pointer):
                continue
            moved = moved_up(one, table, int(number))
            party = moved_up(f"/{mark.party}", f"/{mark.party.partition('/')[0]}", int(number))[1:]
            marks[moved] = replace(mark, party=party) if below(one, table) else mark
        return Holding(drop(self.values, pointer), MappingProxyType(marks))


def moved_up(pointer: str, table: str, removed: int) -> str:
    """The pointer of a cell after a row above it went; others stay."""
    rest = pointer.removeprefix(table + "/")
    row, slash, column = rest.partition("/")
    if rest == pointer or not row.isdecimal() or int(row) <= removed:
        return pointer
    return f"{table}/{int(row) - 1}{slash}{column}"
