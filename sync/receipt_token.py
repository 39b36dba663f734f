"""The slip's code: a small signed token that a desk checks without a network.

A CWT (RFC 8392) in a COSE_Sign1 with EdDSA (RFC 9052 §4.2, RFC 9053 §2.2), base45, with the prefix ``KTN1:`` – built
as the EU health certificates are, without their compression: digests do not shrink. It says what the kiosk stored and
when; it is never an acceptance. Claims: 1 iss = kiosk, 6 iat, and private ones below -65536 (RFC 8392 §9.1.1).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sync import base45
from sync.envelope import Clock, Manifest
from sync.errors import SyncError

PREFIX = "KTN1:"
LONGEST = 2048
"""Characters; a longer text is no slip."""
_TAG_SIGN1 = 18  # RFC 9052 §2
_ALG, _KID, _EDDSA = 1, 4, -8  # RFC 9052 §3.1, RFC 9053 §2.2
_ISSUER, _ISSUED_AT, _TOKEN_ID = 1, 6, 7  # RFC 8392 §3.1
_NUMBER, _PROCEDURE, _CLOCK, _PARTS = -65537, -65538, -65539, -65540
_UNREADABLE = (
    *(base45.Base45Error, cbor2.CBORDecodeError, ValueError, TypeError, LookupError, AttributeError),
    *(OverflowError, OSError),  # what `datetime` says to times that no clock shows
)
_DIGEST = 16
"""Bytes of a part's SHA-256 in the token: 128 bits, enough against a second part with the same digest."""


class TokenError(SyncError):
    """The text is no slip token, or nobody we know signed it."""


@dataclass(frozen=True, slots=True)
class SlipFacts:
    """What a slip's code says."""

    kiosk: str
    local_number: str
    submission_id: UUID
    procedure: str
    issued_at: datetime
    clock: Clock
    parts: Mapping[str, str]
    """Part name to the first 32 hex digits of its ciphertext's SHA-256."""


def facts_of(manifest: Manifest) -> SlipFacts:
    """What the slip of this manifest says."""
    said = manifest.particulars
    parts = {part.name: part.sha256[: 2 * _DIGEST] for part in manifest.parts}
    issued = said.created_at.astimezone(UTC).replace(microsecond=0)
    return SlipFacts(said.kiosk, said.local_number, said.submission_id, said.procedure, issued, said.clock, parts)


def issue(facts: SlipFacts, key: Ed25519PrivateKey, key_id: str) -> str:
    """Sign and write the text of the slip's QR code."""
    protected = cbor2.dumps({_ALG: _EDDSA, _KID: key_id.encode()}, canonical=True)
    payload = cbor2.dumps(_claims(facts), canonical=True)
    signature = key.sign(_to_be_signed(protected, payload))
    return PREFIX + base45.encode(cbor2.dumps(cbor2.CBORTag(_TAG_SIGN1, [protected, {}, payload, signature])))


def verify(text: str, keys: Mapping[str, Ed25519PublicKey]) -> SlipFacts:
    """Check a scanned text against the kiosks' slip keys (key id to key). Raises TokenError."""
    if not text.startswith(PREFIX) or len(text) > LONGEST:
        raise TokenError("no slip token")
    try:
        protected, payload, signature = _open(text)
        header = cbor2.loads(protected)
        key = keys.get(header[_KID].decode()) if header.get(_ALG) == _EDDSA else None
        if key is None:
            raise TokenError("signed with a key that is not in the list")
        key.verify(signature, _to_be_signed(protected, payload))
        return _facts(cbor2.loads(payload))
    except InvalidSignature as error:
        raise TokenError("signature wrong") from error
    except _UNREADABLE as error:
        raise TokenError("no slip token") from error


def claims_of(text: str) -> SlipFacts:
    """Read what a slip says without proof: enough to ask by its number, never to believe it. Raises TokenError."""
    if not text.startswith(PREFIX) or len(text) > LONGEST:
        raise TokenError("no slip token")
    try:
        return _facts(cbor2.loads(_open(text)[1]))
    except _UNREADABLE as error:
        raise TokenError("no slip token") from error


def _open(text: str) -> tuple[bytes, bytes, bytes]:
    tag = cbor2.loads(base45.decode(text.removeprefix(PREFIX)))
    if tag.tag != _TAG_SIGN1:
        raise TokenError("no COSE_Sign1")
    protected, _, payload, signature = tag.value
    return protected, payload, signature


def _to_be_signed(protected: bytes, payload: bytes) -> bytes:
    return cbor2.dumps(["Signature1", protected, b"", payload])


def _claims(facts: SlipFacts) -> dict[int, Any]:
    return {
        _ISSUER: facts.kiosk,
        _ISSUED_AT: int(facts.issued_at.timestamp()),
        _TOKEN_ID: facts.submission_id.bytes,
        _NUMBER: facts.local_number,
        _PROCEDURE: facts.procedure,
        _CLOCK: facts.clock.value,
        _PARTS: {name: bytes.fromhex(digest) for name, digest in facts.parts.items()},
    }


def _facts(claims: Mapping[int, Any]) -> SlipFacts:
    kiosk, number, procedure = (claims[claim] for claim in (_ISSUER, _NUMBER, _PROCEDURE))
    if not all(isinstance(one, str) for one in (kiosk, number, procedure, *claims[_PARTS])):
        raise TokenError("claims of other types")
    return SlipFacts(
        kiosk=kiosk,
        local_number=number,
        submission_id=UUID(bytes=claims[_TOKEN_ID]),
        procedure=procedure,
        issued_at=datetime.fromtimestamp(claims[_ISSUED_AT], UTC),
        clock=Clock(claims[_CLOCK]),
        parts={name: digest.hex() for name, digest in claims[_PARTS].items()},
    )
