"""The QR code printed on the chip ID card: seven fields on the 2021 card, seven to eleven on the 2024 card.

``number|old number or empty|name|birth|sex|residence|issued`` in UTF-8; a variant drops the second field. The order of
the 2024 card's further fields is not published (Circular 16/2024/TT-BCA Art. 6 only names them): they are kept raw.
The code is unsigned. It fills in and opens the chip; it never raises assurance.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from kiosk.identity.dates import NotADate, PartialDate
from kiosk.identity.hostile_text import REPLACEMENT, CodeRefused, Refusal, admit
from kiosk.identity.id_number import IdNumber, NotAnIdNumber, Sex

T = TypeVar("T")

MAX_BYTES = 512
_FIELD_COUNTS = range(6, 12)
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ '’ʼ.\-\u0300-\u036f]){0,119}")
_RESIDENCE = re.compile(r"[\w ,.;:/()'’ʼ\"&+\-–°]{1,300}")
_OLD_NUMBER = re.compile(r"\d{9}|\d{12}", re.ASCII)
_LABELLED = re.compile(
    r"(?:CCCD|CMND/CCCD|căn cước(?: công dân)?|số định danh(?: cá nhân)?|personal[_ ]id)\W{1,6}(\d{12})(?!\d)",
    re.IGNORECASE,
)
_COMMAS = re.compile(r"^(\d{12})\s*[,;]\s*\D", re.ASCII)


@dataclass(frozen=True, slots=True)
class CardCode:
    """What a card's code says; all but the number is None where it is missing, breaks its grammar or lost letters."""

    number: IdNumber
    old_number: str | None = field(default=None, repr=False)
    name: str | None = field(default=None, repr=False)
    birth: PartialDate | None = field(default=None, repr=False)
    sex: Sex | None = None
    residence: str | None = field(default=None, repr=False)
    issued: PartialDate | None = field(default=None, repr=False)
    extras: tuple[str, ...] = field(default=(), repr=False)
    """Fields 8 and on, in order, unread."""


def parse_card_code(text: str) -> CardCode:
    """Read a card's code; raise CodeRefused (TOO_LONG, FORBIDDEN_CHARACTER, NOT_A_CARD, MALFORMED).

    Of the rarer forms that programs re-encode a card into (labels, JSON, commas) only the number is taken, since
    their fields cannot be told apart for certain.
    """
    admitted = admit(text, MAX_BYTES).strip()
    if "|" in admitted:
        return _piped([part.strip() for part in admitted.split("|")])
    found = set(_COMMAS.findall(admitted)[:1] or _LABELLED.findall(admitted))
    if len(found) != 1 or "://" in admitted:
        raise CodeRefused(Refusal.NOT_A_CARD)
    return CardCode(IdNumber(found.pop()))


def _piped(fields: list[str]) -> CardCode:
    try:
        number = IdNumber.parse(fields[0])
    except NotAnIdNumber as error:
        raise CodeRefused(Refusal.MALFORMED if fields[0][:6].isdigit() else Refusal.NOT_A_CARD) from error
    if len(fields) not in _FIELD_COUNTS:
        raise CodeRefused(Refusal.MALFORMED)
    if fields[1] and not _OLD_NUMBER.fullmatch(fields[1]) and _sound(PartialDate.parse, fields[2]) is not None:
        fields.insert(1, "")  # the six-field variant: the name stands where the old number should
    _, old, name, birth, sex, residence, issued, *extras = fields if len(fields) > 6 else (*fields, "")
    return CardCode(
        number=number,
        old_number=_sound(_matching(_OLD_NUMBER), old),
        name=_sound(_matching(_NAME), name),
        birth=_sound(PartialDate.parse, birth),
        sex=_sound(Sex.parse, sex),
        residence=_sound(_matching(_RESIDENCE), residence),
        issued=_sound(PartialDate.parse, issued),
        extras=tuple(extras),
    )


def _sound(read: Callable[[str], T], text: str) -> T | None:
    """The value of a field; None for one that is blank, breaks its grammar or lost letters on the way."""
    try:
        return None if REPLACEMENT in text else read(text)
    except (NotADate, ValueError):
        return None


def _matching(grammar: re.Pattern[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not grammar.fullmatch(text):
            raise ValueError("breaks its grammar")
        return text

    return read
