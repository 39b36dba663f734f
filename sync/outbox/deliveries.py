"""The worker's side of the queue: leases that expire by themselves, and what came of a try.

Times and a wrong clock: no legal wait is longer than `LONGEST_WAIT`, so a time further away proves that the clock
moved, and the row is due. Without this rule a clock that was 400 days ahead for a minute would stop the queue so long.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    exists,
    literal_column,
    or_,
    select,
    update,
)

from sync.envelope import parse_manifest
from sync.lifetimes import LONGEST_WAIT
from sync.outbox.errors import OutboxError, OutboxFault
from sync.outbox.rows import SETTLED, Parcel, QueuedPart, State
from sync.outbox.store import Store
from sync.outbox.tables import in_state, parts, submissions

# Statements are built once: building one costs more than running it.
_row = submissions.c
_key: BindParameter[str] = bindparam("key")
_now: BindParameter[float] = bindparam("now")
_MINE = update(submissions).where(_row.id == _key, _row.lease == bindparam("held_lease"))
_THIS_PART = and_(parts.c.submission_id == _key, parts.c.position == bindparam("at"))
_PART_DATA = select(parts.c.data).where(_THIS_PART)
_UPLOADED = update(parts).where(_THIS_PART).values(upload_url=bindparam("url"), upload_offset=bindparam("sent"))
_PROGRESS = select(parts.c.position, parts.c.upload_url)
_PROGRESS = _PROGRESS.where(parts.c.submission_id == _key).order_by(parts.c.position)
_EXPIRED = or_(_row.lease_until <= _now, _row.lease_until > _now + LONGEST_WAIT)
_EXPIRE = update(submissions).where(in_state(State.SENDING), _EXPIRED)
_EXPIRE = _EXPIRE.values(state=str(State.QUEUED), lease=None, lease_until=None, next_at=_now)


def _due(bulky: int, time_has_come: ColumnElement[bool]) -> Select[tuple[str]]:
    earlier = submissions.alias()
    settled: list[ColumnElement[str]] = [literal_column(f"'{state}'") for state in sorted(SETTLED)]
    waits_for_another = exists().where(earlier.c.id == _row.follows, earlier.c.state.not_in(settled))
    due = select(_row.id).where(in_state(State.QUEUED), _row.bulky == literal_column(str(bulky)), ~waits_for_another)
    return due.where(time_has_come).order_by(_row.next_at, _row.id).limit(1)


_COMES = (_row.next_at <= _now, _row.next_at > _now + LONGEST_WAIT)
_DUE = tuple(_due(bulky, comes) for bulky in (0, 1) for comes in _COMES)
"""Small ones before bulky ones; what has its time before what shows that the clock moved."""
_SMALL_DUE = _DUE[:2]
_TAKE = tuple(
    update(submissions)
    .where(_row.id == due.scalar_subquery())
    .values(
        state=str(State.SENDING),
        lease=bindparam("new_lease"),
        lease_until=bindparam("until"),
        attempts=_row.attempts + 1,
    )
    .returning(_row.id, _row.manifest, _row.attempts, _row.outcome, _row.bulky)
    for due in _DUE
)


class Deliveries:
    """Hands out due submissions, one lease each; several workers and processes may share one queue."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def take(self, seconds: float) -> Parcel | None:
        """Lease the submission that is due, small ones first; None when nothing is. Raises OutboxError."""
        now = self._store.clock()
        lease = secrets.token_hex(8)
        values = {"now": now, "new_lease": lease, "until": now + seconds}
        with self._store.database.write() as connection:
            connection.execute(_EXPIRE, {"now": now})
            for take in _TAKE:
                row = connection.execute(take, values).one_or_none()
                if row is not None:
                    return _parcel(connection, row, lease)
        return None

    def renew(self, parcel: Parcel, seconds: float) -> None:
        """Hold the lease for longer. Raises OutboxError(LEASE_LOST)."""
        self._under_lease(parcel, lease_until=self._store.clock() + seconds)

    def small_one_waits(self) -> bool:
        """True when a submission that may overtake a bulky one is due."""
        now = {"now": self._store.clock()}
        with self._store.database.read() as connection:
            return any(connection.execute(due, now).first() for due in _SMALL_DUE)

    def data(self, parcel: Parcel, part: QueuedPart, offset: int = 0, length: int = -1) -> bytes:
        """Read ciphertext of a part, all of it by default. Raises OutboxError(PART_LOST)."""
        with self._store.database.read() as connection:
            data: bytes | None = connection.execute(_PART_DATA, _named(parcel, part)).scalar_one_or_none()
        if data is not None:
            return data[offset : None if length < 0 else offset + length]
        return self._store.files.read(part.ref.sha256, offset, length)

    def uploaded(self, parcel: Parcel, part: QueuedPart, url: str, offset: int) -> None:
        """Remember how far a part is. Raises OutboxError."""
        with self._store.database.write() as connection:
            connection.execute(_UPLOADED, {**_named(parcel, part), "url": url, "sent": offset})

    def settle(self, parcel: Parcel, state: State, receipt: str, dossier_code: str, ask_in: float) -> None:
        """Keep the portal's receipt. Raises OutboxError(LEASE_LOST)."""
        now = self._store.clock()
        self._give_back(
            parcel, state, receipt=receipt, dossier_code=dossier_code, settled_at=now, next_at=now + ask_in, outcome=""
        )

    def postpone(self, parcel: Parcel, seconds: float, outcome: str, detail: str) -> None:
        """Try again later. Raises OutboxError(LEASE_LOST)."""
        at = self._store.clock() + min(seconds, LONGEST_WAIT)
        self._give_back(parcel, State.QUEUED, next_at=at, outcome=outcome, detail=detail)

    def step_aside(self, parcel: Parcel) -> None:
        """Let smaller ones pass; the upload goes on where it is. Raises OutboxError(LEASE_LOST)."""
        attempts = max(parcel.attempts - 1, 1)  # no failed try, but the portal knows the submission
        self._give_back(parcel, State.QUEUED, next_at=self._store.clock(), attempts=attempts)

    def block(self, parcel: Parcel, outcome: str, detail: str) -> None:
        """Set aside until a technician has helped or a probe gets through. Raises OutboxError(LEASE_LOST)."""
        self._give_back(parcel, State.BLOCKED, next_at=self._store.clock(), outcome=outcome, detail=detail)

    def quarantine(self, parcel: Parcel, outcome: str, detail: str) -> None:
        """Set aside for staff. Raises OutboxError(LEASE_LOST)."""
        self._give_back(parcel, State.QUARANTINED, outcome=outcome, detail=detail)

    def make_due(self, outcomes: Iterable[str]) -> int:
        """Make due at once whatever waits because of these outcomes, blocked or not; return how many."""
        waits = and_(in_state(State.QUEUED, State.BLOCKED), _row.outcome.in_([str(o) for o in outcomes]))
        due = {"state": str(State.QUEUED), "next_at": self._store.clock(), "outcome": ""}
        with self._store.database.write() as connection:
            return connection.execute(update(submissions).where(waits).values(**due)).rowcount

    def probe_blocked(self) -> bool:
        """Queue the blocked submission that waited longest, to see whether the fault has healed; tell if one was."""
        oldest = select(_row.id).where(in_state(State.BLOCKED)).order_by(_row.next_at).limit(1).scalar_subquery()
        due = {"state": str(State.QUEUED), "next_at": self._store.clock()}
        with self._store.database.write() as connection:
            return connection.execute(update(submissions).where(_row.id == oldest).values(**due)).rowcount == 1

    def due_questions(self, limit: int, ask_again_in: float) -> tuple[UUID, ...]:
        """Submissions whose fate the portal should be asked for now; asked again after so many seconds."""
        now = self._store.clock()
        asked = in_state(State.SENT, State.RETURNED)
        with self._store.database.write() as connection:
            due = select(_row.id).where(asked, or_(_row.next_at <= now, _row.next_at > now + LONGEST_WAIT)).limit(limit)
            ids = connection.scalars(due).all()
            again = update(submissions).where(_row.id.in_(ids)).values(next_at=now + ask_again_in)
            connection.execute(again)
        return tuple(UUID(key) for key in ids)

    def answered(self, submission_id: UUID, state: State, receipt: str, dossier_code: str) -> None:
        """Keep a newer receipt of a submission whose receipt is held already."""
        held = and_(_row.id == str(submission_id), in_state(*SETTLED))
        news = {"state": str(state), "receipt": receipt, "dossier_code": dossier_code}
        with self._store.database.write() as connection:
            connection.execute(update(submissions).where(held).values(**news))

    def forgotten(self, submission_ids: Iterable[UUID]) -> int:
        """Queue again what the portal once signed for and no longer knows (a restored backup); return how many."""
        lost = and_(_row.id.in_([str(one) for one in submission_ids]), in_state(State.SENT, State.RETURNED))
        due = {"state": str(State.QUEUED), "next_at": self._store.clock()}
        with self._store.database.write() as connection:
            return connection.execute(update(submissions).where(lost).values(**due)).rowcount

    def move(self, submission_id: UUID, allowed: Sequence[State], state: State, reason: str) -> None:
        """Staff put a submission into another state. Raises OutboxError(WRONG_STATE)."""
        from_allowed = and_(_row.id == str(submission_id), in_state(*allowed))
        values: dict[str, Any] = {"state": str(state), "next_at": self._store.clock(), "detail": reason}
        with self._store.database.write() as connection:
            if connection.execute(update(submissions).where(from_allowed).values(**values)).rowcount != 1:
                raise OutboxError(OutboxFault.WRONG_STATE, str(submission_id))

    def _give_back(self, parcel: Parcel, state: State, **values: Any) -> None:
        self._under_lease(parcel, state=str(state), lease=None, lease_until=None, **values)

    def _under_lease(self, parcel: Parcel, **values: Any) -> None:
        mine = {"key": str(parcel.manifest.submission_id), "held_lease": parcel.lease}
        with self._store.database.write() as connection:
            if connection.execute(_MINE, {**mine, **values}).rowcount != 1:
                raise OutboxError(OutboxFault.LEASE_LOST, mine["key"])


def _named(parcel: Parcel, part: QueuedPart) -> dict[str, Any]:
    return {"key": str(parcel.manifest.submission_id), "at": part.position}


def _parcel(connection: Connection, row: Row[Any], lease: str) -> Parcel:
    manifest = parse_manifest(row.manifest)
    progress = connection.execute(_PROGRESS, {"key": row.id})
    queued = tuple(QueuedPart(p.position, ref, p.upload_url) for p, ref in zip(progress, manifest.parts, strict=True))
    return Parcel(manifest, queued, lease, row.attempts, row.outcome, bool(row.bulky))
