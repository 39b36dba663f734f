"""Opens what stands behind the desk – accounts, audit log – and keeps it in order while the kiosk runs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

import structlog

from kiosk.audit import Act, AuditError, AuditLog, Entry
from kiosk.audit.log import RETENTION_DAYS
from kiosk.indicators.counters import Counters, CountersError
from kiosk.settings import Settings
from kiosk.staff.accounts import AccountError, Accounts
from kiosk.staff.pin import pepper
from kiosk.staff.sign_in import SignIn
from kiosk.staff.unlock import Unlock
from kiosk.visit.clock import Clock
from kiosk.visit.counting import Counting
from kiosk.visit.desk.board import DeviceStates
from kiosk.visit.desk.consents import ConsentRows
from kiosk.visit.desk.desk import StaffDesk
from kiosk.visit.desk.door import DeskMeans
from kiosk.visit.mechanics import Mechanics
from kiosk.visit.stages.stage import Stage
from sync.jws import SigningKey
from sync.kiosk_keys import KeyUse, load_or_make
from sync.outbox import Outbox
from sync.telemetry import METRIC

_FIRST = date(1970, 1, 1)
EVERY = 300.0
"""Seconds between two looks: how far time has come is stored, and a new day closes the one before."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Opened:
    """Everything behind the desk, open."""

    means: DeskMeans
    accounts: Accounts
    audit_key: SigningKey
    clock: Clock

    @property
    def desks(self) -> Sequence[Callable[[Mechanics], Stage]]:
        """What stands beside a visit: the desk, and two that only watch."""
        return (
            lambda visit: StaffDesk(visit, self.means),
            lambda visit: ConsentRows(visit, self.means.audit),
            lambda visit: Counting(visit, self.means.counters),
        )

    async def keep(self) -> None:
        """Keep accounts and log in order until cancelled."""
        while True:
            try:
                await asyncio.to_thread(self._keep_once)
            except (AccountError, AuditError, CountersError) as error:
                log.error("audit_fail", error_type=type(error).__name__)
            await self.clock.sleep(EVERY)

    def _keep_once(self) -> None:
        audit = self.means.audit
        self.accounts.keep_time()
        gone = audit.forget_before(self.clock.now() - timedelta(days=RETENTION_DAYS))
        if gone:
            audit.record(Entry(act=Act.RETENTION_DONE, code=str(gone)))
        head = audit.close_day(self.audit_key)
        if head:
            log.info("audit_head", head=head)
        self._tell_days()

    def _tell_days(self) -> None:
        """Send what was counted on the days that are over; once each."""
        counters = self.means.counters
        for day in counters.to_tell(self.clock.now().date()):
            for one in counters.between(day, day):
                log.info(
                    METRIC, code=f"day_{one.name}", state=one.key or "all", count=one.count, day=(day - _FIRST).days
                )


@contextmanager
def opened(
    settings: Settings, outbox: Outbox, states: DeviceStates, slip_key: SigningKey, clock: Clock
) -> Iterator[Opened]:
    """Open accounts and log while the context lasts. Raises AccountError, AuditError, CountersError, OSError."""
    folder, keys = settings.state / "staff", settings.state / "keys"
    with (
        closing(AuditLog(settings.state / "audit", settings.kiosk, clock.now)) as audit,
        closing(Counters(settings.state / "indicators")) as counters,
        closing(Accounts(folder, pepper(keys))) as accounts,
    ):
        means = DeskMeans(
            sign_in=SignIn(accounts, audit, Unlock(settings.kiosk, keys)),
            audit=audit,
            outbox=outbox,
            states=states,
            slip_key=slip_key,
            counters=counters,
            closed_flag=folder / "closed",
        )
        yield Opened(means, accounts, load_or_make(keys, settings.kiosk, KeyUse.AUDIT), clock)
