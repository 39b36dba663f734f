"""A number for the queue: from welcome, or from the pre-check with the papers to bring."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from kiosk.faults import Fault
from kiosk.receipts.ticket import Ticket, render_ticket
from kiosk.visit import events as ev
from kiosk.visit.printing import print_page
from kiosk.visit.snapshot import Counter, SlipState, TicketView
from kiosk.visit.stages.stage import Meanings, Stage
from kiosk.visit.states import State, Trigger
from kiosk.visit.table import Refused
from sync.outbox import OutboxError


class Ticketing(Stage):
    """Takes one number a visit; the counters are those of the settings."""

    def meanings(self) -> Meanings:
        """The wish on welcome and pre-check, and ticket."""
        return {
            (State.WELCOME, ev.TakeNumber): lambda _: self._choose(),
            (State.PRECHECK, ev.TakeNumber): lambda _: self._for_procedure(),
            (State.TICKET, ev.ChooseCounter): lambda event: self._take(event.letter),
            (State.TICKET, ev.TryAgain): lambda _: self._print_again(),
            (State.TICKET, ev.Back): lambda _: self._back(),
            (State.TICKET, ev.Finish): lambda _: self.visit.follow(Trigger.FINISH),
        }

    def _choose(self) -> None:
        if not self.now.counters:
            raise Refused("no counters")
        self.visit.begin(Trigger.TAKE_NUMBER, ticket=TicketView(self.now.counters))

    def _for_procedure(self) -> None:
        """Go straight to the number where one counter alone serves the procedure."""
        if not self.now.counters:
            raise Refused("no counters")
        serving = tuple(counter for counter in self.now.counters if self.visit.procedure.group in counter.groups)
        taken = self.now.ticket
        self.visit.follow(Trigger.TAKE_NUMBER, ticket=taken or TicketView(serving or self.now.counters))
        if len(serving) == 1 and not taken:
            self._take(serving[0].letter)

    def _back(self) -> None:
        """To the pre-check it came from, a number that was taken still kept; else to welcome."""
        kept = self.now.ticket if self.now.ticket and self.now.ticket.number else None
        self.visit.follow(Trigger.BACK if self.now.procedure is None else Trigger.CHOOSE, ticket=kept)

    def _take(self, letter: str) -> None:
        shown = self.now.ticket
        counter = next((c for c in shown.counters if c.letter == letter), None) if shown else None
        if shown is None or counter is None or shown.counter is not None:
            raise Refused("no such counter, or a number was taken")
        self.visit.publish(ticket=replace(shown, counter=counter))
        self.visit.start(partial(self._give, counter))

    async def _give(self, counter: Counter) -> None:
        try:
            number = await self.visit.means.tickets.next(counter.letter, self.visit.today)
        except OutboxError:
            self._show(counter=None, fault=Fault.NO_NUMBER)
            return
        self._show(number=number)
        await self._print()

    def _print_again(self) -> None:
        if self.now.ticket is None or not self.now.ticket.number:
            raise Refused("nothing to print")
        self._show(slip=SlipState.PRINTING)
        self.visit.start(self._print)

    async def _print(self) -> None:
        draw = partial(render_ticket, self._ticket(), say=self.visit.say)
        failed = await print_page(self.visit.means.devices, draw)
        if failed:
            self._show(slip=SlipState.FAILED, fault=Fault.TICKET_NOT_PRINTED)
        else:
            self._show(slip=SlipState.PRINTED)

    def _show(self, fault: Fault | None = None, **changes: object) -> None:
        if self.now.ticket is not None:
            self.visit.publish(ticket=replace(self.now.ticket, **changes), fault=fault)  # type: ignore[arg-type]

    def _ticket(self) -> Ticket:
        shown, checked = self.now.ticket, self.now.precheck
        if shown is None or shown.counter is None:
            raise Refused("no ticket")
        procedure = self.now.procedure
        known = checked is not None and checked.question is None
        return Ticket(
            centre=self.now.centre,
            number=shown.number,
            counter=shown.counter.name,
            desk=shown.counter.desk,
            taken_at=self.visit.means.clock.now(),
            procedure=procedure.short_name if procedure else "",
            slug=procedure.slug if procedure else "",
            outcome=checked.outcome if checked is not None and known else None,
        )
