"""The queue itself, blocking: what the screen stores and what staff may look at. Threads call it, never an event loop.

Rules: a submission is stored when `enqueue` returns – row committed and forced to the disk, large parts before it;
storing the same envelope again changes nothing; nothing without a receipt is ever deleted here.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ClauseElement,
    ColumnElement,
    Connection,
    RowMapping,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.dialects.sqlite import insert as upsert

from sync.envelope import Clock, Envelope, SealedPart
from sync.lifetimes import QUEUE_RETENTION, SIGNED_RETENTION
from sync.local_number import LAST_OF_DAY
from sync.outbox.ballast import Ballast
from sync.outbox.database import Database
from sync.outbox.errors import OutboxError, OutboxFault, disk_errors
from sync.outbox.part_files import PartFiles
from sync.outbox.rows import FINAL, SETTLED, Counts, Entry, State
from sync.outbox.tables import days, in_state, parts, submissions
from sync.timekeeping import boot_id

MEBIBYTE = 1024 * 1024
ENTRY = tuple(submissions.c["id" if one.name == "submission_id" else one.name] for one in fields(Entry))


def _for_the_driver(statement: ClauseElement, *names: str) -> str:
    """The SQL of a statement with these named parameters, for `Database.write_plainly`."""
    return str(statement.compile(dialect=dialect(paramstyle="named"), column_keys=names))


_WHEN_FILED = ("local_number", "procedure", "digest", "manifest", "size", "bulky", "follows", "state", "stored_at")
_WHEN = ("next_at", "boot", "monotonic", "clock")
_NEW_SUBMISSION = _for_the_driver(
    upsert(submissions).on_conflict_do_nothing(index_elements=[submissions.c.id]), "id", *_WHEN_FILED, *_WHEN
)
_NEW_PART = _for_the_driver(insert(parts), *(column.name for column in parts.c if not column.name.startswith("upload")))
_DIGEST = _for_the_driver(select(submissions.c.digest).where(submissions.c.id == bindparam("id")))
_WAITING = tuple(state for state in State if state not in SETTLED)


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes that shape the queue."""

    in_row: int = 64 * 1024
    """Parts up to this size lie in the row: one forced write instead of three."""
    bulky: int = MEBIBYTE
    """Submissions above this size let smaller ones overtake."""
    watermark: int = 64 * MEBIBYTE
    """With less free than this no new visit should begin."""
    ballast: int = 8 * MEBIBYTE


DEFAULT_LIMITS = Limits()


class Store:
    """The queue's folder: database, large parts, ballast."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time, limits: Limits = DEFAULT_LIMITS) -> None:
        """Open or create. Raises OutboxError."""
        self.clock = clock
        self.database = Database(folder / "outbox.db")
        self.files = PartFiles(folder / "parts")
        self._folder = folder
        self._limits = limits
        self._ballast = Ballast(folder / "ballast", limits.ballast)
        self._ballast.hold()

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    def reopen(self) -> None:
        """Open again after the disk failed, and check. Raises OutboxError(BROKEN)."""
        self.database.reopen()

    def room(self) -> None:
        """Raise OutboxError(FULL) when no new visit should begin, BROKEN when the disk does not answer."""
        with disk_errors():
            free = shutil.disk_usage(self._folder).free
        if free < self._limits.watermark:
            raise OutboxError(OutboxFault.FULL, f"{free // MEBIBYTE} MiB free")
        with self.database.read() as connection:
            connection.execute(select(days.c.last).limit(1)).first()

    def reserve_sequence(self, day: date) -> int:
        """Take the next number of a day, 1…9999, never given twice. Raises OutboxError."""
        taken = upsert(days).values(day=day.isoformat(), last=1)
        taken = taken.on_conflict_do_update(index_elements=[days.c.day], set_={"last": days.c.last + 1})
        with self.database.write() as connection:
            number = int(connection.execute(taken.returning(days.c.last)).scalar_one())
        if number > LAST_OF_DAY:
            raise OutboxError(OutboxFault.FULL, "no number of the day is left")
        return number

    def enqueue(self, envelope: Envelope) -> None:
        """Store an envelope durably. Raises OutboxError (FULL, BROKEN, BUSY, CONFLICT)."""
        large = [part for part in envelope.parts if len(part.data) > self._limits.in_row]
        row, rows = self._submission_row(envelope), self._part_rows(envelope)
        with self._large_parts_first(large) if large else nullcontext(), self.database.write_plainly() as driver:
            if driver.execute(_NEW_SUBMISSION, row).rowcount:
                driver.executemany(_NEW_PART, rows)
            elif driver.execute(_DIGEST, row).fetchone() != (row["digest"],):
                raise OutboxError(OutboxFault.CONFLICT, row["id"])

    def find(self, submission_id: UUID) -> Entry | None:
        """What the queue knows of a submission, None when it has none of this id."""
        return self._entry(submissions.c.id == str(submission_id))

    def find_number(self, local_number: str) -> Entry | None:
        """The same by local number."""
        return self._entry(submissions.c.local_number == local_number)

    def uploaded(self, submission_id: UUID) -> int:
        """Bytes of large parts that the portal has, as far as the kiosk knows."""
        sent = select(func.coalesce(func.sum(parts.c.upload_offset), 0))
        with self.database.read() as connection:
            return int(connection.execute(sent.where(parts.c.submission_id == str(submission_id))).scalar_one())

    def entries(self, states: Iterable[State] = tuple(State), limit: int = 100) -> tuple[Entry, ...]:
        """The oldest submissions in these states."""
        wanted = select(*ENTRY).where(in_state(*states))
        with self.database.read() as connection:
            rows = connection.execute(wanted.order_by(submissions.c.stored_at).limit(limit))
            return tuple(entry_of(row._mapping) for row in rows)

    def latest(self) -> float:
        """When the newest submission was stored, Unix seconds; 0 when there is none."""
        with self.database.read() as connection:
            return float(connection.execute(select(func.coalesce(func.max(submissions.c.stored_at), 0.0))).scalar_one())

    def counts(self) -> Counts:
        """How many submissions are in each state, and since when the oldest waits."""
        by_state = select(submissions.c.state, func.count(), func.min(submissions.c.stored_at))
        with self.database.read() as connection:
            found = {State(row[0]): row for row in connection.execute(by_state.group_by(submissions.c.state))}
        oldest = min((found[state][2] for state in _WAITING if state in found), default=None)
        return Counts({state: found[state][1] if state in found else 0 for state in State}, oldest)

    def tidy(self) -> None:
        """Forget what has lived long enough, sweep, and make room below the watermark. Raises OutboxError."""
        now = self.clock()
        self.purge(final_before=now - QUEUE_RETENTION, signed_before=now - SIGNED_RETENTION)
        self.sweep()
        try:
            self.room()
        except OutboxError as error:
            if error.fault is not OutboxFault.FULL:
                raise
            self.make_room()

    def purge(self, final_before: float, signed_before: float) -> int:
        """Delete what was decided, or signed for, before these times (Unix seconds); return how many went."""
        final = in_state(*FINAL) & (submissions.c.settled_at < final_before)
        gone = final | in_state(*SETTLED) & (submissions.c.settled_at < signed_before)
        with self.database.write() as connection:
            files = self._files_of(connection, gone)
            count = connection.execute(delete(submissions).where(gone)).rowcount
        self.files.drop(files)
        self._ballast.hold()
        return count

    def sweep(self) -> int:
        """Delete files that a crash left without a row; return how many went."""
        with self.database.read() as connection:
            wanted = connection.scalars(select(parts.c.sha256).where(parts.c.data.is_(None))).all()
        return self.files.sweep(wanted)

    def make_room(self) -> None:
        """Delete the ciphertext that the portal has signed for, in the room of the ballast. Raises OutboxError."""
        self._ballast.drop()
        settled = in_state(*SETTLED)
        of_settled = parts.c.submission_id.in_(select(submissions.c.id).where(settled))
        with self.database.write() as connection:
            files = self._files_of(connection, settled)
            connection.execute(update(parts).where(of_settled, parts.c.data.is_not(None)).values(data=None))
        self.files.drop(files)
        self.database.shrink_journal()
        self._ballast.hold()

    def _entry(self, which: ColumnElement[bool]) -> Entry | None:
        with self.database.read() as connection:
            row = connection.execute(select(*ENTRY).where(which)).one_or_none()
        return entry_of(row._mapping) if row else None

    @contextmanager
    def _large_parts_first(self, large: list[SealedPart]) -> Iterator[None]:
        with self.files.writing():
            try:
                self.files.keep(large)
            except OutboxError as error:
                if error.fault is OutboxFault.BROKEN:
                    self.database.fail()
                raise
            yield

    def _submission_row(self, envelope: Envelope) -> dict[str, Any]:
        said, now, canonical = envelope.manifest.particulars, self.clock(), envelope.manifest.canonical()
        size = sum(part.size for part in envelope.manifest.parts)
        return {
            "id": str(said.submission_id),
            "local_number": said.local_number,
            "procedure": said.procedure,
            "digest": hashlib.sha256(canonical).hexdigest(),
            "manifest": canonical,
            "size": size,
            "bulky": int(size > self._limits.bulky),
            "follows": str(said.follows) if said.follows else None,
            "state": str(State.QUEUED),
            "stored_at": now,
            "boot": boot_id(),
            "monotonic": time.monotonic(),
            "clock": said.clock.value,
            "next_at": now,
        }

    def _part_rows(self, envelope: Envelope) -> list[dict[str, Any]]:
        return [
            {
                "submission_id": str(envelope.manifest.submission_id),
                "position": position,
                "name": ref.name,
                "media_type": ref.media_type,
                "sha256": ref.sha256,
                "size": ref.size,
                "data": part.data if ref.size <= self._limits.in_row else None,
            }
            for position, (part, ref) in enumerate(zip(envelope.parts, envelope.manifest.parts, strict=True))
        ]

    def _files_of(self, connection: Connection, which: ColumnElement[bool]) -> list[str]:
        joined = select(parts.c.sha256).join(submissions, submissions.c.id == parts.c.submission_id)
        return list(connection.scalars(joined.where(which & parts.c.data.is_(None))))


def entry_of(row: RowMapping) -> Entry:
    """Make the frozen value of a row of `submissions`."""
    said = dict(row)
    typed = {"submission_id": UUID(said.pop("id")), "state": State(said["state"]), "clock": Clock(said["clock"])}
    return Entry(**(said | typed))
