"""The portal's own keys in a folder of its own: made once, kept in files that only this user can read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_urlsafe

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync.jws import SigningKey
from sync.seal import PortalKey

_SEAL_ID, _RECEIPT_ID = "seal-1", "receipt-1"


@dataclass(frozen=True, slots=True)
class PortalSecrets:
    """Private keys of a portal."""

    seal_keys: Mapping[str, X25519PrivateKey] = field(repr=False)
    """By key id; retired ones stay longer than the longest time a kiosk may be offline."""
    receipt_key: SigningKey = field(repr=False)
    watch_token: str = field(repr=False)
    """In ``watch.token``: what the province's watch room shows to read telemetry (Prometheus:
    ``authorization.credentials_file``); empty lets nobody."""

    @property
    def sealing(self) -> PortalKey:
        """What a kiosk seals to, and the portal its own notes: the newest key."""
        newest = max(self.seal_keys, key=_number)
        return PortalKey(newest, self.seal_keys[newest].public_key().public_bytes_raw())


def load_or_make(folder: Path) -> PortalSecrets:
    """Read the portal's keys, making what is missing. Raises OSError, ValueError for a damaged key file."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _key_bytes(folder / f"{_SEAL_ID}.key", lambda: X25519PrivateKey.generate().private_bytes_raw())
    seals = {file.stem: X25519PrivateKey.from_private_bytes(file.read_bytes()) for file in folder.glob("seal-*.key")}
    receipt = _key_bytes(folder / f"{_RECEIPT_ID}.key", lambda: Ed25519PrivateKey.generate().private_bytes_raw())
    watch = _key_bytes(folder / "watch.token", lambda: token_urlsafe(32).encode()).decode()
    return PortalSecrets(seals, SigningKey(_RECEIPT_ID, Ed25519PrivateKey.from_private_bytes(receipt)), watch)


def rotate_sealing(folder: Path) -> PortalSecrets:
    """Make the next key to seal to; those before stay and open what is still under way. Raises OSError."""
    number = _number(load_or_make(folder).sealing.key_id) + 1
    _key_bytes(folder / f"seal-{number}.key", lambda: X25519PrivateKey.generate().private_bytes_raw())
    return load_or_make(folder)


def _key_bytes(file: Path, make: Callable[[], bytes]) -> bytes:
    if not file.exists():
        file.touch(mode=0o600)
        file.write_bytes(make())
    return file.read_bytes()


def _number(key_id: str) -> int:
    return int(key_id.rpartition("-")[2])
