"""The number a kiosk gives to what it stored: `K07-260916-0123-K`, which can never be mistaken for a dossier code.

Parts: kiosk, date as YYMMDD, number of the day, check character ISO 7064 MOD 37,36 over the three without hyphens.
"""

from __future__ import annotations

import re
from datetime import date

from sync.errors import SyncError

PATTERN = re.compile(r"(K[0-9A-Z]{2,6})-(\d{6})-(\d{4})-([0-9A-Z])\Z", re.ASCII)
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LAST_OF_DAY = 9999


class LocalNumberError(SyncError):
    """The kiosk's name or the sequence does not fit the pattern of local numbers."""


def check_character(text: str) -> str:
    """Return the check character of upper-case letters and digits (ISO/IEC 7064 §8, hybrid system MOD 37,36)."""
    product = 36
    for character in text:
        product = ((product + _ALPHABET.index(character)) % 36 or 36) * 2 % 37
    return _ALPHABET[(37 - product) % 36]


def local_number(kiosk: str, day: date, sequence: int) -> str:
    """Write the local number of the `sequence`-th (1…9999) dossier of a day. Raises LocalNumberError."""
    body = f"{kiosk}{day:%y%m%d}{sequence:04d}"
    if not body.isascii() or not body.isalnum() or body != body.upper():
        raise LocalNumberError(f"kiosk {kiosk!r}: capital letters and digits only")
    text = f"{kiosk}-{day:%y%m%d}-{sequence:04d}-{check_character(body)}"
    if not PATTERN.match(text):
        raise LocalNumberError(f"kiosk {kiosk!r}, sequence {sequence}: outside the pattern of local numbers")
    return text


def is_local_number(text: str) -> bool:
    """True for a well-formed local number whose check character is right."""
    found = PATTERN.match(text)
    return found is not None and check_character("".join(found.groups()[:3])) == found[4]
