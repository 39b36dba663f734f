"""The durable queue of sealed envelopes: `Outbox` for the event loop, `Store` and `Deliveries` for threads."""

from sync.outbox.deliveries import Deliveries
from sync.outbox.errors import OutboxError, OutboxFault
from sync.outbox.outbox import Outbox
from sync.outbox.rows import SETTLED, Counts, Entry, Parcel, QueuedPart, State
from sync.outbox.store import Limits, Store

__all__ = [
    "SETTLED",
    "Counts",
    "Deliveries",
    "Entry",
    "Limits",
    "Outbox",
    "OutboxError",
    "OutboxFault",
    "Parcel",
    "QueuedPart",
    "State",
    "Store",
]
