"""The telephone way into a kiosk: its challenge, and the eight digits with which the province's help desk answers.

Kiosk and portal share one secret of 32 bytes for each kiosk, drawn on the kiosk when it enrols and sealed to the
portal; the answer is OCRA over it (RFC 6287, HMAC-SHA-256), bound to kiosk, account, role and challenge.
Whoever copies one kiosk's disk can answer for that kiosk until it is enrolled again, and for no other.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from sync.durable import write_whole
from sync.enrolment.code import LETTERS, LOOKALIKES
from sync.errors import SyncError
from sync.seal import SUITE, PortalKey

DIGITS = 8
_OCRA = "OCRA-1:HOTP-SHA256-8:QA64"
_NONCE = 9
"""Letters of five bits."""
_KIOSK = re.compile(r"K[0-9A-Z]{2,6}")
_NUMBER = re.compile(r"[0-9]{2,6}", re.ASCII)


class UnlockError(SyncError):
    """The text is no challenge, or no secret is known to answer it with."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """What a kiosk asks, as it is read out: ``K07-21-7K3MQ-2XDVH``; the last letter checks the others."""

    kiosk: str
    number: str
    """Of the account that wants in."""
    nonce: str

    @classmethod
    def make(cls, kiosk: str, number: str) -> Challenge:
        """Draw one."""
        return cls(kiosk, number, "".join(secrets.choice(LETTERS) for _ in range(_NONCE)))

    @classmethod
    def parse(cls, text: str) -> Challenge:
        """Read a typed or scanned one; case and look-alike letters do not matter. Raises UnlockError."""
        kiosk, number, *rest = [*text.strip().upper().replace(" ", "-").split("-"), "", ""]
        body = "".join(rest).translate(LOOKALIKES)
        one = cls(kiosk, number, body[:_NONCE])
        shaped = _KIOSK.fullmatch(kiosk) and _NUMBER.fullmatch(number) and len(body) == _NONCE + 1
        if not shaped or set(body) - set(LETTERS) or body[_NONCE] != one._check():
            raise UnlockError("a letter is wrong or missing")
        return one

    def __str__(self) -> str:
        return f"{self.kiosk}-{self.number}-{self.nonce[:5]}-{self.nonce[5:]}{self._check()}"

    def _check(self) -> str:
        return LETTERS[hashlib.sha256(f"{self.kiosk}-{self.number}-{self.nonce}".encode()).digest()[0] & 31]


def answer(secret: bytes, challenge: Challenge, role: str) -> str:
    """Return the digits that let an account of this role in."""
    return ocra(_OCRA, secret, f"{challenge.nonce}{role.upper()}{challenge.number}{challenge.kiosk}")


def ocra(suite: str, secret: bytes, question: str) -> str:
    """One-way challenge-response of eight digits by SHA-256 (RFC 6287 §5.1–5.2; truncation of RFC 4226 §5.3)."""
    digest = hmac.digest(secret, suite.encode() + b"\0" + question.encode("ascii").ljust(128, b"\0"), "sha256")
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at : at + 4]) & 0x7FFFFFFF) % 10**DIGITS:0{DIGITS}d}"


def seal_secret(secret: bytes, kiosk: str, key: PortalKey) -> str:
    """Seal a kiosk's secret to its portal (HPKE, as dossiers are). Raises UnlockError for a key that is none."""
    try:
        sealed = SUITE.encrypt(secret, X25519PublicKey.from_public_bytes(key.public), _info(kiosk))
    except ValueError as error:
        raise UnlockError(f"portal key {key.key_id} is no X25519 key") from error
    return f"{key.key_id}.{b64encode(sealed).decode()}"


def open_secret(sealed: str, kiosk: str, keys: Mapping[str, X25519PrivateKey]) -> bytes:
    """Open it at the portal. Raises UnlockError."""
    key_id, _, data = sealed.partition(".")
    try:
        return SUITE.decrypt(b64decode(data, validate=True), keys[key_id], _info(kiosk))
    except (KeyError, ValueError, InvalidTag) as error:
        raise UnlockError(f"the secret of {kiosk} does not open") from error


def keep_secret(folder: Path, kiosk: str, secret: bytes) -> None:
    """Keep the secret among the kiosk's keys. Raises OSError."""
    write_whole(_file(folder, kiosk), secret, 0o600)


def read_secret(folder: Path, kiosk: str) -> bytes:
    """Return the secret; empty where the kiosk enrolled without one, or not yet. Raises OSError."""
    file = _file(folder, kiosk)
    return file.read_bytes() if file.is_file() else b""


def _file(folder: Path, kiosk: str) -> Path:
    return folder / f"{kiosk}-unlock-1.key"


def _info(kiosk: str) -> bytes:
    return f"kiosk-unlock-1 {kiosk}".encode()
