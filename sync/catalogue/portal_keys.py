"""The portal's public keys as the catalogue brings them, so that a province can change them without a technician.

``portal_keys/keys.toml`` names the one key to seal to, and every key whose receipts count::

    [sealing]
    id = "seal-2"
    key = "<32 bytes, X25519, base64>"
    [receipts]
    receipt-1 = "<32 bytes, Ed25519, base64>"
"""

from __future__ import annotations

import tomllib
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from sync.catalogue.versions import current
from sync.seal import PortalKey

_FILE = ("portal_keys", "keys.toml")


@dataclass(frozen=True, slots=True)
class PortalKeys:
    """What one version of the catalogue says of the portal."""

    sealing: PortalKey
    receipts: Mapping[str, Ed25519PublicKey] = field(repr=False)
    """By key id."""


def read_portal_keys(root: Path) -> PortalKeys | None:
    """Read the keys of a version, None when it brings none. Raises ValueError for a file that cannot be right."""
    file = root.joinpath(*_FILE)
    if not file.is_file():
        return None
    said = tomllib.loads(file.read_text("utf-8"))
    try:
        sealing = PortalKey(str(said["sealing"]["id"]), b64decode(said["sealing"]["key"], validate=True))
        X25519PublicKey.from_public_bytes(sealing.public)
        receipts = {name: b64decode(key, validate=True) for name, key in said["receipts"].items()}
        return PortalKeys(sealing, {name: Ed25519PublicKey.from_public_bytes(key) for name, key in receipts.items()})
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{'/'.join(_FILE)}: {type(error).__name__}") from error


def portal_keys_text(keys: PortalKeys) -> str:
    """Write the file that `read_portal_keys` reads."""
    receipts = {name: b64encode(key.public_bytes_raw()).decode() for name, key in keys.receipts.items()}
    lines = ["[sealing]", f'id = "{keys.sealing.key_id}"', f'key = "{b64encode(keys.sealing.public).decode()}"']
    return "\n".join((*lines, "[receipts]", *(f'{name} = "{key}"' for name, key in receipts.items()), ""))


class ReceiptKeys(Mapping[str, Ed25519PublicKey]):
    """The keys of the settings and those of the catalogue that is current whenever somebody looks."""

    def __init__(self, set_here: Mapping[str, Ed25519PublicKey], folder: Path) -> None:
        """`folder` is the catalogue's."""
        self._set_here, self._folder = set_here, folder

    def __getitem__(self, key_id: str) -> Ed25519PublicKey:
        return self._known()[key_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known())

    def __len__(self) -> int:
        return len(self._known())

    def _known(self) -> dict[str, Ed25519PublicKey]:
        path = current(self._folder)
        try:
            brought = read_portal_keys(path) if path is not None else None
        except (OSError, ValueError):
            brought = None  # it was examined before it was taken: the disk fails, which others say louder
        return {**(brought.receipts if brought else {}), **self._set_here}
