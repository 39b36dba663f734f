"""The contract's heart: takes manifests and parts, recognises what it has seen, signs receipts, gives dossier codes.

Rules: one row for each submission id for ever, and the same id with another digest is refused; an intact envelope of an
enrolled kiosk is never refused for its content – what the form check dislikes is returned to the desk.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, RowMapping, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from sync import jws
from sync.envelope import EnvelopeError, Manifest, parse_manifest
from sync.local_number import is_local_number
from sync.receipt import Standing
from sync.reference_portal.opening import Opener
from sync.reference_portal.part_store import Parts
from sync.reference_portal.problems import Problem
from sync.reference_portal.settings import PortalSettings
from sync.reference_portal.standings import standing_values
from sync.reference_portal.tables import PortalDatabase, saw, submissions

_row = submissions.c


@dataclass(frozen=True, slots=True)
class Intake:
    """What the HTTP routes call."""

    settings: PortalSettings
    database: PortalDatabase
    store: Parts
    opener: Opener
    now: Callable[[], datetime]

    def offer(self, submission_id: UUID, signed: Mapping[str, str]) -> tuple[bool, dict[str, Any]]:
        """Take a manifest; tell whether it is new, and what is missing. Raises Problem."""
        manifest = self._manifest(submission_id, signed)
        new = self._insert(manifest)
        row = self._get(submission_id)
        if row["digest"] != manifest.digest:
            raise Problem(409, "this id was used for another submission")
        return new, self._holds(row)

    def held(self, submission_id: UUID) -> dict[str, Any]:
        """Say what is held of a submission. Raises Problem(404)."""
        return self._holds(self._get(submission_id))

    def put_part(self, submission_id: UUID, sha256: str, data: bytes) -> None:
        """Keep a part. Raises Problem."""
        self.expect_part(submission_id, sha256, len(data))
        if not self.store.keep(sha256, data):
            raise Problem(422, "the bytes have another digest", retry="later")

    def expect_part(self, submission_id: UUID, sha256: str, size: int) -> None:
        """Raise Problem unless the submission announced a part of this digest and size."""
        sizes = {part.sha256: part.size for part in parse_manifest(self._get(submission_id)["manifest"]).parts}
        if sizes.get(sha256) != size:
            raise Problem(422, "no part of this digest and size was announced", retry="later")

    def complete(self, submission_id: UUID) -> str:
        """Return the signed receipt, the same one whenever asked. Raises Problem(404, 409)."""
        row = self._get(submission_id)
        if not row["receipt"]:
            self._finish(parse_manifest(row["manifest"]))
            row = self._get(submission_id)
        return str(row["receipt"])

    def receipts(self, submission_ids: Sequence[UUID]) -> list[str]:
        """The newest receipts of those that are complete."""
        asked = _row.id.in_([str(one) for one in submission_ids])
        with self.database.transaction() as connection:
            rows = connection.execute(select(_row.receipt, _row.kiosk).where(asked, _row.receipt != "")).all()
            for kiosk in sorted({row.kiosk for row in rows}):
                saw(connection, kiosk, self.now())
        return [row.receipt for row in rows]

    def dossier(self, code: str) -> dict[str, Any]:
        """The public state of a dossier, by its code or by the local number bound to it. Raises Problem(404)."""
        named = or_(_row.dossier_code == code, _row.local_number == code)
        public = select(_row.dossier_code, _row.local_number, _row.standing).where(named, _row.receipt != "")
        with self.database.transaction() as connection:
            found = connection.execute(public).mappings().first()
        if found is None:
            raise Problem(404, "no such dossier")
        return {**found, "dossier_code": found["dossier_code"] or ""}

    def _manifest(self, submission_id: UUID, signed: Mapping[str, str]) -> Manifest:
        try:
            compact = jws.compact(signed)
            key_id = jws.key_id(compact)
            known = self.settings.kiosks.get(key_id)
            payload = jws.verify(compact, {key_id: known.public} if known else {})
        except jws.SignatureError as error:
            raise Problem(403, f"manifest: {error}", retry="after_fix") from error
        try:
            manifest = parse_manifest(payload)
        except EnvelopeError as error:
            raise Problem(422, str(error)) from error
        if manifest.submission_id != submission_id or not is_local_number(manifest.particulars.local_number):
            raise Problem(422, "manifest of another submission, or with an impossible local number")
        if known is None or known.kiosk != manifest.particulars.kiosk:
            raise Problem(403, "manifest signed by another kiosk", retry="after_fix")
        return manifest

    def _insert(self, manifest: Manifest) -> bool:
        said, now = manifest.particulars, self.now()
        row = {
            "id": str(said.submission_id),
            "digest": manifest.digest,
            "manifest": manifest.canonical(),
            "kiosk": said.kiosk,
            "local_number": said.local_number,
            "procedure": said.procedure,
            "offered_at": now,
            "changed_at": now,
        }
        try:
            with self.database.transaction() as connection:
                saw(connection, said.kiosk, now)
                connection.execute(insert(submissions).values(**row))
        except IntegrityError:
            return False
        return True

    def _finish(self, manifest: Manifest) -> None:
        if missing := self._missing(manifest):
            raise Problem(409, "parts are missing", retry="later", missing_parts=missing)
        problems = self.opener.problems(manifest)
        found = {
            "findings": json.dumps([asdict(problem) for problem in problems], ensure_ascii=False),
            "chips": json.dumps(self.opener.chips(manifest, self.now())),
        }
        with self.database.transaction() as connection:
            self._decide(connection, manifest, Standing.RETURNED if problems else Standing.RECEIVED, found)

    def _decide(self, connection: Connection, manifest: Manifest, standing: Standing, found: Mapping[str, str]) -> None:
        """Settle with what was `found`, as the columns of `submissions` hold it."""
        unfinished = (_row.id == str(manifest.submission_id)) & (_row.receipt == "")
        if connection.execute(select(_row.id).where(unfinished).with_for_update()).first() is None:
            return  # another request was faster
        now, code = self.now(), ""
        if standing is Standing.RECEIVED and self.settings.accepts_at_once:
            standing, code = Standing.ACCEPTED, self.settings.codes.next_code(connection, now)
        stands = standing_values(manifest, standing, code, now, self.settings.secrets.receipt_key)
        connection.execute(update(submissions).where(unfinished).values(completed_at=now, **found, **stands))

    def _get(self, submission_id: UUID) -> RowMapping:
        with self.database.transaction() as connection:
            found = connection.execute(select(submissions).where(_row.id == str(submission_id)))
            row = found.mappings().one_or_none()
        if row is None:
            raise Problem(404, "never heard of", retry="later")
        return row

    def _holds(self, row: RowMapping) -> dict[str, Any]:
        missing = [] if row["receipt"] else self._missing(parse_manifest(row["manifest"]))
        return {"missing_parts": missing, "receipt": row["receipt"] or None}

    def _missing(self, manifest: Manifest) -> list[str]:
        return [part.sha256 for part in manifest.parts if not self.store.has(part.sha256)]
