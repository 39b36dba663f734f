"""Dates as people say and write them: "Ngày hai mươi mốt tháng mười một năm …", for forms that ask it in words."""

from __future__ import annotations

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def date_in_words(year: int, month: int | None = None, day: int | None = None) -> str:
    """Return a date, a month or a year in words, first letter capital; unknown parts are left out.

    ``date_in_words(2026, 3, 15)`` gives "Ngày mười lăm tháng ba năm hai nghìn không trăm hai mươi sáu". Raises
    ValueError for a year outside 1000–9999, a month outside 1–12, a day outside 1–31, or a day without a month.
    """
    if not 1000 <= year <= 9999 or not 1 <= (month or 1) <= 12 or not 1 <= (day or 1) <= 31 or (day and not month):
        raise ValueError(f"no date: {year}-{month}-{day}")
    parts = [f"năm {_year(year)}"]
    if month:
        parts.insert(0, f"tháng {_month(month)}")
    if day:
        parts.insert(0, f"ngày {_two_digits(day)}")
    words = " ".join(parts)
    return words[0].upper() + words[1:]


def _month(month: int) -> str:
    return "tư" if month == 4 else _two_digits(month)


def _year(year: int) -> str:
    thousands, rest = divmod(year, 1000)
    words = f"{_DIGITS[thousands]} nghìn"
    if not rest:
        return words
    hundreds, below = divmod(rest, 100)
    words += f" {_DIGITS[hundreds]} trăm"
    if below:
        words += f" linh {_DIGITS[below]}" if below < 10 else f" {_two_digits(below)}"
    return words


def _two_digits(number: int) -> str:
    tens, units = divmod(number, 10)
    if tens == 0:
        return _DIGITS[units]
    words = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if units:
        words += f" {_unit(tens, units)}"
    return words


def _unit(tens: int, units: int) -> str:
    """The unit as it sounds after tens: mốt, tư, lăm."""
    if units == 5:
        return "lăm"
    return {1: "mốt", 4: "tư"}.get(units, _DIGITS[units]) if tens > 1 else _DIGITS[units]
