"""The queue's tables as SQLAlchemy Core knows them; `migrations.py` makes them, a test compares the two."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ColumnElement,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    literal_column,
)

from sync.outbox.rows import State

metadata = MetaData()

submissions = Table(
    "submissions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("local_number", Text, nullable=False, unique=True),
    Column("procedure", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("manifest", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
    Column("bulky", Integer, nullable=False),
    Column("follows", Text),
    Column("state", Text, nullable=False),
    Column("stored_at", Float, nullable=False),
    Column("next_at", Float, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("lease", Text),
    Column("lease_until", Float),
    Column("outcome", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("receipt", Text, nullable=False),
    Column("dossier_code", Text, nullable=False),
    Column("settled_at", Float),
    Column("boot", Text, nullable=False),
    Column("monotonic", Float, nullable=False),
    Column("clock", Text, nullable=False),
)

parts = Table(
    "parts",
    metadata,
    Column("submission_id", Text, ForeignKey("submissions.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("data", LargeBinary),
    Column("upload_url", Text, nullable=False),
    Column("upload_offset", Integer, nullable=False),
)

days = Table(
    "days",
    metadata,
    Column("day", Text, primary_key=True),
    Column("last", Integer, nullable=False),
)


def in_state(*states: State) -> ColumnElement[bool]:
    """True for rows in one of these states; written as literals, since a partial index is not used with parameters."""
    written = [literal_column(f"'{state}'", Text) for state in states]
    return submissions.c.state == written[0] if len(written) == 1 else submissions.c.state.in_(written)
