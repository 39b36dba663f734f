"""Opens the queue's database so that an acknowledged write survives a power cut.

Rules: SQLite ≥ 3.51.3, since older ones can corrupt a WAL database that two connections use
(https://sqlite.org/wal.html#walresetbug); WAL with ``synchronous=FULL``, which is a setting of each connection; writers
begin with ``BEGIN IMMEDIATE``, so that two of them wait instead of failing half-way; no memory mapping.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pysqlite3
from sqlalchemy import Connection, Engine, create_engine, event, text

from sync.outbox.errors import OutboxError, OutboxFault, disk_errors
from sync.outbox.migrations import MIGRATIONS

Migrations = tuple[tuple[str, ...], ...]
"""The statements of each schema version, in order."""

OLDEST_SQLITE = (3, 51, 3)
_BUSY_MILLISECONDS = 10_000
_JOURNAL_BYTES = 4 * 1024 * 1024
_PRAGMAS = (
    f"PRAGMA busy_timeout={_BUSY_MILLISECONDS}",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA mmap_size=0",
    f"PRAGMA journal_size_limit={_JOURNAL_BYTES}",
)


class Database:
    """One open queue database; safe to use from several threads.

    After the disk failed once (EIO, a damaged file) it stays closed: an fsync that failed must not be tried again, as
    the kernel may have dropped the pages (https://lwn.net/Articles/752063/). `reopen` reads the truth from the disk.
    """

    def __init__(self, path: Path, migrations: Migrations = MIGRATIONS, *, heals: bool = False) -> None:
        """Open, or create with its folder, and migrate; `heals`: the next use re-opens it. Raises OutboxError."""
        if pysqlite3.sqlite_version_info < OLDEST_SQLITE:
            raise OutboxError(
                OutboxFault.BROKEN, f"SQLite {pysqlite3.sqlite_version} can corrupt a shared WAL database"
            )
        with disk_errors():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path = path
        self._failed = False
        self._heals = heals
        self._engine = _engine(path)
        with self.write() as connection:
            _migrate(connection, migrations)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One short write transaction, committed and on the disk at the end."""
        with self._watched(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write_plainly(self) -> Iterator[Any]:
        """The same transaction on the driver's own connection, for the one write that a citizen waits for.

        On a fast disk SQLAlchemy's bookkeeping takes as long as the forced write itself.
        """
        with self._watched(), closing(self._engine.raw_connection()) as pooled:
            driver = pooled.driver_connection
            assert driver is not None
            driver.execute("BEGIN IMMEDIATE")
            try:
                yield driver
                driver.execute("COMMIT")
            except BaseException:
                if driver.in_transaction:
                    driver.execute("ROLLBACK")
                raise

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view that blocks nobody."""
        with self._watched(), self._engine.connect() as connection:
            yield connection.execution_options(queue_reads=True)

    def fail(self) -> None:
        """Close and accept nothing until `reopen`: the disk is not to be trusted."""
        self._failed = True
        self._engine.dispose()

    def reopen(self) -> None:
        """Open again after a failure and ask SQLite whether the file is whole. Raises OutboxError(BROKEN)."""
        self._engine.dispose()
        self._engine = _engine(self._path)
        self._failed = False
        with self.read() as connection:
            said = connection.execute(text("PRAGMA quick_check(1)")).scalar_one()
        if said != "ok":
            self.fail()
            raise OutboxError(OutboxFault.BROKEN, "quick_check failed")

    def shrink_journal(self) -> None:
        """Carry the journal over and cut it to nothing, as far as readers allow."""
        with self._watched(), self._engine.connect() as connection:
            raw = connection.connection.driver_connection
            if raw is not None:
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def _watched(self) -> Iterator[None]:
        if self._failed and self._heals:
            self.reopen()
        if self._failed:
            raise OutboxError(OutboxFault.BROKEN, "closed after a failure of the disk")
        try:
            with disk_errors():
                yield
        except OutboxError as error:
            if error.fault is OutboxFault.BROKEN:
                self.fail()
            raise


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}", module=pysqlite3)

    @event.listens_for(engine, "connect")
    def _connected(raw: Any, _record: object) -> None:
        raw.isolation_level = None  # the driver opens no transactions of its own
        for pragma in _PRAGMAS:
            raw.execute(pragma).fetchall()

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        reads = connection.get_execution_options().get("queue_reads")
        driver: Any = connection.connection.driver_connection
        driver.execute("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


def _migrate(connection: Connection, migrations: Migrations) -> None:
    version = connection.execute(text("PRAGMA user_version")).scalar_one()
    if version > len(migrations):
        raise OutboxError(OutboxFault.BROKEN, f"the database is of a newer program (schema {version})")
    for number, statements in enumerate(migrations[version:], version + 1):
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"PRAGMA user_version={number}")
