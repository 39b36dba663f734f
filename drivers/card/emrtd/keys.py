"""Passwords of a chip and the keys derived from them (ICAO 9303-11 §9.7)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from drivers.card.emrtd import apdu
from drivers.card.emrtd.suites import Suite
from drivers.ports import Can, DeviceFault, MrzKey

ENCRYPTION = 1
AUTHENTICATION = 2
PASSWORD = 3
"""Counters of the key derivation function (ICAO 9303-11 §9.7.1)."""

_WEIGHTS = (7, 3, 1)
_SUSPECT = (apdu.SECURITY_NOT_SATISFIED, apdu.CONDITIONS_NOT_SATISFIED, apdu.SM_OBJECTS_INCORRECT, apdu.WRONG_DATA)
"""Besides 63xx, what chips in the field answer to a proof made with a wrong password."""


@dataclass(frozen=True, slots=True)
class SessionKeys:
    """The two keys of a secure channel and its cipher suite."""

    suite: Suite
    encryption: bytes = field(repr=False)
    authentication: bytes = field(repr=False)


def session_keys(suite: Suite, secret: bytes) -> SessionKeys:
    """Derive both keys from a shared secret (ICAO 9303-11 §9.7.1)."""
    return SessionKeys(suite, suite.derive(secret, ENCRYPTION), suite.derive(secret, AUTHENTICATION))


def check_digit(text: str) -> str:
    """Check digit of MRZ characters: weights 7-3-1, ``<`` = 0, A = 10 … Z = 35 (ICAO 9303-3 §4.9)."""
    return str(sum(_value(mark) * _WEIGHTS[at % 3] for at, mark in enumerate(text)) % 10)


def mrz_information(key: MrzKey) -> str:
    """Document number (filled up to 9), birth and expiry, each with its check digit (ICAO 9303-11 §9.7.2)."""
    document = key.document.ljust(9, "<")
    return "".join(part + check_digit(part) for part in (document, key.birth, key.expiry))


def bac_seed(key: MrzKey) -> bytes:
    """The 16 bytes from which the two BAC keys come (ICAO 9303-11 §9.7.2, App. D.2)."""
    return _sha1(mrz_information(key))[:16]


def password_secret(key: Can | MrzKey) -> bytes:
    """What PACE derives its password key from: the CAN, or the whole hash of the MRZ (ICAO 9303-11 §9.7.3)."""
    return key.digits.encode("ascii") if isinstance(key, Can) else _sha1(mrz_information(key))


def password_key(suite: Suite, key: Can | MrzKey) -> bytes:
    """K_pi, the key that encrypts the nonce of PACE (ICAO 9303-11 §9.7.3)."""
    return suite.derive(password_secret(key), PASSWORD)


def password_fault(status: int, *, last: bool = False) -> DeviceFault | None:
    """What a status word says about the password that was used; None when it is not about the password.

    `last` for the step in which the terminal proves it, where chips in the field have more words for a wrong one.
    """
    if status in (apdu.BLOCKED, apdu.NO_TRIES_LEFT):
        return DeviceFault.KEY_BLOCKED
    wrong = status == apdu.WRONG_PASSWORD or apdu.NO_TRIES_LEFT <= status <= apdu.NO_TRIES_LEFT + 0xF
    return DeviceFault.WRONG_KEY if wrong or (last and status in _SUSPECT) else None


def _sha1(text: str) -> bytes:
    return hashlib.sha1(text.encode("ascii"), usedforsecurity=False).digest()


def _value(mark: str) -> int:
    return 0 if mark == "<" else int(mark, 36)
