"""The machine readable zone of the Vietnamese ID card (TD1): a check on the chip's other fields, and a fallback.

ICAO Doc 9303-5 §4.2.2 and 9303-3 §4.9 (check digits); Vietnamese use of the optional data: the full 12-digit number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kiosk.identity.dates import NotADate, PartialDate
from kiosk.identity.errors import IdentityError
from kiosk.identity.id_number import IdNumber, NotAnIdNumber, Sex

_LINE = re.compile(r"[A-Z0-9<]{30}")
_WEIGHTS = (7, 3, 1)
_VALUES = {letter: value for value, letter in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {"<": 0}
_SEXES = {"M": Sex.MALE, "F": Sex.FEMALE}


class MrzUnreadable(IdentityError):
    """Not three lines of thirty characters, or a check digit is wrong."""


@dataclass(frozen=True, slots=True)
class Mrz:
    """What the zone says; a part that is left blank (``<``) is None."""

    number: IdNumber | None = field(repr=False)
    birth: PartialDate | None = field(repr=False)
    sex: Sex | None
    expires: PartialDate | None
    name: str = field(repr=False)
    """The third line with its fillers."""


def parse_mrz(lines: Sequence[str]) -> Mrz:
    """Read three lines of TD1; raise MrzUnreadable."""
    if len(lines) != 3 or not all(map(_LINE.fullmatch, lines)):
        raise MrzUnreadable("not TD1")
    first, second, third = lines
    _check(first[5:14], first[14])
    _check(second[:6], second[6])
    _check(second[8:14], second[14])
    _check(first[5:30] + second[0:7] + second[8:15] + second[18:29], second[29])
    number = _number(first[15:27])
    return Mrz(
        number=number,
        birth=_date(second[:6], 100 * (number.birth_year // 100)) if number else None,
        sex=_SEXES.get(second[7]),
        expires=_date(second[8:14], 2000),  # the cards exist since 2021
        name=third,
    )


def check_digit(text: str) -> str:
    """Return the check digit of `text` (ICAO 9303-3 §4.9)."""
    return str(sum(_VALUES[letter] * _WEIGHTS[place % 3] for place, letter in enumerate(text)) % 10)


def _check(text: str, digit: str) -> None:
    blank = not text.strip("<") and digit == "<"
    if not blank and check_digit(text) != digit:
        raise MrzUnreadable("check digit")


def _number(text: str) -> IdNumber | None:
    try:
        return IdNumber(text)
    except NotAnIdNumber:
        return None


def _date(text: str, century: int) -> PartialDate | None:
    """Read YYMMDD whose month or day may be blank."""
    parts = [int(part) if part.isdigit() else None for part in (text[:2], text[2:4], text[4:])]
    if parts[0] is None:
        return None
    try:
        return PartialDate(century + parts[0], parts[1], parts[2])
    except NotADate:
        return None
