"""The machines as the portal really knows them: what they sent, when they were heard of, which numbers never came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from sync.reference_portal.settings import PortalSettings
from sync.reference_portal.tables import PortalDatabase, sightings, submissions

LOOKED_BACK = timedelta(days=2)
"""Missing numbers are looked for in the dossiers of this long."""
_row = submissions.c


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


def machines(settings: PortalSettings, database: PortalDatabase, now: datetime) -> tuple[Machine, ...]:
    """Every enrolled kiosk, by name."""
    with database.transaction() as connection:
        seen = {row.kiosk: row.at for row in connection.execute(select(sightings))}
        counts: dict[str, dict[str, int]] = defaultdict(dict)
        last: dict[str, datetime] = {}
        for kiosk, standing, count, newest in connection.execute(_COUNTED):
            counts[kiosk][standing] = count
            last[kiosk] = max(newest, last.get(kiosk, newest))
        gaps = _gaps(_recent(connection, now))
    known = sorted({one.kiosk for one in settings.kiosks.values()})
    return tuple(Machine(one, seen.get(one), last.get(one), counts[one], gaps.get(one, ())) for one in known)


_COUNTED = select(
    _row.kiosk, _row.standing, func.count(), func.max(_row.offered_at, type_=_row.offered_at.type)
).group_by(_row.kiosk, _row.standing)


def _recent(connection: Connection, now: datetime) -> list[str]:
    return list(connection.scalars(select(_row.local_number).where(_row.offered_at > now - LOOKED_BACK)))


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
