"""The one-time code that a technician types: which kiosk, a secret, and by what to know the portal.

``K07-SSSSS-SSSSS-PPPPP-PPPPP-PPPPP-PPPPC``: 50 bits of secret, 95 bits of the SHA-256 of the portal's certificate, and
a check letter, in the letters of Crockford's Base32 (https://www.crockford.com/base32.html), which no one mistakes.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass, field

from sync.errors import SyncError

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOKALIKES = str.maketrans("ILO", "110")
_SECRET, _PIN = 10, 19
_BODY = _SECRET + _PIN + 1
_KIOSK = re.compile(r"K[0-9A-Z]{2,6}")


class CodeError(SyncError):
    """The text is no enrolment code: mistyped or cut."""


@dataclass(frozen=True, slots=True)
class EnrolmentCode:
    """What a code says."""

    kiosk: str
    secret: str = field(repr=False)
    pin: str
    """First letters of the digest of the portal's certificate."""

    @classmethod
    def make(cls, kiosk: str, certificate: bytes) -> EnrolmentCode:
        """Draw a code for a kiosk and a portal with this certificate (DER)."""
        return cls(kiosk, "".join(secrets.choice(LETTERS) for _ in range(_SECRET)), pin_of(certificate))

    @classmethod
    def parse(cls, text: str) -> EnrolmentCode:
        """Read a typed or scanned code; spaces, case and look-alike letters do not matter. Raises CodeError."""
        letters = re.sub(r"[\s-]", "", text.upper())
        kiosk, body = letters[:-_BODY], letters[-_BODY:].translate(LOOKALIKES)
        if not _KIOSK.fullmatch(kiosk) or set(body) - set(LETTERS):
            raise CodeError("not the shape of a code")
        code = cls(kiosk, body[:_SECRET], body[_SECRET : _SECRET + _PIN])
        if code._check() != body[-1]:
            raise CodeError("a letter is wrong")
        return code

    def __str__(self) -> str:
        body = self.secret + self.pin + self._check()
        return "-".join([self.kiosk, *(body[start : start + 5] for start in range(0, len(body), 5))])

    def _check(self) -> str:
        return LETTERS[hashlib.sha256(f"{self.kiosk}{self.secret}{self.pin}".encode()).digest()[0] & 31]


def pin_of(certificate: bytes) -> str:
    """The letters by which a code knows a certificate (DER)."""
    number = int.from_bytes(hashlib.sha256(certificate).digest()) >> (256 - 5 * _PIN)
    return "".join(LETTERS[number >> 5 * place & 31] for place in reversed(range(_PIN)))
