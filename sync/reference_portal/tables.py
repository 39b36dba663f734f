"""The portal's tables; one submission row for ever, so that a kiosk that was away for weeks is still recognised."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pysqlite3
from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    create_engine,
    event,
)

metadata = MetaData()

submissions = Table(
    "submissions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("manifest", LargeBinary, nullable=False),
    Column("kiosk", Text, nullable=False, index=True),
    Column("local_number", Text, nullable=False, index=True),
    Column("procedure", Text, nullable=False),
    Column("offered_at", DateTime(timezone=True), nullable=False),
    Column("completed_at", DateTime(timezone=True)),
    Column("standing", Text, nullable=False, default=""),
    Column("findings", Text, nullable=False, default="[]"),
    Column("chips", Text, nullable=False, default="{}"),
    Column("dossier_code", Text, unique=True),
    Column("receipt", Text, nullable=False, default=""),
    Column("changed_at", DateTime(timezone=True), nullable=False, index=True),
)

numbers = Table(
    "numbers",
    metadata,
    Column("day", Text, primary_key=True),
    Column("last", Integer, nullable=False),
)


class PortalDatabase:
    """The portal's database, SQLite or any that SQLAlchemy speaks."""

    def __init__(self, url: str) -> None:
        self._engine = _sqlite(url) if url.startswith("sqlite:") else create_engine(url)
        metadata.create_all(self._engine)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction, committed at the end."""
        with self._engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, module=pysqlite3)

    @event.listens_for(engine, "connect")
    def _connected(raw: Any, _record: object) -> None:
        raw.isolation_level = None
        for pragma in ("busy_timeout=10000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            raw.execute(f"PRAGMA {pragma}").fetchall()

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
