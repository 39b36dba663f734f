"""Says how the queue's database is, without making or changing it; for the self-test beside a running kiosk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pysqlite3

from sync.outbox.database import OLDEST_SQLITE


@dataclass(frozen=True, slots=True)
class Health:
    """What was found of one database."""

    sqlite: str
    """Version of SQLite in use."""
    sqlite_safe: bool
    """False for a version that can corrupt a shared WAL database (see `database`)."""
    present: bool
    sound: bool
    """SQLite finds no damage; True for a database that does not exist yet."""


def health(folder: Path) -> Health:
    """Look at the database of a queue's folder (``PRAGMA quick_check``, https://sqlite.org/pragma.html)."""
    file = folder / "outbox.db"
    present = file.is_file()
    safe = pysqlite3.sqlite_version_info >= OLDEST_SQLITE
    return Health(pysqlite3.sqlite_version, safe, present, not present or _sound(file))


def _sound(file: Path) -> bool:
    try:
        connection = pysqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=10)
        try:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
        finally:
            connection.close()
    except pysqlite3.Error:
        return False
