"""Dates of which a part may be unknown, as birth dates on Vietnamese papers legally are ("1952", "07/1948")."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from kiosk.identity.errors import IdentityError

_ISO = re.compile(r"(?P<y>\d{4})(?:-(?P<m>\d{2})(?:-(?P<d>\d{2}))?)?", re.ASCII)
_SLASHED = re.compile(r"(?:(?:(?P<d>\d{1,2})[/.-])?(?P<m>\d{1,2})[/.-])?(?P<y>\d{4})", re.ASCII)
_RUN = re.compile(r"(?P<d>\d{2})(?P<m>\d{2})(?P<y>\d{4})", re.ASCII)


class NotADate(IdentityError):
    """The text is no date in any of the forms that cards use."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A calendar date, a month or a year; never padded with 01/01. Raises NotADate when it cannot exist."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse what is in no calendar."""
        if self.day is not None and self.month is None:
            raise NotADate("a day without a month")
        try:
            date(self.year, self.month or 1, self.day or 1)
        except ValueError as error:
            raise NotADate("not in the calendar") from error

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``dd/MM/yyyy``, ``ddMMyyyy``, ``MM/yyyy``, ``yyyy``, ``0000yyyy`` or ISO 8601; raise NotADate.

        Zeros stand for unknown parts: which form the cards of people with a birth year only use is not published.
        """
        stripped = text.strip()
        match = _ISO.fullmatch(stripped) or _RUN.fullmatch(stripped) or _SLASHED.fullmatch(stripped)
        if match is None:
            raise NotADate("no known form of a date")
        part = {name: int(value) if value else None for name, value in match.groupdict().items()}
        month = part.get("m") or None
        day = part.get("d") or None
        return cls(part["y"] or 0, month, day)

    @property
    def iso(self) -> str:
        """``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``: the value that forms hold."""
        return "-".join(
            [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part is not None],
        )

    @property
    def earliest(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def agrees_with(self, other: PartialDate) -> bool:
        """Tell whether both can mean the same day; a year agrees with every day in it."""
        return self.earliest <= other.latest and other.earliest <= self.latest
