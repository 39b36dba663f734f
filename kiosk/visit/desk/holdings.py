"""What this kiosk holds, class by class, and how long: the answer when a person asks (Law 91/2025/QH15)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from kiosk.audit import AuditLog
from kiosk.audit.log import RETENTION_DAYS
from kiosk.indicators import counters as counting
from kiosk.indicators.counters import Counters
from kiosk.language.words import noted
from kiosk.visit.clock import VIETNAM, local
from kiosk.visit.desk.view import Holding
from sync.lifetimes import DAY, QUEUE_RETENTION, SIGNED_RETENTION
from sync.outbox import Outbox, State, Store
from sync.outbox.counter import days_numbered, held

NAMES = {
    "queue.queued": noted("Hồ sơ niêm phong chờ gửi"),
    "queue.sending": noted("Hồ sơ niêm phong đang gửi"),
    "queue.sent": noted("Hồ sơ niêm phong cổng đã nhận"),
    "queue.accepted": noted("Hồ sơ niêm phong đã tiếp nhận"),
    "queue.returned": noted("Hồ sơ niêm phong cần bổ sung"),
    "queue.refused": noted("Hồ sơ niêm phong bị từ chối"),
    "queue.blocked": noted("Hồ sơ niêm phong chờ kỹ thuật viên"),
    "queue.quarantined": noted("Hồ sơ niêm phong tách riêng"),
    "numbers": noted("Bộ đếm số phiếu theo ngày"),
    "audit": noted("Dòng nhật ký cán bộ"),
    "indicators": noted("Ngày có số đếm sử dụng"),
}
"""What each class is called."""
_DAYS = {
    State.ACCEPTED: round(QUEUE_RETENTION / DAY),
    State.SENT: round(SIGNED_RETENTION / DAY),
    State.RETURNED: round(SIGNED_RETENTION / DAY),
    State.REFUSED: round(SIGNED_RETENTION / DAY),
}
"""What has no receipt yet is kept until it has one."""


async def holdings(outbox: Outbox, audit: AuditLog, counters: Counters) -> tuple[Holding, ...]:
    """Return every class of data on this machine; what a visit holds is never among it.

    No class is readable as a person: submissions are sealed, the rest has no person in it. Raises OutboxError,
    AuditError, CountersError.
    """
    queued = await outbox.ask(lambda store: tuple(_queue(store)))
    return (*queued, await asyncio.to_thread(_audit, audit), await asyncio.to_thread(_counted, counters))


def _queue(store: Store) -> Iterator[Holding]:
    for one in held(store):
        yield Holding(f"queue.{one.state}", one.count, f"{local(one.oldest):%d/%m/%Y}", _DAYS.get(one.state, 0))
    yield Holding("numbers", days_numbered(store))


def _audit(log: AuditLog) -> Holding:
    count, oldest = log.held()
    return Holding("audit", count, f"{oldest.astimezone(VIETNAM):%d/%m/%Y}" if oldest else "", RETENTION_DAYS)


def _counted(counters: Counters) -> Holding:
    days = counters.days()
    return Holding("indicators", len(days), f"{days[0]:%d/%m/%Y}" if days else "", counting.RETENTION_DAYS)
