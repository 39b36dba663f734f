"""The log itself: one SQLite file; a row is on the disk when `record` returns. Blocking; several processes may write.

Rules: rows are only ever added; the database itself refuses to change one, and to delete one that retention has not
passed (`forget_before` moves the base first). Whoever gets round that breaks the chain (`kiosk.audit.checking`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, text

from kiosk.audit.entry import AuditError, Entry, Row
from kiosk.audit.head import Head
from sync.jws import SigningKey
from sync.outbox.database import Database
from sync.outbox.errors import disk_errors_as

RETENTION_DAYS = 730
"""Rows are kept for two years, then the oldest go; the base of the chain keeps the rest whole."""
_MIGRATIONS = (
    (
        "CREATE TABLE rows (seq INTEGER PRIMARY KEY, body TEXT NOT NULL, digest TEXT NOT NULL)",
        "CREATE TABLE base (seq INTEGER NOT NULL, digest TEXT NOT NULL)",
        "INSERT INTO base VALUES (0, '')",
        "CREATE TABLE heads (day TEXT PRIMARY KEY, signed TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TRIGGER rows_stay BEFORE UPDATE ON rows BEGIN SELECT RAISE(ABORT, 'append-only'); END",
        """
        CREATE TRIGGER rows_live BEFORE DELETE ON rows WHEN old.seq > (SELECT seq FROM base)
        BEGIN SELECT RAISE(ABORT, 'append-only'); END
        """,
    ),
)


_kept = partial(disk_errors_as, AuditError)


class AuditLog:
    """One kiosk's audit log; safe to use from several threads and processes."""

    def __init__(self, folder: Path, kiosk: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Open or create. Raises AuditError."""
        with _kept():
            self._database = Database(folder / "audit.db", _MIGRATIONS, heals=True)
        self._kiosk, self._now = kiosk, now

    def record(self, entry: Entry) -> Row:
        """Keep an entry durably. Raises AuditError: then what it stands for must not happen."""
        at = self._now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        with _kept(), self._database.write() as connection:
            seq, digest = _newest(connection)
            row = Row.chained(digest, seq + 1, at, self._kiosk, entry)
            connection.execute(text("INSERT INTO rows VALUES (:seq, :body, :digest)"), _values(row))
        return row

    def rows(self, after: int = 0, limit: int = 1_000_000) -> tuple[Row, ...]:
        """The rows after `after`, oldest first. Raises AuditError."""
        wanted = text("SELECT seq, body, digest FROM rows WHERE seq > :after ORDER BY seq LIMIT :limit")
        with _kept(), self._database.read() as connection:
            return tuple(Row(*row) for row in connection.execute(wanted, {"after": after, "limit": limit}))

    def held(self) -> tuple[int, datetime | None]:
        """How many rows lie here, and when the oldest was written; None while there is none. Raises AuditError."""
        counted = text("SELECT count(*), min(json_extract(body, '$.at')) FROM rows")
        with _kept(), self._database.read() as connection:
            count, oldest = connection.execute(counted).one()
        return int(count), datetime.fromisoformat(oldest) if oldest else None

    def base(self) -> tuple[int, str]:
        """The last row that retention took, and its digest; (0, "") while none is gone."""
        with _kept(), self._database.read() as connection:
            seq, digest = connection.execute(text("SELECT seq, digest FROM base")).one()
        return int(seq), str(digest)

    def close_day(self, key: SigningKey) -> str:
        """Sign today's head once; return it the first time, empty when there is nothing new. Raises AuditError."""
        day = self._now().date().isoformat()
        with _kept(), self._database.write() as connection:
            seq, digest = _newest(connection)
            head = Head(self._kiosk, day, seq, digest).signed(key)
            new = text("INSERT INTO heads VALUES (:day, :signed) ON CONFLICT DO NOTHING")
            made = seq > 0 and connection.execute(new, {"day": day, "signed": head}).rowcount == 1
        return head if made else ""

    def last_head(self) -> str:
        """The newest head this kiosk signed, empty before the first. Raises AuditError."""
        with _kept(), self._database.read() as connection:
            newest = connection.execute(text("SELECT signed FROM heads ORDER BY day DESC LIMIT 1"))
            return str(newest.scalar_one_or_none() or "")

    def forget_before(self, moment: datetime) -> int:
        """Delete the rows older than `moment`, moving the base; return how many went. Raises AuditError."""
        limit = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        with _kept(), self._database.write() as connection:
            young = text("SELECT min(seq) FROM rows WHERE json_extract(body, '$.at') >= :limit")
            first = connection.execute(young, {"limit": limit}).scalar_one()
            last = int(first) - 1 if first is not None else _newest(connection)[0]
            found = connection.execute(text("SELECT digest FROM rows WHERE seq = :last"), {"last": last}).scalar()
            if found is None:
                return 0
            connection.execute(text("UPDATE base SET seq = :last, digest = :found"), {"last": last, "found": found})
            return connection.execute(text("DELETE FROM rows WHERE seq <= :last"), {"last": last}).rowcount

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def _newest(connection: Connection) -> tuple[int, str]:
    newest = "SELECT seq, digest FROM rows UNION ALL SELECT seq, digest FROM base ORDER BY seq DESC LIMIT 1"
    seq, digest = connection.execute(text(newest)).one()
    return int(seq), str(digest)


def _values(row: Row) -> dict[str, object]:
    return {"seq": row.seq, "body": row.body, "digest": row.digest}
