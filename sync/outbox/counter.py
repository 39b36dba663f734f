"""What staff at the kiosk may ask of the queue and do with it; blocking, run through `Outbox.ask`.

Nothing here opens a submission: numbers, states, times and sizes only. `erase` is the one place that deletes what has
no receipt yet: a person asked for it, by the number of their slip.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, func, select, update

from sync.envelope import Manifest, parse_manifest
from sync.outbox.errors import OutboxError, OutboxFault
from sync.outbox.rows import Entry, State
from sync.outbox.store import ENTRY, Store, entry_of
from sync.outbox.tables import days, in_state, parts, submissions


@dataclass(frozen=True, slots=True)
class Held:
    """How much of one state the queue holds."""

    state: State
    count: int
    size: int
    """Bytes of ciphertext as they were stored."""
    oldest: float
    """Unix seconds at which the oldest was stored."""


def newest(store: Store, states: Iterable[State], since: float = 0.0, limit: int = 50) -> tuple[Entry, ...]:
    """The submissions in these states that were stored since a moment (Unix seconds), newest first."""
    wanted = select(*ENTRY).where(in_state(*states), submissions.c.stored_at >= since)
    with store.database.read() as connection:
        rows = connection.execute(wanted.order_by(submissions.c.stored_at.desc()).limit(limit))
        return tuple(entry_of(row._mapping) for row in rows)


def manifest_of(store: Store, submission_id: UUID) -> Manifest:
    """The readable cover of a submission. Raises OutboxError(UNKNOWN)."""
    wanted = select(submissions.c.manifest).where(submissions.c.id == str(submission_id))
    with store.database.read() as connection:
        found = connection.execute(wanted).scalar_one_or_none()
    if found is None:
        raise OutboxError(OutboxFault.UNKNOWN, str(submission_id))
    return parse_manifest(found)


def send_again(store: Store) -> int:
    """Make everything that waits or is blocked due now; return how many."""
    due = {"state": str(State.QUEUED), "next_at": store.clock()}
    with store.database.write() as connection:
        waits = in_state(State.QUEUED, State.BLOCKED)
        return connection.execute(update(submissions).where(waits).values(**due)).rowcount


def held(store: Store) -> tuple[Held, ...]:
    """What the queue holds, state by state; states of which it holds nothing are left out."""
    size = func.coalesce(func.sum(submissions.c.size), 0)
    wanted = select(submissions.c.state, func.count(), size, func.min(submissions.c.stored_at))
    with store.database.read() as connection:
        rows = connection.execute(wanted.group_by(submissions.c.state)).all()
    return tuple(Held(State(state), count, size, oldest) for state, count, size, oldest in rows)


@dataclass(frozen=True, slots=True)
class StoredParts:
    """How many sealed parts of one kind were stored with one procedure, and how far they came."""

    procedure: str
    state: str
    part: str
    """First word of the part's name: ``answers``, ``form``, ``paper``, ``evidence``."""
    count: int


def stored_between(store: Store, since: float, until: float) -> tuple[StoredParts, ...]:
    """Count what was stored from `since` to before `until` (Unix seconds) and still lies here."""
    wanted = select(submissions.c.procedure, submissions.c.state, parts.c.name).join_from(submissions, parts)
    when = (submissions.c.stored_at >= since) & (submissions.c.stored_at < until)
    with store.database.read() as connection:
        rows = Counter(
            (row.procedure, row.state, row.name.split("-")[0]) for row in connection.execute(wanted.where(when))
        )
    return tuple(StoredParts(*what, count) for what, count in sorted(rows.items()))


def days_numbered(store: Store) -> int:
    """On how many days numbers were given out: the counters stay, so that no number is ever given twice."""
    with store.database.read() as connection:
        return int(connection.execute(select(func.count()).select_from(days)).scalar_one())


def erase(store: Store, local_number: str) -> Entry:
    """Delete a submission with all its parts; return what it was. Raises OutboxError(UNKNOWN, WRONG_STATE)."""
    entry = store.find_number(local_number)
    if entry is None:
        raise OutboxError(OutboxFault.UNKNOWN, local_number)
    key = str(entry.submission_id)
    with store.database.write() as connection:
        files = connection.scalars(
            select(parts.c.sha256).where(parts.c.submission_id == key, parts.c.data.is_(None))
        ).all()
        gone = delete(submissions).where(submissions.c.id == key, submissions.c.state != str(State.SENDING))
        if connection.execute(gone).rowcount != 1:
            raise OutboxError(OutboxFault.WRONG_STATE, local_number)
    store.files.drop(list(files))
    store.database.shrink_journal()
    return entry
