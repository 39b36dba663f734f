"""What every scanned text must pass before anyone parses it: a code's text is hostile input."""

from __future__ import annotations

import unicodedata
from enum import StrEnum

from kiosk.identity.errors import IdentityError

REPLACEMENT = "\ufffd"
"""What keyboard-wedge scanners leave where they could not send a letter: that field is damaged, not hostile."""

_FORBIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Control, format (bidi, zero-width), surrogate, private, unassigned, line and paragraph separators."""
_FORBIDDEN_LETTERS = frozenset("\u034f\u115f\u1160\u3164\uffa0")
"""Letters that show nothing."""


class Refusal(StrEnum):
    """Why a scanned text is not taken."""

    TOO_LONG = "too_long"
    FORBIDDEN_CHARACTER = "forbidden_character"
    NOT_A_CARD = "not_a_card"
    """Another kind of code than the one asked for."""
    MALFORMED = "malformed"
    """It begins like one of the kinds we know and breaks its grammar."""
    PAYMENT = "payment"
    LINK = "link"
    UNKNOWN = "unknown"


class CodeRefused(IdentityError):
    """A scanned text is not taken; `reason` says why. The text itself is not kept."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(str(reason))
        self.reason = reason


def admit(text: str, limit: int) -> str:
    """Return the text in NFC without BOM and line ends around it; `limit` is in bytes of UTF-8.

    Raises CodeRefused (TOO_LONG before anything else looks at it, FORBIDDEN_CHARACTER).
    """
    if len(text) > limit or len(text.encode("utf-8", "surrogatepass")) > limit:
        raise CodeRefused(Refusal.TOO_LONG)
    stripped = text.removeprefix("\ufeff").strip("\r\n")
    if not all(map(_is_allowed, stripped)):
        raise CodeRefused(Refusal.FORBIDDEN_CHARACTER)
    return unicodedata.normalize("NFC", stripped)


def _is_allowed(character: str) -> bool:
    return unicodedata.category(character) not in _FORBIDDEN_CATEGORIES and character not in _FORBIDDEN_LETTERS
