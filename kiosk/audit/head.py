"""The signed head of the chain, short enough for telemetry: a cut tail shows even when the whole file is gone."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sync.jws import SigningKey

PATTERN = re.compile(r"K[0-9A-Z]{2,6}\.\d{4}-\d{2}-\d{2}\.\d{1,12}\.[0-9a-f]{64}\.[A-Za-z0-9_\-]{86}", re.ASCII)
"""``kiosk.day.seq.digest.signature``: at most 190 characters, no blank, nothing of a person."""


class HeadError(Exception):
    """The text is no head of this kiosk."""


@dataclass(frozen=True, slots=True)
class Head:
    """How far the chain had come on a day."""

    kiosk: str
    day: str
    """``YYYY-MM-DD`` by the kiosk's clock."""
    seq: int
    digest: str
    """Of the row ``seq``."""

    def signed(self, key: SigningKey) -> str:
        """Write the head with an Ed25519 signature (RFC 8032) over everything before it."""
        words = self._words()
        return f"{words}.{urlsafe_b64encode(key.private.sign(words.encode())).rstrip(b'=').decode()}"

    @classmethod
    def opened(cls, text: str, keys: Mapping[str, Ed25519PublicKey]) -> Self:
        """Read a head that one of these keys signed. Raises HeadError."""
        if not PATTERN.fullmatch(text):
            raise HeadError("no head")
        words, _, signature = text.rpartition(".")
        if not any(_signed(key, words, signature) for key in keys.values()):
            raise HeadError("signature wrong")
        kiosk, day, seq, digest = words.split(".")
        return cls(kiosk, day, int(seq), digest)

    def _words(self) -> str:
        return f"{self.kiosk}.{self.day}.{self.seq}.{self.digest}"


def _signed(key: Ed25519PublicKey, words: str, signature: str) -> bool:
    try:
        key.verify(urlsafe_b64decode(signature + "=="), words.encode())
    except InvalidSignature:
        return False
    return True
