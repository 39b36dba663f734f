"""The end of a visit: submit, which means durably stored; the slip; what becomes of the dossier while one waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import structlog

from drivers.ports import Bitmap, DeviceError
from kiosk.devices import Devices, printer_fault
from kiosk.faults import Fault
from kiosk.forms.walk import Filling
from kiosk.procedures.procedure import Procedure
from kiosk.settings import Visit as Times
from kiosk.visit.clock import Clock
from kiosk.visit.filing import REQUESTER
from kiosk.visit.mechanics import Mechanics
from kiosk.visit.snapshot import Delivery, SlipState, Snapshot, Submitted
from kiosk.visit.states import State, Trigger
from kiosk.visit.submit import Dossier, Filed, NotStored, Office
from kiosk.visit.table import Refused

log = structlog.get_logger()

DELIVERY_POLL = 1.0
"""Seconds between two looks at what became of the dossier, while "done" is shown."""


class Ending(Mechanics):
    """What happens from "Đúng rồi, nộp hồ sơ" to the slip in the hand."""

    def __init__(self, base: Snapshot, times: Times, clock: Clock, devices: Devices, office: Office) -> None:
        super().__init__(base, times, clock)
        self._clock = clock
        self._devices = devices
        self._office = office

    def _filling(self) -> Filling:
        if self._session.filling is None:
            raise Refused("no form")
        return self._session.filling

    def _procedure(self) -> Procedure:
        if self.snapshot.procedure is None:
            raise Refused("no procedure")
        return self.snapshot.procedure

    def _confirm(self) -> None:
        if REQUESTER not in self._session.identified:
            raise Refused("nobody identified")
        self._follow(Trigger.CONFIRM)
        self._start(self._submit)

    async def _submit(self) -> None:
        session, procedure = self._session, self._procedure()
        try:
            dossier = Dossier(
                procedure=procedure,
                filling=self._filling(),
                identified=dict(session.identified),
                consents=tuple(session.given),
                papers=self.snapshot.papers.piles if self.snapshot.papers else (),
                language=self.snapshot.language,
                fee=self.snapshot.precheck.fee.text if self.snapshot.precheck else "",
            )
            session.filed = await self._office.file(dossier)
        except NotStored as failure:
            log.error("queue_fail", code=failure.fault.name)
            self._follow(Trigger.FAILED, fault=failure.fault)
            return
        submitted = Submitted(
            session.filed.local_number, session.filed.submission_id, Delivery.QUEUED, slip_code=session.filed.slip_code
        )
        self._follow(Trigger.STORED, submitted=submitted)
        self._start(partial(self._finish, session.filed))

    async def _finish(self, filed: Filed) -> None:
        await self._print(filed)
        while True:
            await self._look_after(filed)
            await self._clock.sleep(DELIVERY_POLL)

    async def _look_after(self, filed: Filed) -> None:
        """Show what became of the dossier while the citizen is still here."""
        shown = self.snapshot.submitted
        now = await self._office.delivery(filed)
        if shown is not None and (now.delivery, now.dossier_code) != (shown.delivery, shown.dossier_code):
            self._publish(submitted=replace(shown, delivery=now.delivery, dossier_code=now.dossier_code))
        if now.online is not self.snapshot.online:
            self._publish(online=now.online)

    async def _print(self, filed: Filed) -> None:
        fault = await self._print_page(lambda: filed.slip)
        if self.snapshot.submitted is not None:
            slip = SlipState.FAILED if fault else SlipState.PRINTED
            self._publish(submitted=replace(self.snapshot.submitted, slip=slip), fault=fault)

    async def _print_page(self, draw: Callable[[], Bitmap | None]) -> Fault | None:
        """Print what `draw` gives and return what went wrong; a page that could not be drawn is no printer's fault."""
        printer, page = self._devices.receipt_printer, draw()
        if printer is None or page is None:
            return Fault.PRINTER_AWAY
        try:
            await printer.print(page)
        except DeviceError as error:
            self._devices.report(printer, error)
            return printer_fault(error.fault)
        return None

    def _print_again(self) -> None:
        if self.snapshot.state is not State.DONE or self._session.filed is None or self.snapshot.submitted is None:
            raise Refused("nothing to print")
        self._publish(submitted=replace(self.snapshot.submitted, slip=SlipState.PRINTING), fault=None)
        self._start(partial(self._finish, self._session.filed))
