"""The portal's tables; one submission row for ever, so that a kiosk that was away for weeks is still recognised."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pysqlite3
from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    create_engine,
    delete,
    event,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite

metadata = MetaData()


class Moment(TypeDecorator[datetime]):
    """An aware time; SQLite keeps none of the zone, so it goes in and comes out in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Write in UTC."""
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Read as UTC."""
        return value and (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC))


submissions = Table(
    "submissions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("manifest", LargeBinary, nullable=False),
    Column("kiosk", Text, nullable=False, index=True),
    Column("local_number", Text, nullable=False, index=True),
    Column("procedure", Text, nullable=False),
    Column("offered_at", Moment, nullable=False),
    Column("completed_at", Moment),
    Column("standing", Text, nullable=False, default=""),
    Column("findings", Text, nullable=False, default="[]"),
    Column("chips", Text, nullable=False, default="{}"),
    Column("dossier_code", Text, unique=True),
    Column("receipt", Text, nullable=False, default=""),
    Column("changed_at", Moment, nullable=False, index=True),
)

numbers = Table(
    "numbers",
    metadata,
    Column("series", Text, primary_key=True),
    Column("last", Integer, nullable=False),
)

acts = Table(
    "acts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("did", Text, nullable=False),
    Column("submission", Text, nullable=False, index=True),
    Column("key_id", Text, nullable=False),
    Column("reason", LargeBinary, nullable=False),
)

sightings = Table(
    "sightings",
    metadata,
    Column("kiosk", Text, primary_key=True),
    Column("at", Moment, nullable=False),
)

users = Table(
    "users",
    metadata,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("password", Text, nullable=False),
    Column("failures", Integer, nullable=False, default=0),
    Column("locked_until", Moment),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("user", Text, nullable=False),
    Column("used_at", Moment, nullable=False),
)

schema = Table("schema", metadata, Column("version", Integer, primary_key=True))

VERSIONS: tuple[tuple[str, ...], ...] = (
    (),
    ("CREATE INDEX IF NOT EXISTS telemetry_newest ON telemetry (kiosk, event, code, state, id)",),
    (
        "ALTER TABLE telemetry ADD COLUMN taken TEXT NOT NULL DEFAULT ''",
        "UPDATE telemetry SET taken = CAST(CURRENT_DATE AS TEXT)",
        "CREATE INDEX IF NOT EXISTS telemetry_taken ON telemetry (taken)",
    ),
)
"""What a database of an earlier program lacks, version after version; a released one is never edited. New tables come
by themselves; the first version is that of databases from before versions were counted."""
_CONNECTIONS = 20
"""Of each process; PostgreSQL serves 100 in all as it is installed."""
_MAKING_TABLES = 0x6B696F736B  # any number of our own


class NewerDatabase(Exception):
    """The database was made by a newer program: this one must not write into it."""


def _migrate(connection: Connection) -> None:
    """Bring the tables up to date; several workers may start at once, one does it. Raises NewerDatabase."""
    fresh = not inspect(connection).has_table("submissions")
    metadata.create_all(connection)
    stored = connection.execute(select(schema.c.version)).scalar_one_or_none()
    version = stored or (len(VERSIONS) if fresh else 1)
    if version > len(VERSIONS):
        raise NewerDatabase(f"schema {version}, this program knows {len(VERSIONS)}")
    for statement in (one for statements in VERSIONS[version:] for one in statements):
        connection.exec_driver_sql(statement)
    connection.execute(delete(schema))
    connection.execute(insert(schema).values(version=len(VERSIONS)))


class PortalDatabase:
    """The portal's database, SQLite or any that SQLAlchemy speaks."""

    def __init__(self, url: str) -> None:
        self._engine = _sqlite(url) if url.startswith("sqlite:") else create_engine(url, pool_size=_CONNECTIONS)
        with self._engine.begin() as connection:
            if connection.dialect.name == "postgresql":  # of several workers that start at once one makes the tables
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MAKING_TABLES})
            _migrate(connection)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction, committed at the end."""
        with self._engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def upsert(connection: Connection, table: Table) -> Any:
    """Begin an INSERT that can say ``on_conflict_do_update``: no other way is safe for several workers."""
    return {"postgresql": postgresql.insert, "sqlite": sqlite.insert}[connection.dialect.name](table)


def saw(connection: Connection, kiosk: str, at: datetime) -> None:
    """Note when a kiosk last sent or asked anything."""
    heard = upsert(connection, sightings).values(kiosk=kiosk, at=at)
    connection.execute(heard.on_conflict_do_update(index_elements=["kiosk"], set_={"at": heard.excluded.at}))


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, module=pysqlite3)

    @event.listens_for(engine, "connect")
    def _connected(raw: Any, _record: object) -> None:
        raw.isolation_level = None
        for pragma in ("busy_timeout=10000", "journal_mode=WAL", "synchronous=FULL"):
            raw.execute(f"PRAGMA {pragma}").fetchall()

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
