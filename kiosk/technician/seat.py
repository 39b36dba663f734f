"""The technician's seat before the screen: who sits there, one piece of work at a time, each kept in the log first."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import structlog

from drivers.ports import DeviceFault
from kiosk.audit import Act, AuditError, AuditLog, Entry
from kiosk.devices import device_fault
from kiosk.faults import Fault, page
from kiosk.fitting import chosen
from kiosk.staff.roles import Person, Right, may
from kiosk.technician.finding import Finding, table
from kiosk.visit.bench import BenchView, DeviceRow
from kiosk.visit.mechanics import Mechanics
from kiosk.visit.stages.stage import Stage
from kiosk.visit.states import State, Trigger
from kiosk.visit.table import Refused
from sync.outbox import Outbox, OutboxError, OutboxFault

log = structlog.get_logger()

LOOK_EVERY = 1.0
"""Seconds between two looks at the devices and the clock."""

States = Callable[[], Mapping[str, DeviceFault | None]]
"""Devices of the settings, each with what keeps it away."""
Work = Callable[[], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class BenchMeans:
    """What the bench works with beside the visit's own means."""

    audit: AuditLog
    states: States
    outbox: Outbox
    settings_file: Path | None = None
    """Where the settings stand; None where they came from elsewhere."""


class Seat(Stage):
    """Somebody or nobody at the bench; what they may do there is said by `kiosk.technician.bench`."""

    def __init__(self, visit: Mechanics, means: BenchMeans) -> None:
        super().__init__(visit)
        self._means = means
        self._deadline = 0.0
        self._watching: asyncio.Task[None] | None = None
        self._work: asyncio.Task[None] | None = None

    def enter(self, person: Person) -> None:
        """Show the bench; while a citizen's visit goes on the screen is given back instead."""
        if self.now.state is not State.STAFF:
            self.visit.publish(desk=None)
            return
        self._touched()
        self.visit.follow(Trigger.TECHNICIAN_IN)
        self.visit.publish(bench=BenchView(person, devices=tuple(self._rows())))
        self._watching = asyncio.get_running_loop().create_task(self._watch())

    # --- one piece of work ---

    def _begin(self, name: str, work: Work, right: Right = Right.SEE_BOARD, row: Entry | None = None) -> None:
        """Start one thing; another has to wait for its end."""
        if self._view.trying or not may(self._view.person.role, right):
            raise Refused("not now")
        self._show(trying=name, notice=None)
        self._work = asyncio.get_running_loop().create_task(self._recorded(work, row))

    async def _recorded(self, work: Work, row: Entry | None) -> None:
        try:
            if row is not None:
                await asyncio.to_thread(self._means.audit.record, row)
            await work()
        except AuditError as error:
            log.error("audit_fail", error_type=type(error).__name__)
            self._show(notice=Finding("bench", "not_recorded").words)
        except OutboxError as error:
            log.warning("queue_fail", code=error.fault.value)
            told = error.fault.value if error.fault.value in table()["bench"] else OutboxFault.BROKEN.value
            self._show(notice=Finding("bench", told).words)
        except Exception as error:  # noqa: BLE001 – as everywhere in a visit
            if self._watching is not None:
                self._watching.cancel()
            self.visit.crashed(error)
        finally:
            if self.now.bench is not None:
                self._show(trying="", loopback="")

    def _row(self, act: Act, *, about: str = "", code: str = "") -> Entry:
        person = self._view.person
        return Entry(act=act, account=person.number, role=person.role, about=about, code=code)

    # --- what is seen ---

    def _rows(self) -> Iterator[DeviceRow]:
        """Every device as it is now; what its last test found stays."""
        tried = {row.name: row.tried for row in self._view.devices} if self.now.bench is not None else {}
        for name, said in chosen(self.visit.means.settings):
            fault = self._means.states().get(name)
            title = table()["names"][name]["vi"]
            row = DeviceRow(name, title, said.driver, said.simulated, tried=tried.get(name))
            yield row if fault is None else replace(row, **_page_of(name, fault))

    async def _watch(self) -> None:
        """Keep the devices fresh, and lock the screen when nobody touches it."""
        clock = self.visit.means.clock
        while (now := clock.monotonic()) < self._deadline or self._view.trying:
            self._show(devices=tuple(self._rows()), locks_in=max(0, math.ceil(self._deadline - now)))
            await clock.sleep(LOOK_EVERY)
        self._watching = None
        self._leave("idle")

    def _leave(self, why: str) -> None:
        """Sign out and give the screen back to citizens."""
        row = self._row(Act.SIGNED_OUT, code=why)
        for task in (self._watching, self._work):
            if task is not None:
                task.cancel()
        self._watching = self._work = None
        with suppress(AuditError):
            self._means.audit.record(row)
        if self.visit.held_closed:
            self.visit.follow(Trigger.CLOSE, fault=Fault.CLOSED_BY_STAFF)
        else:
            self.visit.follow(Trigger.TECHNICIAN_OUT)

    def _touched(self) -> None:
        self._deadline = self.visit.means.clock.monotonic() + self.visit.means.settings.staff.idle_seconds

    @property
    def _view(self) -> BenchView:
        if self.now.bench is None:
            raise Refused("nobody is here")
        return self.now.bench

    def _show(self, **changes: Any) -> None:
        if self.now.bench is not None:
            self.visit.publish(bench=replace(self.now.bench, **changes))


def _page_of(name: str, fault: DeviceFault) -> dict[str, Any]:
    """Code and steps of the page that belongs to a device's fault."""
    known = device_fault(name, fault)
    return {"fault": fault.value, "code": known.value, "steps": page(known).technician}
