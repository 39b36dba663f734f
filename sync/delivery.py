"""Where a submission is, in the words that screen, slip, desk and queue share; light enough for the first screen."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a submission is (the words for people are in design reference §5)."""

    QUEUED = "queued"
    """Durably stored, waiting for its time."""
    SENDING = "sending"
    """A worker holds a lease on it, which expires by itself."""
    SENT = "sent"
    """The portal's signed receipt is held; nobody has accepted it yet."""
    ACCEPTED = "accepted"
    """The portal gave a dossier code."""
    RETURNED = "returned"
    """The desk asks for more."""
    REFUSED = "refused"
    """The desk refused it for good; its paper says why."""
    BLOCKED = "blocked"
    """Needs a technician: enrolment, certificate, keys."""
    QUARANTINED = "quarantined"
    """Set aside with its reason; never deleted by itself."""


SETTLED = frozenset({State.SENT, State.ACCEPTED, State.RETURNED, State.REFUSED})
"""States in which the portal's signed receipt is held."""
FINAL = frozenset({State.ACCEPTED, State.REFUSED})
"""The desk will not change these any more."""


def state_of(standing: str) -> State:
    """Return the state that a portal's standing (`sync.receipt.Standing`) gives a submission."""
    return State.SENT if standing == "received" else State(standing)
