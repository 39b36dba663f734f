"""Partial dates: every form that cards use, nothing that is in no calendar."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.identity.dates import NotADate, PartialDate


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("15/01/1990", "1990-01-15"),
        ("5/1/1990", "1990-01-05"),
        ("15011990", "1990-01-15"),
        ("15-01-1990", "1990-01-15"),
        ("1990-01-15", "1990-01-15"),
        ("07/1948", "1948-07"),
        ("00071948", "1948-07"),
        ("1952", "1952"),
        ("00001952", "1952"),
        ("00/00/1952", "1952"),
    ],
)
def test_forms_of_cards_are_read(text, iso):
    assert PartialDate.parse(text).iso == iso


@pytest.mark.parametrize(
    "text",
    ["", "Không thời hạn", "31/02/1990", "15001990", "29/02/2023", "13/1990", "00000000", "١٥/٠١/١٩٩٠", "1990-1-1x"],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(NotADate):
        PartialDate.parse(text)


def test_a_year_is_never_padded():
    year = PartialDate(1952)
    assert year.iso == "1952"
    assert (year.earliest, year.latest) == (date(1952, 1, 1), date(1952, 12, 31))
    assert PartialDate(2024, 2).latest == date(2024, 2, 29)


def test_a_year_agrees_with_its_days_and_with_no_other():
    assert PartialDate(1952).agrees_with(PartialDate(1952, 5, 4))
    assert PartialDate(1952, 5).agrees_with(PartialDate(1952))
    assert not PartialDate(1952).agrees_with(PartialDate(1953, 1, 1))


@given(st.dates(min_value=date(1000, 1, 1)))
def test_whole_dates_survive_both_ways(day):
    partial = PartialDate(day.year, day.month, day.day)
    assert PartialDate.parse(partial.iso) == PartialDate.parse(f"{day:%d/%m}/{day.year:04}") == partial
    assert partial.earliest == partial.latest == day


@given(st.text(max_size=30))
def test_any_text_gives_a_date_or_not_a_date(text):
    with contextlib.suppress(NotADate):
        assert PartialDate.parse(text).year >= 1
