"""The technician at the screen: sees how each device is, lets it work once, runs the self-test; locks itself.

Every test is an audit row before it begins. Nothing of a submission can be asked for here: there is no event for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import structlog

from drivers.ports import Device, DeviceError, DeviceFault
from kiosk.audit import Act, AuditError, AuditLog, Entry
from kiosk.devices import device_fault
from kiosk.faults import Fault, page
from kiosk.fitting import chosen
from kiosk.staff.roles import Person, Right, may
from kiosk.technician import live
from kiosk.technician.doctor import examine_running
from kiosk.technician.finding import Finding, table
from kiosk.visit import events as ev
from kiosk.visit.bench import (
    BenchView,
    DeviceRow,
    LeaveBench,
    OpenAgain,
    RunSelfTest,
    Said,
    ShowBenchPage,
    TechnicianEvent,
    TryDevice,
)
from kiosk.visit.mechanics import Mechanics
from kiosk.visit.stages.stage import Meanings, Stage
from kiosk.visit.states import State, Trigger
from kiosk.visit.table import Refused
from sync.outcome_words import words as outcome_words
from sync.portal import PortalError
from sync.status import ask_status

log = structlog.get_logger()

LOOK_EVERY = 1.0
"""Seconds between two looks at the devices and the clock."""
TRY_SECONDS = 20.0
"""For a card to be laid, a code to be read."""
_NOWHERE = "K00-000000-0000-0"
"""No dossier has this number: asking for it asks only whether the portal answers."""

States = Callable[[], Mapping[str, DeviceFault | None]]
"""Devices of the settings, each with what keeps it away."""


@dataclass(frozen=True, slots=True)
class BenchMeans:
    """What the bench works with beside the visit's own means."""

    audit: AuditLog
    states: States


class BenchDoor:
    """Stands between the staff's desk, where technicians sign in, and the bench, which is made with the visit."""

    def __init__(self, means: BenchMeans) -> None:
        self._means = means
        self._bench: Bench | None = None

    def make(self, visit: Mechanics) -> Bench:
        """Make the bench of a visit."""
        self._bench = Bench(visit, self._means)
        return self._bench

    def enter(self, person: Person) -> None:
        """Let a technician in."""
        if self._bench is not None:
            self._bench.enter(person)


class Bench(Stage):
    """One technician's screen; nobody is at it until one has signed in at the desk."""

    def __init__(self, visit: Mechanics, means: BenchMeans) -> None:
        super().__init__(visit)
        self._means = means
        self._deadline = 0.0
        self._watching: asyncio.Task[None] | None = None
        self._work: asyncio.Task[None] | None = None

    def meanings(self) -> Meanings:
        """Technicians' events, in their own state only."""
        here = State.TECHNICIAN
        return {(here, TechnicianEvent): self._take, (here, ev.Touched): lambda _: self._touched()}

    def enter(self, person: Person) -> None:
        """Show the bench; while a citizen's visit goes on the screen is given back instead."""
        if self.now.state is not State.STAFF:
            self.visit.publish(desk=None)
            return
        self._touched()
        self.visit.follow(Trigger.TECHNICIAN_IN)
        self.visit.publish(bench=BenchView(person, devices=tuple(self._rows())))
        self._watching = asyncio.get_running_loop().create_task(self._watch())

    def _take(self, event: TechnicianEvent) -> None:
        self._touched()
        match event:
            case LeaveBench():
                self._leave("")
            case ShowBenchPage(page_):
                self._show(page=page_)
            case OpenAgain(name):
                self._open_again(name)
            case TryDevice(name):
                self._begin(name, lambda: self._try(name))
            case RunSelfTest():
                self._begin("all", self._self_test)

    # --- tests ---

    def _begin(self, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Start one test; another has to wait for its end."""
        if self._view.trying or not may(self._view.person.role, Right.TEST_DEVICES):
            raise Refused("not now")
        self._show(trying=name)
        self._work = asyncio.get_running_loop().create_task(self._recorded(name, work))

    async def _recorded(self, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        person = self._view.person
        entry = Entry(act=Act.DEVICE_TESTED, account=person.number, role=person.role, code=name)
        try:
            await asyncio.to_thread(self._means.audit.record, entry)
            await work()
        except AuditError as error:
            log.error("audit_fail", error_type=type(error).__name__)
        finally:
            if self.now.bench is not None:
                self._show(trying="", loopback="")

    async def _try(self, name: str) -> None:
        device = getattr(self.visit.means.devices, name, None)
        if device is None:
            return
        text = live.loopback_text() if name == "code_scanner" else ""
        self._show(loopback=text)
        told = await self._live(name, device, text)
        rows = tuple(replace(row, tried=said_of(told)) if row.name == name else row for row in self._view.devices)
        self._show(devices=rows)

    async def _live(self, name: str, device: Device, text: str) -> Finding:
        fault = self._means.states().get(name)
        if fault is not None:  # it is being opened again all the time: nothing to try
            return Finding("device", fault.value, {"driver": ""}, name)
        if text:
            return await live.try_code(device, text, TRY_SECONDS)  # type: ignore[arg-type]  # by its name
        now = f"{self.visit.means.clock.now():%H:%M, %d/%m/%Y}"
        can = self.visit.means.settings.test_card
        return await live.try_device(name, device, can, lambda width: live.test_page(width, now), TRY_SECONDS)

    async def _self_test(self) -> None:
        settings = self.visit.means.settings
        found = [said_of(one) async for one in examine_running(settings)]
        self._show(system=tuple(found))
        self._show(network=(await self._portal(),))

    async def _portal(self) -> Said:
        """Ask the portal through the sync process, since this one has no network."""
        url = self.visit.means.settings.portal.url
        try:
            await ask_status(self.visit.means.settings.state / "outbox", _NOWHERE)
        except PortalError as error:
            return Said("warn", outcome_words(error.outcome).staff, outcome_words(error.outcome).technician)
        return Said("ok", f"Cổng {url} trả lời")

    def _open_again(self, name: str) -> None:
        device = getattr(self.visit.means.devices, name, None)
        if device is not None:
            self.visit.means.devices.report(device, DeviceError(DeviceFault.NOT_RESPONDING, "asked by a technician"))

    # --- what is seen ---

    def _rows(self) -> Iterator[DeviceRow]:
        """Every device as it is now; what its last test found stays."""
        tried = {row.name: row.tried for row in self._view.devices} if self.now.bench is not None else {}
        for name, said in chosen(self.visit.means.settings):
            fault = self._means.states().get(name)
            simulated = said.driver == "simulated" or bool(said.options.get("emulated"))
            title = table()["names"][name]["vi"]
            row = DeviceRow(name, title, said.driver, simulated, tried=tried.get(name))
            yield row if fault is None else replace(row, **_page_of(name, fault))

    async def _watch(self) -> None:
        """Keep the devices fresh, and lock the screen when nobody touches it."""
        clock = self.visit.means.clock
        while clock.monotonic() < self._deadline or self._view.trying:
            self._show(devices=tuple(self._rows()))
            await clock.sleep(LOOK_EVERY)
        self._watching = None
        self._leave("idle")

    def _leave(self, why: str) -> None:
        """Sign out and give the screen back to citizens."""
        person = self._view.person
        for task in (self._watching, self._work):
            if task is not None:
                task.cancel()
        self._watching = self._work = None
        entry = Entry(act=Act.SIGNED_OUT, account=person.number, role=person.role, code=why)
        with suppress(AuditError):
            self._means.audit.record(entry)
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


def said_of(found: Finding) -> Said:
    """A finding in Vietnamese."""
    words = found.words
    return Said(words.level.value, words.vi, words.remedy_vi)


def _page_of(name: str, fault: DeviceFault) -> dict[str, Any]:
    """Code and steps of the page that belongs to a device's fault."""
    known = device_fault(name, fault)
    return {"fault": fault.value, "code": known.value, "steps": page(known).technician}
