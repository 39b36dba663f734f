"""Dates in words, as civil status forms ask for them."""

import pytest

from kiosk.language.dates import date_in_words


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ((2026, 3, 15), "Ngày mười lăm tháng ba năm hai nghìn không trăm hai mươi sáu"),
        ((2000, 1, 1), "Ngày một tháng một năm hai nghìn"),
        ((2004, 4, 4), "Ngày bốn tháng tư năm hai nghìn không trăm linh bốn"),
        ((2010, 10, 10), "Ngày mười tháng mười năm hai nghìn không trăm mười"),
        ((1991, 11, 21), "Ngày hai mươi mốt tháng mười một năm một nghìn chín trăm chín mươi mốt"),
        ((1984, 12, 24), "Ngày hai mươi tư tháng mười hai năm một nghìn chín trăm tám mươi tư"),
        ((2015, 5, 31), "Ngày ba mươi mốt tháng năm năm hai nghìn không trăm mười lăm"),
        ((1905, 5, 5), "Ngày năm tháng năm năm một nghìn chín trăm linh năm"),
        ((1914, 2, 14), "Ngày mười bốn tháng hai năm một nghìn chín trăm mười bốn"),
        ((1900, 6, 20), "Ngày hai mươi tháng sáu năm một nghìn chín trăm"),
        ((1948, 7), "Tháng bảy năm một nghìn chín trăm bốn mươi tám"),
        ((1952,), "Năm một nghìn chín trăm năm mươi hai"),
    ],
)
def test_a_date_is_said_as_people_say_it(date: tuple[int, ...], words: str) -> None:
    assert date_in_words(*date) == words


def test_every_day_and_year_is_said_differently() -> None:
    days = {date_in_words(2001, 1, day) for day in range(1, 32)}
    years = {date_in_words(year) for year in range(1900, 2100)}
    assert (len(days), len(years)) == (31, 200)


@pytest.mark.parametrize("date", [(999,), (10_000,), (2000, 13), (2000, 1, 32), (2000, None, 1)])
def test_what_is_no_date_has_no_words(date: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="no date"):
        date_in_words(*date)
