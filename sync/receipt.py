"""The portal's signed word that it holds a submission, whole and unaltered, and what became of it since."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sync import jws
from sync.errors import SyncError


class ReceiptError(SyncError):
    """A receipt is not signed by the portal, or speaks of something else."""


class Standing(StrEnum):
    """What became of a submission at the portal."""

    RECEIVED = "received"
    """Complete and kept; nobody has decided."""
    ACCEPTED = "accepted"
    """Taken on: a dossier code exists."""
    RETURNED = "returned"
    """The desk asks for more."""
    REFUSED = "refused"
    """The desk refused it; its paper says why."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """One signed statement of the portal."""

    submission_id: UUID
    digest: str
    """SHA-256 hex of the manifest's canonical bytes, so of every part's digest too."""
    local_number: str
    standing: Standing
    dossier_code: str
    """Empty until there is one."""
    issued_at: datetime
    signed: str = field(default="", repr=False)
    """The compact JWS itself."""


def sign_receipt(receipt: Receipt, key: jws.SigningKey) -> str:
    """Write a receipt as a compact JWS."""
    said = {
        "sub": str(receipt.submission_id),
        "manifest_sha256": receipt.digest,
        "local_number": receipt.local_number,
        "standing": receipt.standing.value,
        "dossier_code": receipt.dossier_code,
        "iat": int(receipt.issued_at.timestamp()),
    }
    return jws.sign(json.dumps(said, sort_keys=True, separators=(",", ":")).encode(), key)


def read_receipt(text: str, keys: Mapping[str, Ed25519PublicKey]) -> Receipt:
    """Check the signature and read. Raises ReceiptError."""
    try:
        said = json.loads(jws.verify(text, keys))
        return Receipt(
            submission_id=UUID(said["sub"]),
            digest=str(said["manifest_sha256"]),
            local_number=str(said["local_number"]),
            standing=Standing(said["standing"]),
            dossier_code=str(said["dossier_code"]),
            issued_at=datetime.fromtimestamp(said["iat"], UTC),
            signed=text,
        )
    except jws.SignatureError as error:
        raise ReceiptError(str(error)) from error
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError, RecursionError) as error:
        raise ReceiptError("signed, but no receipt") from error
