"""How old the catalogue in use is, and what came of the last attempt to renew it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from sync.catalogue.errors import CatalogueError, CatalogueFault
from sync.catalogue.versions import current_number
from sync.durable import write_whole
from sync.lifetimes import CATALOGUE_GRACE

_FILE = "standing.json"


class Freshness(StrEnum):
    """May the kiosk work with what it has?"""

    NONE = "none"
    """No catalogue was ever taken: the kiosk works with what it was installed with."""
    FRESH = "fresh"
    """Confirmed as the newest, and that word is still valid."""
    AGEING = "ageing"
    """No valid word of the publisher, but within grace: work on, and show how old it is."""
    TOO_OLD = "too_old"
    """Beyond grace: no new visits until it is renewed."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is remembered between attempts; times are Unix seconds, 0 for never."""

    published_at: float = 0.0
    """When the version in use was signed, by the publisher's clock."""
    confirmed_at: float = 0.0
    """When a valid word of the publisher last said that this is the newest."""
    valid_until: float = 0.0
    """That word is valid so long."""
    floor: float = 0.0
    """It cannot be earlier than this: proved by signatures that were valid at that time."""
    refused: str = ""
    """Fault of the last attempt, empty when it succeeded."""
    detail: str = ""
    tried_at: float = 0.0


_RECORD = TypeAdapter(Record)


@dataclass(frozen=True, slots=True)
class Standing:
    """The catalogue in use, for people and for metrics."""

    version: int
    freshness: Freshness
    age_seconds: float
    """Since it was last confirmed as the newest."""
    record: Record


def standing(folder: Path, clock: float) -> Standing:
    """Say how the catalogue of a folder stands. `clock` in Unix seconds; one that was set back is recognised."""
    record, version = read_record(folder), current_number(folder)
    now = max(clock, record.floor)
    age = now - record.confirmed_at if version else 0.0
    return Standing(version, _freshness(version, now, record), age, record)


def _freshness(version: int, now: float, record: Record) -> Freshness:
    if not version:
        return Freshness.NONE
    if now <= record.valid_until:
        return Freshness.FRESH
    return Freshness.AGEING if now - record.confirmed_at <= CATALOGUE_GRACE else Freshness.TOO_OLD


def read_record(folder: Path) -> Record:
    """Read the record; a lost or damaged one counts as none: the metadata still refuse older versions."""
    try:
        return _RECORD.validate_json((folder / _FILE).read_bytes())
    except (OSError, ValidationError):
        return Record()


def write_record(folder: Path, record: Record) -> None:
    """Keep a record, whole or not at all. Raises OSError."""
    write_whole(folder / _FILE, json.dumps(asdict(record)).encode(), 0o644)


def note_refusal(folder: Path, error: CatalogueError, clock: float) -> None:
    """Remember why the last attempt came to nothing; a full disk may forget it."""
    detail = "; ".join(error.problems)[:500]
    record = replace(read_record(folder), refused=str(error.fault), detail=detail, tried_at=clock)
    if error.fault is not CatalogueFault.DISK:
        write_record(folder, record)


def iso(seconds: float) -> str:
    """A time of a record for people, UTC; empty for never."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds") if seconds else ""
