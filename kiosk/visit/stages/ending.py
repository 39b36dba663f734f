"""The end of a visit: submit, which means durably stored; the slip; what becomes of the dossier while one waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import structlog

from kiosk.faults import Fault
from kiosk.forms.answers import find
from kiosk.language.words import Line
from kiosk.procedures.procedure import Holder
from kiosk.procedures.reminders import born_in, suggestions, vaccination_calendar
from kiosk.visit import events as ev
from kiosk.visit.catalogue_view import catalogue_view
from kiosk.visit.filing import REQUESTER, case_of
from kiosk.visit.left import knowing, left_to_desk
from kiosk.visit.printing import print_page
from kiosk.visit.rating import BEST, WORST, Reason
from kiosk.visit.snapshot import Delivery, SlipState, Submitted
from kiosk.visit.stages.stage import Meanings, Stage
from kiosk.visit.states import State, Trigger
from kiosk.visit.submit import Dossier, Filed, NotStored
from kiosk.visit.table import Refused
from sync.outbox import OutboxError

log = structlog.get_logger()

DELIVERY_POLL = 1.0
"""Seconds between two looks at what became of the dossier, while "done" is shown."""


class Ending(Stage):
    """What happens from "Đúng rồi, nộp hồ sơ" to the slip in the hand."""

    def meanings(self) -> Meanings:
        """Review's confirmation, and done."""
        return {
            (State.REVIEW, ev.Confirm): lambda _: self._confirm(),
            (State.REVIEW, ev.TryAgain): lambda _: self._confirm(),
            (State.DONE, ev.PrintAgain): lambda _: self._print_again(),
            (State.DONE, ev.TryAgain): lambda _: self._print_again(),
            (State.DONE, ev.Rate): lambda event: self._rate(event.face),
            (State.DONE, ev.RateReason): lambda event: self._because(event.reason),
            (State.DONE, ev.Another): lambda _: self._another(),
            (State.DONE, ev.Finish): lambda _: self.visit.follow(Trigger.FINISH),
        }

    def _confirm(self) -> None:
        if REQUESTER not in self.session.identified:
            raise Refused("nobody identified")
        if self.visit.procedure.holder is not Holder.UNVERIFIED and self.session.holder is Holder.UNVERIFIED:
            self.visit.publish(fault=Fault.HOLDER_UNVERIFIED)
            return
        self.visit.follow(Trigger.CONFIRM)
        self.visit.start(self._submit)

    def hand_over(self) -> None:
        """Give the form to the counter as it is. Raises Refused where there is none."""
        if REQUESTER not in self.session.identified:
            raise Refused("nobody identified")
        self.visit.follow(Trigger.HAND_OVER)
        self.session.unfinished = True
        self.visit.start(self._submit)

    async def _submit(self) -> None:
        dossier = self._dossier()
        try:
            filed = await self.visit.means.office.file(dossier)
        except NotStored as failure:
            log.error("queue_fail", code=failure.fault.name)
            self.session.unfinished = False
            self.visit.follow(Trigger.FAILED, fault=failure.fault, review=self.visit.filling.review())
            return
        self.session.filed = filed
        submitted = Submitted(
            filed.local_number,
            filed.submission_id,
            Delivery.QUEUED,
            slip_code=filed.slip_code,
            unfinished=dossier.unfinished,
            left=tuple(map(dossier.say, dossier.left)),
            payment=filed.payment,
            payee=dossier.payee.said if dossier.payee is not None and filed.payment else "",
            suggestions=self._suggestions(),
            calendar=self._calendar(),
        )
        self.visit.follow(Trigger.STORED, submitted=submitted)
        self.visit.start(partial(self._finish, filed))

    def _dossier(self) -> Dossier:
        filling, papers = self.visit.filling, self.now.papers.piles if self.now.papers else ()
        precheck = None if self.session.unfinished else self.now.precheck
        return Dossier(
            procedure=self.visit.procedure,
            filling=filling,
            identified=dict(self.session.identified),
            consents=tuple(self.session.given),
            papers=papers,
            left=tuple(left_to_desk(filling, precheck.outcome, papers)) if precheck else (),
            say=knowing(self.visit.say, filling),
            fee=self.now.precheck.fee.text if self.now.precheck else "",
            case=case_of(self.now.precheck),
            holder=self.session.holder,
            unfinished=self.session.unfinished,
            payee=self.visit.means.library.payee,
            amount=self._amount(),
        )

    def _suggestions(self) -> tuple[Line, ...]:
        party = self.session.identified[REQUESTER].party
        return suggestions(party, self.visit.today, drafts=self.visit.means.library.drafts)

    def _calendar(self) -> str:
        pointer = born_in(self.visit.procedure.code, drafts=self.visit.means.library.drafts)
        born = find(self.visit.filling.outputs()[0].answers, pointer) if pointer else None
        return vaccination_calendar(date.fromisoformat(born), self.visit.today) if born else ""

    def _amount(self) -> int:
        """Đồng of this one dossier, 0 where nobody can say here: a fee by the piece is reckoned at the desk."""
        fee = self.now.precheck.fee if self.now.precheck else None
        return fee.amount or 0 if fee is not None and fee.per in ("", "lần", "hồ sơ") else 0

    async def _finish(self, filed: Filed) -> None:
        fault = await print_page(self.visit.means.devices, filed.slip)
        if self.now.submitted is not None:
            slip = SlipState.FAILED if fault else SlipState.PRINTED
            self.visit.publish(submitted=replace(self.now.submitted, slip=slip), fault=fault)
        while True:
            await self._look_after(filed)
            await self.visit.means.clock.sleep(DELIVERY_POLL)

    async def _look_after(self, filed: Filed) -> None:
        """Show what became of the dossier while the citizen is still here; unanswered, what is known stays."""
        shown = self.now.submitted
        try:
            now = await self.visit.means.office.delivery(filed)
        except OutboxError as error:
            log.warning("queue_fail", code=error.fault.value)
            return
        if shown is not None and (now.delivery, now.dossier_code) != (shown.delivery, shown.dossier_code):
            self.visit.publish(submitted=replace(shown, delivery=now.delivery, dossier_code=now.dossier_code))
        if now.online is not self.now.online:
            self.visit.publish(online=now.online)

    def _print_again(self) -> None:
        if self.session.filed is None or self.now.submitted is None:
            raise Refused("nothing to print")
        self.visit.publish(submitted=replace(self.now.submitted, slip=SlipState.PRINTING), fault=None)
        self.visit.start(partial(self._finish, self.session.filed))

    def _rate(self, face: int) -> None:
        if not WORST <= face <= BEST:
            raise Refused("no such face")
        self.visit.publish(rating=replace(self.now.rating, face=face))

    def _because(self, reason: str) -> None:
        """Take a reason, or take it back."""
        if not self.now.rating.asks_why or reason not in set(Reason):
            raise Refused("no reason")
        self.visit.publish(rating=replace(self.now.rating, reasons=self.now.rating.reasons ^ {Reason(reason)}))

    def _another(self) -> None:
        """Let the same person go on without laying the card again; what was answered and filed is forgotten here."""
        catalogue = catalogue_view(self.visit.means.library, self.visit.today)
        self.visit.begin_again(Trigger.ANOTHER, catalogue=catalogue)
