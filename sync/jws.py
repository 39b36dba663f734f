"""Signatures over bytes as JSON Web Signatures with the one algorithm this project uses, EdDSA with Ed25519.

Compact form for receipts (RFC 7515 §7.1), flattened JSON for manifests (§7.2.2), algorithm by RFC 8037 §3.1. Any other
algorithm, ``none`` included, and any critical extension is refused: there is nothing to negotiate.
"""

from __future__ import annotations

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sync.errors import SyncError


class SignatureError(SyncError):
    """The text is no signature of a known key over this payload."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key and the name by which the other side knows it."""

    key_id: str
    private: Ed25519PrivateKey = field(repr=False)

    @property
    def public(self) -> dict[str, Ed25519PublicKey]:
        """What the other side needs, as `verify` wants it."""
        return {self.key_id: self.private.public_key()}


def sign(payload: bytes, key: SigningKey) -> str:
    """Sign in compact form."""
    protected = json.dumps({"alg": "EdDSA", "kid": key.key_id}, separators=(",", ":")).encode()
    signed = f"{_text(protected)}.{_text(payload)}"
    return f"{signed}.{_text(key.private.sign(signed.encode()))}"


def verify(text: str, keys: Mapping[str, Ed25519PublicKey]) -> bytes:
    """Return the payload of a compact signature by one of these keys. Raises SignatureError."""
    try:
        protected, payload, signature = text.split(".")
        header = json.loads(_bytes(protected))
        if header["alg"] != "EdDSA" or "crit" in header:
            raise SignatureError("another algorithm than EdDSA")
        if header["kid"] not in keys:
            raise SignatureError(f"unknown key {header['kid']!r:.80}")
        keys[header["kid"]].verify(_bytes(signature), f"{protected}.{payload}".encode())
        return _bytes(payload)
    except InvalidSignature as error:
        raise SignatureError("signature wrong") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SignatureError("no signature") from error


def key_id(text: str) -> str:
    """Name the key that a compact signature says it is of. Raises SignatureError."""
    try:
        return str(json.loads(_bytes(text.partition(".")[0]))["kid"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise SignatureError("no signature") from error


def flattened(compact: str) -> dict[str, str]:
    """Write a compact signature as flattened JSON."""
    protected, payload, signature = compact.split(".")
    return {"protected": protected, "payload": payload, "signature": signature}


def compact(flat: Mapping[str, str]) -> str:
    """Write flattened JSON as a compact signature. Raises SignatureError."""
    try:
        return f"{flat['protected']}.{flat['payload']}.{flat['signature']}"
    except (KeyError, TypeError) as error:
        raise SignatureError("no flattened signature") from error


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error as error:
        raise SignatureError("no base64url") from error
