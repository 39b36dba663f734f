"""Dossier codes by a pattern that the province configures, numbered without gaps in their series."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from sync.local_number import is_local_number
from sync.reference_portal.tables import numbers, upsert

ONE_STOP = "{agency}-{day:%y%m%d}-{number:04d}"
"""Shape of the one-stop shops' codes after QĐ 20/2020/QĐ-TTg; the agency code is its first part."""
_CODE = re.compile(r"[A-Z0-9][A-Z0-9.\-]{4,60}", re.ASCII)
"""What `openapi.yaml` takes as a code."""


class PatternError(ValueError):
    """A pattern does not make codes."""


@dataclass(frozen=True, slots=True)
class CodePattern:
    """How codes look: ``{agency}``, ``{day:…}`` as strftime writes it, ``{number:…}`` of its series."""

    pattern: str
    agency: str

    def __post_init__(self) -> None:
        """Raises PatternError unless different numbers make different, well-formed codes."""
        first, second = (self.code(date(2026, 9, 16), number) for number in (1, 2))
        if first == second:
            raise PatternError(f"{self.pattern!r} has no {{number}}")
        if not _CODE.fullmatch(first) or is_local_number(first):
            raise PatternError(f"{self.pattern!r} makes {first!r}, which is no dossier code")

    def code(self, day: date, number: int) -> str:
        """Write the code of a number. Raises PatternError for an unknown name or form in the pattern."""
        try:
            return self.pattern.format(agency=self.agency, day=day, number=number)
        except (KeyError, IndexError, ValueError, AttributeError) as error:
            raise PatternError(f"{self.pattern!r}: {error}") from error

    def next_code(self, connection: Connection, day: date) -> str:
        """Take the next number of the day's series in this transaction: a code that is not used leaves no gap."""
        first = upsert(connection, numbers).values(series=self.code(day, 0), last=1)
        counted = first.on_conflict_do_update(index_elements=["series"], set_={"last": numbers.c.last + 1})
        number: int = connection.execute(counted.returning(numbers.c.last)).scalar_one()
        return self.code(day, number)
