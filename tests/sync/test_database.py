"""After a failure of the disk a database stays closed, or re-opens at its next use and is checked first."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from sync.outbox.database import Database
from sync.outbox.errors import OutboxError, OutboxFault

TABLE = (("CREATE TABLE kept (word TEXT)",),)


def keep(database: Database, word: str) -> list[str]:
    with database.write() as connection:
        connection.execute(text("INSERT INTO kept VALUES (:word)"), {"word": word})
    with database.read() as connection:
        return list(connection.execute(text("SELECT word FROM kept")).scalars())


def test_a_queue_stays_closed_until_somebody_opens_it_again(tmp_path: Path) -> None:
    database = Database(tmp_path / "one.db", TABLE)
    keep(database, "before")
    database.fail()
    with pytest.raises(OutboxError):
        keep(database, "lost")
    database.reopen()
    assert keep(database, "after") == ["before", "after"]
    database.close()


def test_what_heals_goes_on_with_what_it_kept(tmp_path: Path) -> None:
    database = Database(tmp_path / "one.db", TABLE, heals=True)
    keep(database, "before")
    database.fail()
    assert keep(database, "after") == ["before", "after"]
    database.close()


def test_what_heals_takes_nothing_while_the_file_is_spoilt(tmp_path: Path) -> None:
    file = tmp_path / "one.db"
    database = Database(file, TABLE, heals=True)
    keep(database, "before")
    database.fail()
    whole = file.read_bytes()
    file.write_bytes(bytes(len(whole)))
    for _ in range(2):
        with pytest.raises(OutboxError) as said:
            keep(database, "lost")
        assert said.value.fault is OutboxFault.BROKEN
    file.write_bytes(whole)
    assert keep(database, "after") == ["before", "after"]
    database.close()
