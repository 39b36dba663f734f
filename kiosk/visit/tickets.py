"""Queue numbers of this machine: one series a day and counter, each number given once, whatever happens to the power.

Without a printed ticket a number is still taken: two people never hold the same one.
"""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

from sqlalchemy import text

from sync.outbox.database import Database

_MIGRATIONS = (("CREATE TABLE given (day TEXT, letter TEXT, last INTEGER, PRIMARY KEY (day, letter)) WITHOUT ROWID",),)


class Tickets:
    """The numbers given so far, in a file of their own; opened with the first number."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = asyncio.Lock()
        self._database: Database | None = None

    async def next(self, letter: str, day: date) -> str:
        """Give the next number of a counter, such as ``A012``; it is on the disk before. Raises OutboxError."""
        async with self._lock:
            return await asyncio.to_thread(self._next, letter, day.isoformat())

    async def close(self) -> None:
        """Close the file."""
        if self._database is not None:
            await asyncio.to_thread(self._database.close)

    def _next(self, letter: str, day: str) -> str:
        if self._database is None:
            self._database = Database(self._folder / "tickets.db", _MIGRATIONS, heals=True)
        with self._database.write() as connection:
            connection.execute(text("DELETE FROM given WHERE day < :day"), {"day": day})
            given = connection.execute(
                text(
                    "INSERT INTO given VALUES (:day, :letter, 1)"
                    " ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last"
                ),
                {"day": day, "letter": letter},
            ).scalar_one()
        return f"{letter}{given:03d}"
