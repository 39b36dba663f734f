"""A power cut at any statement of a migration leaves the version before or the version after, with every dossier."""

import signal
import subprocess
import sys
from pathlib import Path

import pysqlite3
import pytest

from sync.outbox import OutboxError, OutboxFault, State, Store
from sync.outbox.database import Database
from sync.outbox.migrations import MIGRATIONS
from tests.faults.migrated import LATER
from tests.sync.envelopes import envelope

MIGRATED = Path(__file__).with_name("migrated.py")
STATEMENTS = sum(len(version) for version in LATER)


def version_of(file: Path) -> tuple[int, bool]:
    """The schema's version, and whether the tables are those of that version."""
    connection = pysqlite3.connect(file)
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    columns = {row[1] for row in connection.execute("PRAGMA table_info(submissions)")}
    whole = ("remarks" in tables, "remarked" in columns) == (version > len(MIGRATIONS), version > len(MIGRATIONS) + 1)
    connection.close()
    return version, whole


@pytest.mark.faults
def test_a_migration_that_is_killed_at_any_statement_is_whole_or_not_there(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.enqueue(envelope())
    store.close()
    file, seen, killed = tmp_path / "outbox.db", set(), 0
    for number in range(100):
        done = subprocess.run([sys.executable, str(MIGRATED), str(file), str(number)], check=False)
        version, whole = version_of(file)
        assert whole, f"killed before statement {number}"
        seen.add(version)
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL
        killed += 1
    assert killed > STATEMENTS, "the kill came too late to prove anything"
    assert version_of(file)[0] == len(MIGRATIONS + LATER)
    database = Database(file, MIGRATIONS + LATER)
    with database.write_plainly() as driver:
        assert driver.execute("SELECT remarked FROM submissions").fetchall() == [(1,)]
        assert len(driver.execute("SELECT id FROM remarks").fetchall()) == 1
    database.close()
    assert seen <= {len(MIGRATIONS), len(MIGRATIONS + LATER)}


def test_a_database_of_a_newer_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.enqueue(envelope())
    store.close()
    Database(tmp_path / "outbox.db", MIGRATIONS + LATER).close()
    with pytest.raises(OutboxError, match="newer program") as refused:
        Store(tmp_path)
    assert refused.value.fault is OutboxFault.BROKEN
    database = Database(tmp_path / "outbox.db", MIGRATIONS + LATER)
    with database.write_plainly() as driver:
        assert driver.execute("SELECT state FROM submissions").fetchall() == [(State.QUEUED,)]
    database.close()
