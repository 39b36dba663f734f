"""The few things a technician may do about the queue, for screen and command line alike; no dossier is opened.

Blocking. All raise OutboxError: UNKNOWN for a number that this kiosk does not hold, WRONG_STATE for what cannot be done
where the dossier is now.
"""

from __future__ import annotations

from sync.outbox import Deliveries, Entry, OutboxError, OutboxFault, State, Store

WAITING = (State.QUEUED, State.BLOCKED)


def get(store: Store, number: str) -> Entry:
    """Return the dossier of a local number."""
    entry = store.find_number(number)
    if entry is None:
        raise OutboxError(OutboxFault.UNKNOWN, number)
    return entry


def retry(store: Store, number: str = "") -> int:
    """Make one dossier due now, or all that wait or are blocked; return how many."""
    entries = (get(store, number),) if number else store.entries(WAITING, limit=1_000_000)
    for entry in entries:
        Deliveries(store).move(entry.submission_id, WAITING, State.QUEUED, "")
    return len(entries)


def set_aside(store: Store, number: str, reason: str) -> None:
    """Keep one dossier out of the queue until it is released; `reason` without personal data."""
    Deliveries(store).move(get(store, number).submission_id, WAITING, State.QUARANTINED, reason)


def release(store: Store, number: str) -> None:
    """Put a dossier that was set aside back into the queue."""
    Deliveries(store).move(get(store, number).submission_id, (State.QUARANTINED,), State.QUEUED, "")
