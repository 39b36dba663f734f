"""Where the portal keeps things, and whom it knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sync.kiosk_keys import KeyUse, public_keys
from sync.reference_portal.dossier_codes import ONE_STOP, CodePattern
from sync.reference_portal.secrets import PortalSecrets


@dataclass(frozen=True, slots=True)
class EnrolledKiosk:
    """A kiosk and the key that signs its manifests."""

    kiosk: str
    public: Ed25519PublicKey = field(repr=False)


@dataclass(frozen=True, slots=True)
class PortalSettings:
    """Everything about one portal."""

    folder: Path
    """Sealed parts, unfinished uploads and, by default, the database."""
    secrets: PortalSecrets = field(repr=False)
    kiosks: Mapping[str, EnrolledKiosk] = field(repr=False)
    """By the id of the key that signs manifests."""
    database: str = ""
    """SQLAlchemy URL; empty for SQLite in `folder`."""
    agency: str = "H36.12"
    """First part of every dossier code (QĐ 20/2020/QĐ-TTg)."""
    accepts_at_once: bool = True
    """Give the dossier code on completion; otherwise the desk does it."""
    parts: str = ""
    """fsspec address of the sealed parts; empty for a folder in `folder`."""
    code_pattern: str = ONE_STOP
    """How dossier codes look (`sync.reference_portal.dossier_codes`)."""
    slip_keys: Mapping[str, Ed25519PublicKey] = field(default_factory=dict, repr=False)
    """Keys that sign the kiosks' slips, by id."""
    patience: float = 60.0
    """Seconds without a byte after which the body of a request is given up."""

    @property
    def database_url(self) -> str:
        """The database in use."""
        return self.database or f"sqlite:///{self.folder / 'portal.db'}"

    @property
    def codes(self) -> CodePattern:
        """How dossier codes are made. Raises PatternError."""
        return CodePattern(self.code_pattern, self.agency)


def enrolled_in(folder: Path) -> dict[str, EnrolledKiosk]:
    """The manifest keys of a folder of public keys. Raises ValueError for a file that holds no key."""
    keys = public_keys(folder, KeyUse.MANIFEST)
    return {key_id: EnrolledKiosk(key_id.partition("-")[0], key) for key_id, key in keys.items()}
