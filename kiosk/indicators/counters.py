"""Anonymous counters by day in a small file; blocking, safe to use from several threads and processes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import text

from sync.outbox.database import Database
from sync.outbox.errors import disk_errors_as

RETENTION_DAYS = 730
_MIGRATIONS = (
    (
        """
        CREATE TABLE counts (
            day TEXT, name TEXT, key TEXT, count INTEGER NOT NULL, PRIMARY KEY (day, name, key)
        ) WITHOUT ROWID
        """,
        "CREATE TABLE told (day TEXT PRIMARY KEY) WITHOUT ROWID",
    ),
)


class CountersError(Exception):
    """The counters cannot be read or written; no visit depends on them."""


_readable = partial(disk_errors_as, CountersError)


@dataclass(frozen=True, slots=True)
class Count:
    """So many of one kind."""

    name: str
    """``visits``, ``seconds``, ``left`` …: what `kiosk.visit.counting` counts."""
    key: str = ""
    """Tells kinds apart, such as the page a visit was left at."""
    count: int = 1


class Counters:
    """One kiosk's counters."""

    def __init__(self, folder: Path) -> None:
        """Open or create. Raises CountersError."""
        with _readable():
            self._database = Database(folder / "indicators.db", _MIGRATIONS, heals=True)

    def add(self, day: date, counts: Iterable[Count]) -> None:
        """Count durably, all or none; what is older than two years goes. Raises CountersError."""
        one = text(
            "INSERT INTO counts VALUES (:day, :name, :key, :count)"
            " ON CONFLICT DO UPDATE SET count = count + excluded.count"
        )
        rows = [{"day": day.isoformat(), "name": c.name, "key": c.key, "count": c.count} for c in counts if c.count]
        old = {"old": (day - timedelta(days=RETENTION_DAYS)).isoformat()}
        with _readable(), self._database.write() as connection:
            if rows:
                connection.execute(one, rows)
            connection.execute(text("DELETE FROM counts WHERE day < :old"), old)

    def between(self, first: date, last: date) -> tuple[Count, ...]:
        """The sums of a period, both days included. Raises CountersError."""
        wanted = text(
            "SELECT name, key, sum(count) FROM counts WHERE day BETWEEN :first AND :last"
            " GROUP BY name, key ORDER BY name, key"
        )
        days = {"first": first.isoformat(), "last": last.isoformat()}
        with _readable(), self._database.read() as connection:
            return tuple(Count(*row) for row in connection.execute(wanted, days))

    def days(self) -> tuple[date, ...]:
        """The days on which something was counted, oldest first. Raises CountersError."""
        with _readable(), self._database.read() as connection:
            found = connection.scalars(text("SELECT DISTINCT day FROM counts ORDER BY day"))
            return tuple(map(date.fromisoformat, found))

    def to_tell(self, today: date) -> tuple[date, ...]:
        """The days that are over and were not told yet; each is given once. Raises CountersError."""
        over = text("SELECT DISTINCT day FROM counts WHERE day < :today AND day NOT IN (SELECT day FROM told)")
        with _readable(), self._database.write() as connection:
            found = list(connection.scalars(over, {"today": today.isoformat()}))
            if found:
                connection.execute(text("INSERT INTO told VALUES (:day)"), [{"day": day} for day in found])
        return tuple(map(date.fromisoformat, found))

    def close(self) -> None:
        """Close the file."""
        self._database.close()
