"""The frozen values that come out of the queue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sync.delivery import FINAL, SETTLED, State
from sync.envelope import Clock, Manifest, PartRef

__all__ = ["FINAL", "SETTLED", "Counts", "Entry", "Parcel", "QueuedPart", "State"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One submission as the queue knows it; holds no personal data."""

    submission_id: UUID
    local_number: str
    procedure: str
    state: State
    stored_at: float
    """Unix seconds of the kiosk's clock."""
    next_at: float
    """When the next try is due, Unix seconds."""
    attempts: int
    size: int
    """Bytes of ciphertext."""
    outcome: str
    """Code of the last outcome (`sync.portal.Outcome`), empty before the first."""
    detail: str
    """Technical words for the technician."""
    dossier_code: str
    receipt: str = field(repr=False)
    """The portal's receipt as signed (JWS), empty before."""
    clock: Clock
    """How far `stored_at` can be trusted."""
    boot: str
    """The run of the machine in which it was stored, and the seconds since its start: these never jump."""
    monotonic: float


@dataclass(frozen=True, slots=True)
class Counts:
    """How full the queue is."""

    by_state: Mapping[State, int]
    """Every state, also with 0."""
    oldest_waiting: float | None
    """Unix seconds at which the oldest submission without a receipt was stored."""

    @property
    def waiting(self) -> int:
        """Submissions without a receipt."""
        return sum(count for state, count in self.by_state.items() if state not in SETTLED)


@dataclass(frozen=True, slots=True)
class QueuedPart:
    """One sealed part and where its upload goes on."""

    position: int
    ref: PartRef
    upload_url: str = ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A submission that a worker holds under a lease."""

    manifest: Manifest
    parts: tuple[QueuedPart, ...]
    lease: str
    attempts: int
    """1 for the first try; later ones ask the portal first."""
    outcome: str
    """Code of the last outcome, empty before the first."""
    bulky: bool
    """Lets smaller ones overtake."""
