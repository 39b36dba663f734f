"""Invented submissions for the tests of sync."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync.envelope import ClearPart, Clock, Envelope, FormRef, Particulars, new_submission_id
from sync.local_number import LAST_OF_DAY, local_number
from sync.seal import PortalKey, seal

NOON = datetime(2026, 9, 16, 5, 0, 0, tzinfo=UTC)
PORTAL_PRIVATE = X25519PrivateKey.from_private_bytes(bytes(range(32)))
PORTAL_KEY = PortalKey("seal-1", PORTAL_PRIVATE.public_key().public_bytes_raw())
FORM = {"form": "CT01@2026-07-01", "sha256": "ab" * 32, "answers": {"purpose": "invented"}}
ANSWERS = ClearPart("answers", "application/json", json.dumps({"forms": [FORM]}).encode())


def particulars(sequence: int = 1, follows: UUID | None = None) -> Particulars:
    """What K07 says of its `sequence`-th dossier since 16 September 2026; a day has numbers for 9,999."""
    days, of_day = divmod(sequence - 1, LAST_OF_DAY)
    at = NOON + timedelta(days=days)
    return Particulars(
        submission_id=new_submission_id(at),
        local_number=local_number("K07", at.date(), of_day + 1),
        kiosk="K07",
        sequence=of_day + 1,
        procedure="1.010041",
        created_at=at,
        clock=Clock.SYNCHRONISED,
        forms=(FormRef("CT01@2026-07-01", "ab" * 32),),
        follows=follows,
    )


def envelope(sequence: int = 1, *parts: ClearPart, follows: UUID | None = None) -> Envelope:
    """A sealed submission; with the invented answers when no parts are given."""
    return seal(particulars(sequence, follows), parts or (ANSWERS,), PORTAL_KEY)
