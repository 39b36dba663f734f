"""What may be due soon – the card, an age, a child's vaccinations – from what the chip and the form say; kept nowhere.

The calendar is iCalendar (RFC 5545) small enough for a code on the screen: whole days, no name, nothing of the dossier.
"""

from __future__ import annotations

import calendar
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

import resources
from kiosk.identity.party import Fact, Party, Source
from kiosk.language.words import Line, phrase

_FROM_CHIP = frozenset({Source.CHIP_GENUINE, Source.CHIP_UNPROVEN})


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resources.path("reminders.toml").read_text("utf-8"))


def suggestions(party: Party, today: date, *, drafts: bool) -> tuple[Line, ...]:
    """Return what may be due for the card's holder; `drafts`: also by rules that nobody has compared yet."""
    return (*_card(party, today, drafts), *_ages(party, today, drafts))


def born_in(procedure: str, *, drafts: bool) -> str:
    """Return the pointer to the birth date in the answers of a birth registration, empty for other procedures."""
    said = _table()["vaccination"]
    return str(said["born"]) if procedure in said["procedures"] and _holds(said, drafts) else ""


def vaccination_calendar(born: date, today: date) -> str:
    """Return a child's vaccinations that are still to come as iCalendar text; empty when none is."""
    said = _table()["vaccination"]
    days = [(_later(born, shot["months"]), shot["text"]) for shot in said["shots"]]
    events = [line for day, text in days if day >= today for line in _event(day, text, today)]
    if not events:
        return ""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kiosk//vi", *events, "END:VCALENDAR"]
    return "\r\n".join(lines) + "\r\n"


def _event(day: date, text: str, today: date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{day:%Y%m%d}@tiem"
    yield f"DTSTAMP:{today:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield "SUMMARY:" + text.replace(",", "\\,")  # RFC 5545 §3.3.11
    yield "END:VEVENT"


def _card(party: Party, today: date, drafts: bool) -> Iterator[Line]:
    said, expires = _table()["card"], _date(party, Fact.CARD_EXPIRES_ON)
    if expires is not None and _holds(said, drafts) and expires - today <= timedelta(days=said["days_before"]):
        yield phrase(said["over" if expires < today else "soon"], day=f"{expires:%d/%m/%Y}")


def _ages(party: Party, today: date, drafts: bool) -> Iterator[Line]:
    born = _date(party, Fact.DATE_OF_BIRTH)
    for said in _table()["ages"]:
        near = timedelta(days=said["days_around"])
        if born is not None and _holds(said, drafts) and abs(_later(born, 12 * said["years"]) - today) <= near:
            yield str(said["text"])


def _holds(said: Mapping[str, Any], drafts: bool) -> bool:
    return bool(said["reviewed"]) or drafts


def _date(party: Party, fact: Fact) -> date | None:
    """A whole date that the chip says; a part of one gives no rule a day to begin."""
    datum = party.find(fact)
    try:
        return date.fromisoformat(datum.value) if datum is not None and datum.source in _FROM_CHIP else None
    except ValueError:
        return None


def _later(day: date, months: int) -> date:
    """The same day so many months later, the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
