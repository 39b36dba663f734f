"""One picture: its name and the snapshot it shows."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.visit.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Moment:
    """An invented moment of a visit; `name` is its file's."""

    name: str
    snapshot: Snapshot
