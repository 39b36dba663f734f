"""Seals documents to the portal's public key, so that the kiosk itself cannot read them again.

HPKE base mode (RFC 9180): DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM; single shot, encapsulated key first.
``info`` binds every part to its submission, its form versions and its name: a part moved elsewhere does not open.
Base mode does not say who sealed: the manifest's signature does (`sync.signing`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from sync.envelope import ClearPart, Envelope, Manifest, Particulars, PartRef, SealedPart
from sync.errors import SyncError

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class SealError(SyncError):
    """A part cannot be sealed or opened; the reason never holds its content."""


@dataclass(frozen=True, slots=True)
class PortalKey:
    """A public key of the portal to seal to."""

    key_id: str
    public: bytes
    """32 bytes, X25519 (RFC 7748)."""


def seal(particulars: Particulars, parts: Iterable[ClearPart], key: PortalKey) -> Envelope:
    """Seal every part and write the manifest. Raises SealError for an unusable key, EnvelopeError for bad parts."""
    try:
        public = X25519PublicKey.from_public_bytes(key.public)
    except ValueError as error:
        raise SealError(f"portal key {key.key_id} is no X25519 key") from error
    sealed = tuple(
        SealedPart(part.name, part.media_type, SUITE.encrypt(part.data, public, _info(particulars, part.name)))
        for part in parts
    )
    return Envelope(Manifest(particulars, tuple(part.ref for part in sealed), key.key_id), sealed)


def unseal(manifest: Manifest, part: PartRef, data: bytes, keys: Mapping[str, X25519PrivateKey]) -> ClearPart:
    """Open one part at the portal. Raises SealError (unknown key, altered, or of another submission, form or name)."""
    private = keys.get(manifest.key_id)
    if private is None:
        raise SealError(f"no private key {manifest.key_id}")
    try:
        clear = SUITE.decrypt(data, private, _info(manifest.particulars, part.name))
    except (InvalidTag, ValueError) as error:
        raise SealError(f"part {part.name} does not open") from error
    return ClearPart(part.name, part.media_type, clear)


def _info(particulars: Particulars, name: str) -> bytes:
    forms: Sequence[Sequence[str]] = [[form.form, form.sha256] for form in particulars.forms]
    bound = ["kiosk-part-1", str(particulars.submission_id), forms, name]
    return json.dumps(bound, separators=(",", ":"), ensure_ascii=False).encode()
