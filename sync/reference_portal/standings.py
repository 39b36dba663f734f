"""A dossier changes its standing: what of its row changes with it, the newly signed receipt among it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sync.envelope import Manifest
from sync.jws import SigningKey
from sync.receipt import Receipt, Standing, sign_receipt


def standing_values(
    manifest: Manifest, standing: Standing, code: str, now: datetime, receipt_key: SigningKey
) -> dict[str, Any]:
    """Return the columns of `submissions` that a new standing sets; `code` is empty until there is one."""
    said = manifest.particulars
    receipt = Receipt(said.submission_id, manifest.digest, said.local_number, standing, code, now)
    return {
        "standing": str(standing),
        "dossier_code": code or None,
        "changed_at": now,
        "receipt": sign_receipt(receipt, receipt_key),
    }
