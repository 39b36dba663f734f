"""Answers with their marks: each value beside where it came from and whether the citizen may change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from kiosk.forms.answers import EMPTY, below, drop, find, put
from kiosk.forms.view import JsonValue
from kiosk.identity.party import Party, Source


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

    def with_values(self, values: JsonValue) -> Holding:
        """Return it with other values and the marks that still have one."""
        kept = {one: mark for one, mark in self.marks.items() if find(values, one) not in EMPTY}
        return Holding(values, MappingProxyType(kept))

    def without_row(self, pointer: str) -> Holding:
        """Return it without one row of a table; later rows move up with their marks."""
        table, _, number = pointer.rpartition("/")
        marks = {
            _moved_up(one, table, int(number)): mark for one, mark in self.marks.items() if not below(one, pointer)
        }
        return Holding(drop(self.values, pointer), MappingProxyType(marks))


def without_row_party(parties: Mapping[str, Party], role: str, number: int) -> Mapping[str, Party]:
    """The parties without the person of one row (``<role>/<number>``); those of later rows move up."""
    kept = {_moved_up(one, role, number): party for one, party in parties.items() if one != f"{role}/{number}"}
    return MappingProxyType({one: replace(party, role=one) for one, party in kept.items()})


def _moved_up(name: str, table: str, removed: int) -> str:
    """What lay below a row after `removed` lies one row higher; everything else stays."""
    rest = name.removeprefix(table + "/")
    row, slash, column = rest.partition("/")
    if rest == name or not row.isdecimal() or int(row) <= removed:
        return name
    return f"{table}/{int(row) - 1}{slash}{column}"
