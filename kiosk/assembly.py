"""Builds a kiosk from its settings, without a screen: devices, data, queue and visit."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import structlog

from drivers.card.emrtd.errors import Malformed
from drivers.card.emrtd.portrait import decode_portrait
from drivers.ports import Device, DeviceError, DeviceFault, DocumentCamera, Frame, Paper, Portrait, ReceiptPrinter
from drivers.supervisor import Back, Change, OnChange, Supervisor
from kiosk import fitting
from kiosk.devices import Devices
from kiosk.forms.paper import Done, render_pdf
from kiosk.forms.walk import Filling
from kiosk.portal_link import queue_folder, sealing_key, signing_key
from kiosk.settings import Settings
from kiosk.technician.bench import BenchDoor
from kiosk.technician.seat import BenchMeans
from kiosk.visit.clock import Clock, SystemClock
from kiosk.visit.desk.opening import opened
from kiosk.visit.edition import Editions
from kiosk.visit.enquiry import Enquiry
from kiosk.visit.filing import PrintedForm
from kiosk.visit.library import Library
from kiosk.visit.mechanics import Means
from kiosk.visit.service import Visit
from kiosk.visit.submit import Office
from kiosk.visit.tickets import Tickets
from kiosk.voice.speaker import Speaker
from sync.catalogue.standing import read_record
from sync.kiosk_keys import KeyUse
from sync.outbox import Outbox, OutboxError, OutboxFault
from sync.seal import PortalKey
from sync.status import ask_status
from sync.telemetry import METRIC
from sync.telemetry.gauges import EVERY, Told
from sync.timekeeping import Timekeeper

log = structlog.get_logger()

_PAPER = {Paper.UNKNOWN: -1, Paper.OUT: 0, Paper.NEAR_END: 1, Paper.OK: 2}
"""As measured values."""
OPENING_SECONDS = 3.0
"""A device that takes longer to open is met as away until it is there."""


@dataclass(frozen=True, slots=True)
class Kiosk:
    """A kiosk that runs: everything a screen, a headless visit or a technician's command needs."""

    settings: Settings
    visit: Visit
    outbox: Outbox
    library: Library
    """The data that the first visit is served by."""
    devices: Devices
    speaker: Speaker
    work: Sequence[asyncio.Task[None]] = field(repr=False)
    """The visit, the desk, the voice and the keepers of the devices."""

    async def pulse(self) -> bool:
        """Whether no work has broken off and the queue answers; a full disk is an answer."""
        try:
            await self.outbox.room()
        except OutboxError as error:
            if error.fault is not OutboxFault.FULL:
                return False
        return not any(task.done() and (task.cancelled() or task.exception()) for task in self.work)

    def preview(self) -> Frame | None:
        """Return the newest picture of the camera that looks, None while all are off; callable from any thread."""
        for camera in (self.devices.document_camera, self.devices.code_scanner):
            frame = camera.latest_frame() if camera is not None else None
            if frame is not None:
                return frame
        return None


@asynccontextmanager
async def running(settings: Settings, clock: Clock | None = None, file: Path | None = None) -> AsyncIterator[Kiosk]:
    """Open queue and devices and take events while the context lasts. Raises OutboxError, SettingsError.

    `file` is where the settings stand, for technicians to look at and change.
    """
    clock = clock or SystemClock()
    async with AsyncExitStack() as stack:
        outbox = Outbox(queue_folder(settings))
        stack.push_async_callback(outbox.close)
        await outbox.open()
        kept: dict[int, _Kept] = {}
        devices = _devices(settings, kept)
        editions = Editions(settings, clock, sealing_key(settings))
        served = editions.served
        settings = settings.model_copy(update={"visit": served.times})
        seen = max(await outbox.latest(), read_record(settings.state / "catalogue").floor)
        office = _office(settings, outbox, clock, served.sealing, seen=seen, camera=devices.document_camera)
        enquiry = Enquiry(outbox, partial(ask_status, queue_folder(settings)))
        tickets = Tickets(settings.state / "tickets")
        stack.push_async_callback(tickets.close)
        states = partial(_states, devices, kept)
        desk = stack.enter_context(opened(settings, outbox, states, signing_key(settings, KeyUse.SLIP), clock))
        door = BenchDoor(BenchMeans(desk.means.audit, states, outbox, file))
        desk = replace(desk, means=replace(desk.means, technician=door.enter))
        desks = (*desk.desks, door.make)
        visit = Visit(Means(settings, served.library, devices, office, enquiry, tickets, clock, editions), desks)
        speaker = Speaker(devices.sound, devices.report)
        supervised = (one.supervisor.keep_open() for one in kept.values())
        measuring = _measure_paper(devices.receipt_printer, clock)
        works = (visit.run(), desk.keep(), speaker.run(), measuring, *supervised)
        tasks = [asyncio.create_task(work) for work in works]
        stack.push_async_callback(_ended, tasks)
        await _heard_of(kept.values())
        yield Kiosk(settings, visit, outbox, served.library, devices, speaker, tasks)


async def _ended(tasks: Iterable[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A device that is kept open, and whether it was heard of yet: open, or gone."""

    supervisor: Supervisor
    told: asyncio.Event


def _states(devices: Devices, kept: Mapping[int, _Kept]) -> Mapping[str, DeviceFault | None]:
    """The devices of the settings by name, each with the fault that keeps it away."""
    present = {name: getattr(devices, name) for name in fitting.KINDS}
    return {name: kept[id(one)].supervisor.fault for name, one in present.items() if one is not None}


async def _heard_of(kept: Iterable[_Kept]) -> None:
    """Wait until every device is open or known to be away, but not long: the first citizen must meet neither."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(OPENING_SECONDS):
            await asyncio.gather(*(one.told.wait() for one in kept))


def _office(
    settings: Settings,
    outbox: Outbox,
    clock: Clock,
    sealing: PortalKey,
    *,
    seen: float,
    camera: DocumentCamera | None,
) -> Office:
    timekeeper = Timekeeper(lambda: clock.now().timestamp(), clock.monotonic, seen)
    return Office(
        kiosk=settings.kiosk,
        place=settings.place,
        outbox=outbox,
        portal_key=sealing,
        slip_key=signing_key(settings, KeyUse.SLIP),
        clock=clock,
        print_forms=lambda filling: print_forms(filling, settings.place.commune),
        clock_quality=timekeeper.quality,
        camera=camera,
    )


def print_forms(filling: Filling, at: str) -> Sequence[PrintedForm]:
    """Typeset every official form of a filling that has a paper. Raises FormError."""
    forms = {form.id: form for form in (filling.form, *(output.form for output in filling.form.outputs))}
    done = Done(at, filling.context.today)
    outputs = [(forms[filled.form], filled) for filled in filling.outputs()]
    return [PrintedForm(form.symbol, render_pdf(form, filled, done)) for form, filled in outputs if form.paper]


def _devices(settings: Settings, kept: dict[int, _Kept]) -> Devices:
    """Make the drivers that the settings name; each is kept open by a supervisor of its own."""
    made: dict[str, Any] = {}
    for name, said in fitting.chosen(settings):
        made[name] = device = fitting.make(name, said, settings)
        told = asyncio.Event()
        kept[id(device)] = _Kept(Supervisor(device, _journal(fitting.KINDS[name], told)), told)

    def report(device: Device, error: DeviceError) -> None:
        kept[id(device)].supervisor.report(error)

    return Devices(
        **made,
        simulated=settings.devices.simulated,
        decode_portrait=_portrait,
        report=report,
        is_open=lambda device: kept[id(device)].supervisor.info is not None,
    )


async def _portrait(picture: bytes) -> Portrait | None:
    """Decode a chip's face in its limited child; a picture that is broken or hostile is none."""
    try:
        return await decode_portrait(picture)
    except Malformed as error:
        log.warning("card_portrait_refused", error_type=type(error).__name__)
        return None


async def _measure_paper(printer: ReceiptPrinter | None, clock: Clock) -> None:
    """Say every few minutes how much paper there is, when that has changed."""
    told = Told()
    while printer is not None:
        with contextlib.suppress(DeviceError):  # the supervisor says that the printer is gone
            told.say("paper", _PAPER[(await printer.status()).paper])
        await clock.sleep(EVERY)


def _journal(kind: str, told: asyncio.Event) -> OnChange:
    """Return what writes a device's going and coming to the journal; `told` is set with the first word of it."""

    async def changed(change: Change) -> None:
        told.set()
        log.debug(METRIC, code="device_up", state=kind, count=int(isinstance(change, Back)))
        if isinstance(change, Back):
            log.info("device_back", device=kind, code=change.info.driver)
        else:
            log.warning("device_gone", device=kind, code=change.error.fault.value)

    return changed
