"""Days and years as the checks need them, on dates of which a part may be unknown."""

from __future__ import annotations

from datetime import date

from kiosk.identity.dates import NotADate, PartialDate


def find_date(iso: object) -> PartialDate | None:
    """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; None for anything else."""
    if not isinstance(iso, str) or "/" in iso:
        return None
    try:
        return PartialDate.parse(iso)
    except NotADate:
        return None


def whole(day: date) -> PartialDate:
    """A calendar day as a partial date of which nothing is unknown."""
    return PartialDate(day.year, day.month, day.day)


def years_later(day: date, years: int) -> date:
    """The same day some years on; 29 February becomes 1 March in a common year, when a person is certainly older."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def months(day: date) -> int:
    """Months since year 0, to compare month by month."""
    return day.year * 12 + day.month
