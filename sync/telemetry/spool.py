"""Records on the disk until the portal has them: in order, each once, never more than a cap.

Several processes write, one sends. A record that is stored survives kill -9 and power cuts; one that had to make room
is counted, and the count travels.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, delete, func, insert, select, update

from sync.outbox.database import Database
from sync.telemetry.vocabulary import rank_of

CAP = 16 * 1024 * 1024
"""Bytes of records; holds 60 days without a network of a kiosk with 100 visits a day (a test counts it)."""
_ROOM = 0.9
"""A full spool is emptied to this share of the cap, so that not every record evicts one."""

_MIGRATIONS = (
    (
        """
        CREATE TABLE records (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            boot TEXT NOT NULL,
            seq INTEGER NOT NULL,
            rank INTEGER NOT NULL,
            size INTEGER NOT NULL,
            line TEXT NOT NULL,
            UNIQUE (boot, seq)
        )
        """,
        "CREATE INDEX records_by_rank ON records (rank, id)",
        "CREATE TABLE totals (bytes INTEGER NOT NULL, dropped INTEGER NOT NULL)",
        "INSERT INTO totals VALUES (0, 0)",
    ),
)
_metadata = MetaData()
_records = Table(
    "records",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("boot", Text),
    Column("seq", Integer),
    Column("rank", Integer),
    Column("size", Integer),
    Column("line", Text),
)
_totals = Table("totals", _metadata, Column("bytes", Integer), Column("dropped", Integer))


@dataclass(frozen=True, slots=True)
class Batch:
    """The oldest records, as they travel."""

    lines: tuple[str, ...]
    """One JSON object each."""
    ends: Mapping[str, int]
    """The last ``seq`` of each ``boot`` in it."""
    dropped: int
    """Records that had to make room since the spool began."""


class Spool:
    """One database file; safe to use from several threads and processes."""

    def __init__(self, file: Path, cap: int = CAP) -> None:
        """Open or create. `cap` in bytes. Raises OutboxError."""
        self._database = Database(file, _MIGRATIONS, heals=True)
        self._cap = cap

    def append(self, records: Sequence[Mapping[str, Any]], lost: int = 0) -> None:
        """Store records durably, with the number of those that were lost before they came here. Raises OutboxError."""
        rows = [_row(record) for record in records]
        added = sum(row["size"] for row in rows)
        with self._database.write() as connection:
            if rows:
                connection.execute(insert(_records), rows)
            _count(connection, added, lost)
            held = connection.execute(select(_totals.c.bytes)).scalar_one()
            if held > self._cap:
                self._make_room(connection, held)

    def batch(self, limit: int = 500) -> Batch:
        """Return the oldest records, at most `limit`. Raises OutboxError."""
        with self._database.read() as connection:
            columns = (_records.c.boot, _records.c.seq, _records.c.line)
            rows = connection.execute(select(*columns).order_by(_records.c.id).limit(limit)).all()
            dropped = connection.execute(select(_totals.c.dropped)).scalar_one()
        ends: dict[str, int] = {}
        for boot, seq, _ in rows:
            ends[boot] = max(seq, ends.get(boot, 0))
        return Batch(tuple(row.line for row in rows), ends, dropped)

    def acknowledge(self, ends: Mapping[str, int]) -> None:
        """Forget what the portal has: of each ``boot`` everything up to this ``seq``. Raises OutboxError."""
        with self._database.write() as connection:
            for boot, seq in ends.items():
                gone = (_records.c.boot == boot) & (_records.c.seq <= seq)
                size = connection.execute(select(func.coalesce(func.sum(_records.c.size), 0)).where(gone)).scalar_one()
                connection.execute(delete(_records).where(gone))
                _count(connection, -size, 0)

    def give_up(self, batch: Batch) -> None:
        """Drop a batch that the portal will never take, and count it. Raises OutboxError."""
        self.acknowledge(batch.ends)
        with self._database.write() as connection:
            _count(connection, 0, len(batch.lines))

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def _make_room(self, connection: Connection, held: int) -> None:
        """Evict the lowest rank first, in it the oldest: whatever happens, what security needs goes last."""
        too_much = held - int(self._cap * _ROOM)
        order = (_records.c.rank, _records.c.id)
        running = func.sum(_records.c.size).over(order_by=order)
        ranked = select(_records.c.id, (running - _records.c.size).label("before")).subquery()
        gone = _records.c.id.in_(select(ranked.c.id).where(ranked.c.before < too_much))
        size = connection.execute(select(func.sum(_records.c.size)).where(gone)).scalar_one()
        count = connection.execute(delete(_records).where(gone)).rowcount
        _count(connection, -size, count)


def _count(connection: Connection, size: int, dropped: int) -> None:
    connection.execute(update(_totals).values(bytes=_totals.c.bytes + size, dropped=_totals.c.dropped + dropped))


def _row(record: Mapping[str, Any]) -> dict[str, Any]:
    line = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return {
        "boot": record["boot"],
        "seq": record["seq"],
        "rank": int(rank_of(record)),
        "size": len(line.encode()),
        "line": line,
    }
