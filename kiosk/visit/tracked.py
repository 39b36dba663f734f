"""What the screen shows of a dossier that somebody asks about: numbers and state, nothing of a person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sync.delivery import State as DossierState


class TrackStep(StrEnum):
    """How far the question is."""

    ASK = "ask"
    """Waiting for a number: typed, or by a code before the camera."""
    ASKING = "asking"
    FOUND = "found"


@dataclass(frozen=True, slots=True)
class Tracked:
    """One question and its answer."""

    step: TrackStep = TrackStep.ASK
    asked: str = ""
    """The number that was asked for."""
    local_number: str = ""
    dossier_code: str = ""
    """Empty before acceptance."""
    state: DossierState = DossierState.QUEUED
    fresh: bool = False
    """The portal said so now; else it is what this machine knew last."""
