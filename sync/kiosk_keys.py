"""The kiosk's own signing keys in its state folder: manifests (sync), slips and audit heads (screen).

Neither is the TLS key. A file only this user can read holds the private key; the ``.pub`` beside it is what the portal
is given when the kiosk is enrolled.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from enum import StrEnum
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sync.durable import force, write_once
from sync.jws import SigningKey


class KeyUse(StrEnum):
    """What a key may sign."""

    MANIFEST = "manifest"
    SLIP = "slip"
    AUDIT = "audit"
    """The heads of the audit log."""


def load_or_make(folder: Path, kiosk: str, use: KeyUse) -> SigningKey:
    """Read the kiosk's key for a use, making it on the first start. Raises OSError, ValueError for a damaged file."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    key_id = f"{kiosk}-{use}-1"
    file = folder / f"{key_id}.key"
    if not file.exists():
        write_once(file, Ed25519PrivateKey.generate().private_bytes_raw())
    private = Ed25519PrivateKey.from_private_bytes(file.read_bytes())
    public = file.with_suffix(".pub")
    if not public.exists():
        write_once(public, b64encode(private.public_key().public_bytes_raw()) + b"\n", 0o644)
        force(folder)
    return SigningKey(key_id, private)


def public_keys(folder: Path, use: KeyUse) -> dict[str, Ed25519PublicKey]:
    """Read the ``.pub`` files of one use by key id; a key never serves another. Raises ValueError for a damaged one."""
    return {
        file.stem: Ed25519PublicKey.from_public_bytes(b64decode(file.read_text("ascii")))
        for file in sorted(folder.glob(f"*-{use}-*.pub"))
    }
