"""What kiosks told, row by row, and how long the portal keeps it; what was counted stays counted."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    delete,
    func,
    select,
)

from sync.lifetimes import MEASURED_AT_PORTAL, TOLD_AT_PORTAL
from sync.reference_portal.tables import metadata, upsert
from sync.telemetry.vocabulary import METRIC

records = Table(
    "telemetry",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("kiosk", Text, nullable=False, index=True),
    Column("boot", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("ts", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("event", Text, nullable=False, index=True),
    Column("code", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("line", Text, nullable=False),
    Column("taken", Text, nullable=False),
    UniqueConstraint("kiosk", "boot", "seq"),
    Index("telemetry_newest", "kiosk", "event", "code", "state", "id"),
    Index("telemetry_taken", "taken"),
)
"""``taken`` is the portal's day: a kiosk's own clock may be years off."""

counted = Table(
    "telemetry_counted",
    metadata,
    Column("kiosk", Text, primary_key=True),
    Column("event", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("count", Integer, nullable=False),
)
"""Events whose rows are gone."""

_kind = (records.c.kiosk, records.c.event, records.c.code)


def newest(connection: Connection, *events: str) -> list[dict[str, Any]]:
    """The newest record of every kiosk for each code and state of these events."""
    last = select(func.max(records.c.id)).where(records.c.event.in_(events))
    last = last.group_by(*_kind, records.c.state)
    return [json.loads(line) for line in connection.scalars(select(records.c.line).where(records.c.id.in_(last)))]


def counts(connection: Connection) -> list[tuple[str, str, str, int]]:
    """How many events of each kiosk and code ever came: (kiosk, event, code, count), in order."""
    held = select(*_kind, func.count().label("count")).where(records.c.event != METRIC).group_by(*_kind)
    both = held.union_all(select(counted)).subquery()
    kind = (both.c.kiosk, both.c.event, both.c.code)
    return sorted(
        (*row[:3], int(row[3])) for row in connection.execute(select(*kind, func.sum(both.c.count)).group_by(*kind))
    )


def forget(connection: Connection, today: date) -> int:
    """Delete what is older than its time, but the newest of each kind; return how many rows went."""
    told, measured = (
        (today - timedelta(seconds=seconds)).isoformat() for seconds in (TOLD_AT_PORTAL, MEASURED_AT_PORTAL)
    )
    old = (records.c.taken < told) | ((records.c.event == METRIC) & (records.c.taken < measured))
    old &= records.c.id.not_in(select(func.max(records.c.id)).group_by(*_kind, records.c.state))
    gone = connection.execute(delete(records).where(old).returning(*_kind)).all()  # each row to one worker only
    for (kiosk, event, code), more in Counter(map(tuple, gone)).items():
        if event != METRIC:
            added = upsert(connection, counted).values(kiosk=kiosk, event=event, code=code, count=more)
            sum_ = {"count": counted.c.count + more}
            connection.execute(added.on_conflict_do_update(index_elements=["kiosk", "event", "code"], set_=sum_))
    return len(gone)
