"""The technician at the screen: sees how each device is, lets it work once, mends queue and settings; locks itself.

Every act is an audit row before it begins. Nothing that was filed can be asked for here: there is no event for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from functools import partial

from drivers.ports import CodeScanner, Device, DeviceError, DeviceFault, ReceiptPrinter
from kiosk.audit import Act
from kiosk.portal_link import queue_folder
from kiosk.staff.roles import Person, Right
from kiosk.technician import changing, dossiers, live, touch
from kiosk.technician.config import checked
from kiosk.technician.doctor import examine_running
from kiosk.technician.finding import Finding
from kiosk.technician.pages import log_rows, queue_view, settings_view
from kiosk.technician.seat import LOOK_EVERY, BenchMeans, Seat
from kiosk.technician.standing import told_of_portal
from kiosk.visit import bench as be
from kiosk.visit import events as ev
from kiosk.visit.mechanics import Mechanics
from kiosk.visit.stages.stage import Meanings
from kiosk.visit.states import State
from kiosk.visit.table import Refused
from sync.local_number import is_local_number
from sync.outbox import Store
from sync.outcome_words import words as outcome_words
from sync.portal import PortalError
from sync.status import ask_probe

TRY_SECONDS = 20.0
"""For a card to be laid, a code to be read, a cover to be opened."""
TOUCH_SECONDS = 8.0
"""Without a touch for so long, what was not touched of the grid counts as dead."""
_REASON = "technician"
"""Why a dossier was set aside, as its row keeps it."""


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


class Bench(Seat):
    """What each wish of a technician at the screen does."""

    def __init__(self, visit: Mechanics, means: BenchMeans) -> None:
        super().__init__(visit, means)
        self._touched_at = 0.0
        self._panel = (1, 1)
        """Pixels of the touch panel under test."""

    def meanings(self) -> Meanings:
        """Technicians' events, in their own state only."""
        here = State.TECHNICIAN
        return {(here, be.TechnicianEvent): self._take, (here, ev.Touched): lambda _: self._touched()}

    def _take(self, event: be.TechnicianEvent) -> None:
        self._touched()
        match event:
            case be.LeaveBench():
                self._leave("")
            case be.ShowBenchPage(page_):
                self._turn(page_)
            case be.OpenAgain(name):
                self._open_again(name)
            case be.TouchedAt(x, y) if self._view.trying == be.BenchPage.TOUCH:
                self._touched_at = self.visit.means.clock.monotonic()
                points = touch.touched(self._view.touch.points, x, y, *self._panel)
                self._show(touch=be.TouchView(points))
            case _:
                self._begin_act(event)

    def _turn(self, to: be.BenchPage) -> None:
        self._show(page=to, notice=None)
        if self._view.trying:
            return  # what is under way shows its page itself
        if to is be.BenchPage.QUEUE:
            self._begin("queue", self._look_at_queue)
        elif to is be.BenchPage.SETTINGS:
            self._begin("settings", partial(self._look_at_settings, []))
        elif to is be.BenchPage.LOG:
            self._show(log=tuple(log_rows()))

    # --- acts ---

    def _begin_act(self, event: be.TechnicianEvent) -> None:
        tested = partial(self._row, Act.DEVICE_TESTED)
        match event:
            case be.TryDevice(name, paper_out):
                work = partial(self._try, name, paper_out=paper_out)
                self._begin(name, work, Right.TEST_DEVICES, tested(code=name))
            case be.RunSelfTest():
                self._begin("all", self._self_test, Right.TEST_DEVICES, tested(code="all"))
            case be.StartTouch(width, height):
                self._panel = (max(1, width), max(1, height))
                self._begin("touch", self._touch_test, Right.TEST_DEVICES, tested(code="touch"))
            case be.TreatDossier(act, number) if is_local_number(number) or (not number and act is be.DossierAct.RETRY):
                right, kept = _TREATED[act]
                self._begin("queue", partial(self._treat, act, number), right, self._row(kept, about=number))
            case be.ChangeSettings(act):  # applying and going back leave a row of their own, with the digest
                self._begin("settings", partial(self._change, act), Right.CHANGE_SETTINGS)
            case _:
                raise Refused("not now")

    # --- devices ---

    async def _try(self, name: str, *, paper_out: bool) -> None:
        device = getattr(self.visit.means.devices, name, None)
        if device is None:
            return
        told = (await self._live(name, device, paper_out=paper_out)).words
        rows = tuple(replace(row, tried=told) if row.name == name else row for row in self._view.devices)
        self._show(devices=rows)

    async def _live(self, name: str, device: Device, *, paper_out: bool) -> Finding:
        fault = self._means.states().get(name)
        if fault is not None:  # it is being opened again all the time: nothing to try
            return Finding("device", fault.value, {"driver": ""}, name)
        if isinstance(device, CodeScanner):
            text = live.loopback_text()
            self._show(loopback=text)
            return await live.try_code(device, text, TRY_SECONDS)
        if isinstance(device, ReceiptPrinter) and paper_out:
            return await live.try_paper_out(device, TRY_SECONDS)
        now = f"{self.visit.means.clock.now():%H:%M, %d/%m/%Y}"
        can = self.visit.means.settings.test_card
        return await live.try_device(name, device, can, lambda width: live.test_page(width, now), TRY_SECONDS)

    async def _touch_test(self) -> None:
        """Wait until every cross was touched, or no touch has come for a while."""
        clock = self.visit.means.clock
        self._touched_at = clock.monotonic()
        self._show(touch=be.TouchView(touch.crosses(*self._panel)))
        while any(one.off is None for one in self._view.touch.points):
            if clock.monotonic() > self._touched_at + TOUCH_SECONDS:
                break
            await clock.sleep(LOOK_EVERY / 4)
        points = self._view.touch.points
        self._show(touch=be.TouchView(points, touch.judge(points).words))

    async def _self_test(self) -> None:
        settings = self.visit.means.settings
        found = [one.words async for one in examine_running(settings)]
        self._show(system=tuple(found))
        self._show(network=tuple([one async for one in self._network()]))

    async def _network(self) -> AsyncIterator[be.Said]:
        """Try the way to the portal through the sync process, since this one has no network."""
        settings = self.visit.means.settings
        try:
            said = await ask_probe(queue_folder(settings))
        except PortalError as error:
            words = outcome_words(error.outcome)
            yield be.Said("warn", words.staff, words.technician)
            return
        for one in told_of_portal(said, settings.portal.url):
            yield one.words

    def _open_again(self, name: str) -> None:
        device = getattr(self.visit.means.devices, name, None)
        if device is not None:
            self.visit.means.devices.report(device, DeviceError(DeviceFault.NOT_RESPONDING, "asked by a technician"))

    # --- queue and settings ---

    async def _look_at_queue(self) -> None:
        self._show(queue=await self._means.outbox.ask(lambda store: queue_view(store, self.visit.today)))

    async def _treat(self, act: be.DossierAct, number: str) -> None:
        works: dict[be.DossierAct, Callable[[Store], object]] = {
            be.DossierAct.RETRY: lambda store: dossiers.retry(store, number),
            be.DossierAct.SET_ASIDE: lambda store: dossiers.set_aside(store, number, _REASON),
            be.DossierAct.RELEASE: lambda store: dossiers.release(store, number),
        }
        try:
            await self._means.outbox.ask(works[act])
            self._show(notice=Finding("bench", "done").words)
        finally:  # what came in between is seen as well
            await self._look_at_queue()

    async def _look_at_settings(self, found: list[Finding]) -> None:
        settings, file = self.visit.means.settings, self._means.settings_file
        self._show(settings=await asyncio.to_thread(settings_view, settings, file, found))

    async def _change(self, act: be.SettingsAct) -> None:
        file = self._means.settings_file
        if file is None:
            return
        new = changing.brought(file)
        if act is be.SettingsAct.ROLLBACK:
            found = await changing.rollback(file, self._keep)
        elif act is be.SettingsAct.APPLY:
            found = await changing.apply(new, file, self._keep)
        else:
            found = (await asyncio.to_thread(checked, new))[1]
        await self._look_at_settings(found)

    def _keep(self, act: Act, name: str) -> None:
        self._means.audit.record(self._row(act, code=name))


_TREATED: Mapping[be.DossierAct, tuple[Right, Act]] = {
    be.DossierAct.RETRY: (Right.SEND_AGAIN, Act.SENT_AGAIN),
    be.DossierAct.SET_ASIDE: (Right.SET_ASIDE, Act.SET_ASIDE),
    be.DossierAct.RELEASE: (Right.SET_ASIDE, Act.RELEASED),
}
