"""The machines as the portal knows them: what they sent, what never came, and how they say they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from sync.delivery import SETTLED
from sync.reference_portal.settings import PortalSettings
from sync.reference_portal.tables import PortalDatabase, sightings, submissions
from sync.reference_portal.telemetry_records import newest
from sync.telemetry.vocabulary import HEARTBEAT, METRIC

LOOKED_BACK = timedelta(days=2)
"""Missing numbers are looked for in the dossiers of this long."""
_row = submissions.c
_latest = func.max(_row.offered_at, type_=_row.offered_at.type)
_COUNTED = select(_row.kiosk, _row.standing, func.count(), _latest).group_by(_row.kiosk, _row.standing)


@dataclass(frozen=True, slots=True)
class Health:
    """What a machine last said of itself; None and empty for what it did not say."""

    version: str = ""
    measured: Mapping[str, float] = field(default_factory=dict)
    """By the metric's name, and ``queue_depth`` over all states in which a dossier is still on its way."""
    devices: Mapping[str, bool] = field(default_factory=dict)
    """By kind, whether it answers."""


@dataclass(frozen=True, slots=True)
class Machine:
    """One enrolled kiosk."""

    kiosk: str
    seen: datetime | None
    """When it last sent or asked anything."""
    last_dossier: datetime | None
    standings: Mapping[str, int]
    """Dossiers by standing; "" for those announced and not yet complete."""
    missing: tuple[str, ...]
    """Numbers of these days between others that came: stored on the machine and not sent, or given up there."""
    health: Health


def machines(settings: PortalSettings, database: PortalDatabase, now: datetime) -> tuple[Machine, ...]:
    """Every enrolled kiosk, by name."""
    with database.transaction() as connection:
        seen = {row.kiosk: row.at for row in connection.execute(select(sightings))}
        counts: dict[str, dict[str, int]] = defaultdict(dict)
        last: dict[str, datetime] = {}
        for kiosk, standing, count, latest in connection.execute(_COUNTED):
            counts[kiosk][standing] = count
            last[kiosk] = max(latest, last.get(kiosk, latest))
        gaps = _gaps(connection.scalars(select(_row.local_number).where(_row.offered_at > now - LOOKED_BACK)))
        health = _health(newest(connection, METRIC, HEARTBEAT))
    known = sorted({one.kiosk for one in settings.kiosks.values()})
    return tuple(
        Machine(one, seen.get(one), last.get(one), counts[one], gaps.get(one, ()), health.get(one, Health()))
        for one in known
    )


def _health(records: Iterable[Mapping[str, Any]]) -> dict[str, Health]:
    """By kiosk, out of its newest records."""
    mine: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for record in records:
        mine[record["kiosk"]].append(record)
    return {kiosk: _health_of(said) for kiosk, said in mine.items()}


def _health_of(records: Sequence[Mapping[str, Any]]) -> Health:
    measured: dict[str, float] = defaultdict(float)
    devices, version = {}, ""
    for record in records:
        code, state, value = str(record.get("code")), str(record.get("state")), record.get("count")
        if record["event"] == HEARTBEAT:
            version = str(record.get("version", ""))
        elif code == "device_up":
            devices[state] = bool(value)
        elif isinstance(value, int | float) and (code != "queue_depth" or state not in SETTLED):
            measured[code] += value
    return Health(version, dict(measured), devices)


def _gaps(local_numbers: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """By kiosk, numbers such as ``260916-0002`` that are missing below the highest of their day."""
    came: dict[tuple[str, str], set[int]] = defaultdict(set)
    for number in local_numbers:
        kiosk, day, sequence, _ = number.split("-")
        came[kiosk, day].add(int(sequence))
    missing: dict[str, list[str]] = defaultdict(list)
    for (kiosk, day), numbers in sorted(came.items()):
        missing[kiosk] += [f"{day}-{one:04d}" for one in range(1, max(numbers)) if one not in numbers]
    return {kiosk: tuple(found) for kiosk, found in missing.items()}
