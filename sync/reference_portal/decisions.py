"""What the desk decides of a dossier: accepted, returned for more, refused; each time with a newly signed receipt.

Rules: accepted and refused are final; two who decide at once do not overwrite each other; a reason may name people, so
it is sealed to the portal's own key before it is stored; every act is kept with who did it and when.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from sqlalchemy import Connection, RowMapping, insert, select, update

from sync.envelope import parse_manifest
from sync.receipt import Standing
from sync.reference_portal.settings import PortalSettings
from sync.reference_portal.standings import standing_values
from sync.reference_portal.tables import PortalDatabase, acts, submissions
from sync.seal import SUITE

OPEN = frozenset({Standing.RECEIVED, Standing.RETURNED})
"""Standings in which the desk can still decide."""
LONGEST_REASON = 2000
_UNREADABLE = "(không mở được: thiếu khóa của cổng)"
_DECIDED = frozenset({Standing.ACCEPTED, Standing.RETURNED, Standing.REFUSED})
_WITH_REASON = frozenset({Standing.RETURNED, Standing.REFUSED})


class DecisionError(Exception):
    """The decision cannot be taken; the text says why in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that somebody did with a dossier."""

    at: datetime
    by: str
    did: str
    """``opened``, or the new standing."""
    reason: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """The desk's decisions over one portal's dossiers."""

    settings: PortalSettings
    database: PortalDatabase
    now: Callable[[], datetime]

    def decide(self, submission_id: UUID, seen: Standing, wanted: Standing, by: str, reason: str = "") -> str:
        """Change the standing that `by` has `seen`; return the dossier code, if any. Raises DecisionError."""
        reason = reason.strip()
        if wanted not in _DECIDED:
            raise DecisionError("Đây không phải một quyết định.")
        if wanted in _WITH_REASON and not reason:
            raise DecisionError("Chưa ghi lý do. Người dân cần biết phải làm gì.")
        if len(reason) > LONGEST_REASON:
            raise DecisionError(f"Lý do dài {len(reason)} chữ, nhiều nhất {LONGEST_REASON} chữ.")
        with self.database.transaction() as connection:
            row = self._locked(connection, submission_id, seen)
            code = row["dossier_code"] or ""
            if wanted is Standing.ACCEPTED and not code:
                code = self.settings.codes.next_code(connection, self.now())
            manifest = parse_manifest(row["manifest"])
            stands = standing_values(manifest, wanted, code, self.now(), self.settings.secrets.receipt_key)
            connection.execute(update(submissions).where(submissions.c.id == str(submission_id)).values(**stands))
            self._note(connection, submission_id, by, wanted, reason)
        return code

    def opened(self, submission_id: UUID, by: str) -> None:
        """Note that somebody looked into a dossier."""
        with self.database.transaction() as connection:
            self._note(connection, submission_id, by, "opened", "")

    def acts(self, submission_id: UUID) -> tuple[Act, ...]:
        """What was done with a dossier, oldest first."""
        wanted = select(acts).where(acts.c.submission == str(submission_id)).order_by(acts.c.id)
        with self.database.transaction() as connection:
            rows = connection.execute(wanted).mappings().all()
        return tuple(Act(row["at"], row["by"], row["did"], self._reason(row)) for row in rows)

    def _locked(self, connection: Connection, submission_id: UUID, seen: Standing) -> RowMapping:
        wanted = select(submissions).where(submissions.c.id == str(submission_id)).with_for_update()
        row = connection.execute(wanted).mappings().one_or_none()
        if row is None or not row["receipt"]:
            raise DecisionError("Không có hồ sơ này.")
        if row["standing"] != seen:
            raise DecisionError("Người khác vừa xử lý hồ sơ này. Xem lại rồi quyết định.")
        if seen not in OPEN:
            raise DecisionError("Hồ sơ này đã xử lý xong.")
        return row

    def _note(self, connection: Connection, submission_id: UUID, by: str, did: str, reason: str) -> None:
        to = self.settings.secrets.sealing
        public = X25519PublicKey.from_public_bytes(to.public)
        sealed = SUITE.encrypt(reason.encode(), public, _info(str(submission_id))) if reason else b""
        row = {"at": self.now(), "by": by, "did": str(did), "submission": str(submission_id)}
        connection.execute(insert(acts).values(**row, key_id=to.key_id, reason=sealed))

    def _reason(self, row: RowMapping) -> str:
        if not row["reason"]:
            return ""
        try:
            private = self.settings.secrets.seal_keys[row["key_id"]]
            return SUITE.decrypt(row["reason"], private, _info(row["submission"])).decode()
        except (KeyError, InvalidTag):
            return _UNREADABLE


def _info(submission: str) -> bytes:
    return f"kiosk-desk-reason-1 {submission}".encode()
