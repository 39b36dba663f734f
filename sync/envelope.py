"""The frozen thing that is sent: a manifest anyone may read, and sealed parts that only the portal can open.

Rules: the id is made once, at finalise, and is the idempotency key for ever; the canonical bytes of a manifest are what
is hashed and signed, so they never change after sealing; a manifest holds no personal data.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sync.errors import SyncError

_DIGEST = re.compile(r"[0-9a-f]{64}")


class EnvelopeError(SyncError):
    """A manifest cannot be understood, or parts and manifest do not belong together."""


class Filing(StrEnum):
    """What the portal is asked to do with the dossier."""

    DESK = "desk"
    """Prepared: to be signed in ink and received by an officer."""
    INTAKE = "intake"
    """Filed: the province takes dossiers from kiosks."""


class Holder(StrEnum):
    """Who vouches that the person at the kiosk is the card's holder."""

    UNVERIFIED = "unverified"
    STAFF = "staff"
    VNEID = "vneid"


class Clock(StrEnum):
    """How far the kiosk trusted its clock when it wrote the time."""

    SYNCHRONISED = "synchronised"
    FREE_RUNNING = "free_running"
    UNCERTAIN = "uncertain"


def new_submission_id(now: datetime) -> UUID:
    """Make a UUIDv7: 48 bits of milliseconds, the rest random (RFC 9562 §5.7)."""
    value = int(now.timestamp() * 1000) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76  # version
    return UUID(int=value & ~(0x3 << 62) | 0x2 << 62)  # variant


@dataclass(frozen=True, slots=True)
class ClearPart:
    """One document before sealing."""

    name: str
    """Unique in its envelope: ``answers``, ``form-CT01``, ``evidence`` …"""
    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PartRef:
    """What a manifest says of a sealed part."""

    name: str
    media_type: str
    sha256: str
    """Lower-case hex digest of the ciphertext."""
    size: int
    """Bytes of ciphertext."""


@dataclass(frozen=True, slots=True)
class SealedPart:
    """One document after sealing."""

    name: str
    media_type: str
    data: bytes = field(repr=False)

    @property
    def ref(self) -> PartRef:
        """What the manifest says of this part."""
        return PartRef(self.name, self.media_type, hashlib.sha256(self.data).hexdigest(), len(self.data))


@dataclass(frozen=True, slots=True)
class FormRef:
    """Exactly which form was filled."""

    form: str
    """Symbol with its date of validity: ``CT01@2026-07-01``."""
    sha256: str
    """Digest of the form's folder or schema, as the form library gives it."""


@dataclass(frozen=True, slots=True)
class Particulars:
    """What the kiosk says of a submission, before anything is sealed."""

    submission_id: UUID
    local_number: str
    kiosk: str
    sequence: int
    """Number of the day, 1…9999; the portal sees gaps by it."""
    procedure: str
    """National code such as ``1.010041``; the portal never interprets it."""
    created_at: datetime
    """Aware; kept to the second in UTC."""
    clock: Clock
    forms: tuple[FormRef, ...]
    filing: Filing = Filing.DESK
    holder: Holder = Holder.UNVERIFIED
    follows: UUID | None = None
    """The submission of the same case that must arrive before this one."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The readable cover of an envelope."""

    particulars: Particulars
    parts: tuple[PartRef, ...]
    key_id: str
    """The portal key that the parts are sealed to."""
    _written: bytes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        written = json.dumps(self._plain(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        object.__setattr__(self, "_written", written.encode())

    @property
    def submission_id(self) -> UUID:
        """The idempotency key."""
        return self.particulars.submission_id

    def canonical(self) -> bytes:
        """The bytes that are hashed and signed: JSON with sorted keys and no spaces (RFC 8785 for this vocabulary)."""
        return self._written

    @property
    def digest(self) -> str:
        """Lower-case SHA-256 hex of the canonical bytes."""
        return hashlib.sha256(self.canonical()).hexdigest()

    def _plain(self) -> dict[str, Any]:
        said = self.particulars
        return {
            "submission_id": str(said.submission_id),
            "local_number": said.local_number,
            "kiosk": said.kiosk,
            "sequence": said.sequence,
            "procedure": said.procedure,
            "created_at": said.created_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "clock": said.clock.value,
            "filing": said.filing.value,
            "holder": said.holder.value,
            "follows": str(said.follows) if said.follows else None,
            "forms": [{"form": f.form, "sha256": f.sha256} for f in said.forms],
            "parts": [
                {"name": p.name, "media_type": p.media_type, "sha256": p.sha256, "size": p.size} for p in self.parts
            ],
            "key_id": self.key_id,
        }


def parse_manifest(data: bytes) -> Manifest:
    """Read canonical bytes back. Raises EnvelopeError for anything that would not be written so again."""
    try:
        manifest = _manifest(json.loads(data))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError) as error:
        raise EnvelopeError(f"manifest not understood: {type(error).__name__}") from error
    if manifest.canonical() != data:
        raise EnvelopeError("manifest is not in canonical form")
    return manifest


def _manifest(plain: Mapping[str, Any]) -> Manifest:
    return Manifest(
        Particulars(
            submission_id=UUID(plain["submission_id"]),
            local_number=_text(plain["local_number"]),
            kiosk=_text(plain["kiosk"]),
            sequence=int(plain["sequence"]),
            procedure=_text(plain["procedure"]),
            created_at=datetime.fromisoformat(plain["created_at"]),
            clock=Clock(plain["clock"]),
            forms=tuple(FormRef(_text(f["form"]), _text(f["sha256"])) for f in plain["forms"]),
            filing=Filing(plain["filing"]),
            holder=Holder(plain["holder"]),
            follows=UUID(plain["follows"]) if plain["follows"] else None,
        ),
        tuple(map(_part, plain["parts"])),
        _text(plain["key_id"]),
    )


def _part(plain: Mapping[str, Any]) -> PartRef:
    """A digest names a file at the portal, which must trust no kiosk with more than hexadecimal digits."""
    if not _DIGEST.fullmatch(plain["sha256"]):
        raise ValueError("no digest")
    return PartRef(_text(plain["name"]), _text(plain["media_type"]), plain["sha256"], int(plain["size"]))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


@dataclass(frozen=True, slots=True)
class Envelope:
    """A manifest with its sealed parts, in the manifest's order."""

    manifest: Manifest
    parts: tuple[SealedPart, ...]

    def __post_init__(self) -> None:
        refs = tuple(part.ref for part in self.parts)
        if refs != self.manifest.parts or not refs:
            raise EnvelopeError("parts and manifest do not belong together")
        if len(_names(refs)) != len(refs):
            raise EnvelopeError("two parts have one name")


def _names(refs: Sequence[PartRef]) -> frozenset[str]:
    return frozenset(ref.name for ref in refs)
