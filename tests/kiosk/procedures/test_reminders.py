"""Reminders: the card, an age, a child's vaccinations – from chip and form alone, and only by compared rules."""

from datetime import date
from types import MappingProxyType

import pytest

from kiosk.identity.party import Datum, Fact, Party, Source
from kiosk.procedures.reminders import born_in, suggestions, vaccination_calendar

TODAY = date(2026, 11, 22)


def person(source=Source.CHIP_UNPROVEN, **facts):
    return Party("requester", MappingProxyType({Fact(name): Datum(value, source) for name, value in facts.items()}))


def said(party, drafts=True):
    return [str(one) for one in suggestions(party, TODAY, drafts=drafts)]


@pytest.mark.parametrize(
    ("expires", "words"),
    [
        ("2027-05-21", ["Thẻ căn cước hết hạn ngày 21/05/2027. Có thể làm thủ tục cấp đổi tại đây."]),
        ("2027-05-22", []),
        ("2026-11-21", ["Thẻ căn cước đã hết hạn ngày 21/11/2026. Cần làm thủ tục cấp đổi."]),
        ("2027", []),
    ],
)
def test_a_card_that_expires_soon_is_said(expires, words):
    assert said(person(card_expires_on=expires)) == words


def test_only_what_the_chip_says_counts():
    assert said(person(Source.CODE, card_expires_on="2026-12-01")) == []
    assert said(person(Source.TYPED, date_of_birth="1951-11-22")) == []


def test_the_age_of_75_is_said_around_the_birthday():
    assert len(said(person(date_of_birth="1951-11-22"))) == 1
    assert said(person(date_of_birth="1951-04-01")) == []
    assert said(person(date_of_birth="1951")) == []


def test_rules_that_nobody_compared_are_said_where_drafts_are_only():
    assert said(person(card_expires_on="2026-12-01"), drafts=False) == []
    assert born_in("1.001193", drafts=False) == ""
    assert born_in("1.001193", drafts=True) == "/child/date_of_birth"
    assert born_in("1.010041", drafts=True) == ""


def test_the_calendar_holds_what_is_still_to_come_and_no_name():
    calendar = vaccination_calendar(date(2026, 8, 31), TODAY)
    lines = calendar.split("\r\n")
    days = [line for line in lines if line.startswith("DTSTART")]
    assert days[0] == "DTSTART;VALUE=DATE:20261130"  # three months after 31 August
    assert days[-1] == "DTSTART;VALUE=DATE:20280229"  # eighteen months after, in a leap year
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == len(days) == 6
    assert all("\\," in line or "," not in line for line in lines if line.startswith("SUMMARY"))
    assert len(vaccination_calendar(TODAY, TODAY).encode()) < 1_500  # a code that a phone still reads from the screen


def test_a_grown_child_needs_no_calendar():
    assert vaccination_calendar(date(2020, 1, 1), TODAY) == ""
