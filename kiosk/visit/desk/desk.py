"""The desk of staff: who is at it, what they may do, and that every act leaves an audit row before it happens."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

import structlog

from kiosk.audit import Act
from kiosk.faults import Fault
from kiosk.staff.roles import Right, may
from kiosk.visit import events as ev
from kiosk.visit.desk import events as de
from kiosk.visit.desk.beside import NotComplete, from_paper
from kiosk.visit.desk.counter import Counter
from kiosk.visit.desk.door import DeskMeans, Door, Work
from kiosk.visit.desk.figures import figures
from kiosk.visit.desk.holdings import holdings
from kiosk.visit.desk.view import Notice, Page
from kiosk.visit.filing import REQUESTER
from kiosk.visit.identify import Identified
from kiosk.visit.mechanics import Mechanics
from kiosk.visit.stages.answering import Answering
from kiosk.visit.stages.ending import Ending
from kiosk.visit.stages.identifying import Identifying
from kiosk.visit.stages.stage import Meanings
from kiosk.visit.states import State, Trigger
from kiosk.visit.table import Refused
from sync.envelope import Holder
from sync.local_number import is_local_number

log = structlog.get_logger()

NEEDS: Mapping[type[de.StaffEvent], Right] = MappingProxyType(
    {
        de.ShowPile: Right.SEE_BOARD,
        de.SendAgain: Right.SEND_AGAIN,
        de.Reprint: Right.REPRINT,
        de.CloseKiosk: Right.CLOSE,
        de.ReopenKiosk: Right.CLOSE,
        de.PrintReport: Right.REPORT,
        de.PrintPostList: Right.POST_LIST,
        de.Erase: Right.ERASE,
        de.Vouch: Right.VOUCH,
        de.OfferHelp: Right.ASSIST,
        de.IdentifyByPaper: Right.IDENTIFY_BY_PAPER,
        de.HandOver: Right.HAND_OVER,
    }
)
"""What each event asks of the role; `PAGES` says it for turning to a page."""

PAGES: Mapping[Page, Right] = MappingProxyType(
    {
        Page.QUEUE: Right.SEE_BOARD,
        Page.MACHINE: Right.SEE_BOARD,
        Page.FIGURES: Right.SEE_INDICATORS,
        Page.SLIPS: Right.REPRINT,
        Page.HOLDINGS: Right.SEE_HOLDINGS,
        Page.BESIDE: Right.ASSIST,
        Page.PAPER: Right.IDENTIFY_BY_PAPER,
    }
)

_AT_THE_DOOR = (de.SignInAs, de.AskUnlock, de.AnswerUnlock, de.BackToPad)
OPEN = frozenset({de.OpenDesk, *_AT_THE_DOOR, de.LeaveDesk, de.AnswerOffer, de.EndHelp})
"""What needs nobody signed in: the way in and out, and what the citizen answers."""


class StaffDesk(Door):
    """One desk; nobody is at it until somebody has signed in."""

    def __init__(self, visit: Mechanics, means: DeskMeans) -> None:
        super().__init__(visit, means)
        self._counter = Counter(means.outbox, visit, means.slip_key, means.counters)

    def meanings(self) -> Meanings:
        """Staff events in any state; a touch keeps the desk open too."""
        return {(None, de.StaffEvent): self._take, (None, ev.Touched): lambda _: self._touched()}

    # --- who may do what ---

    def _take(self, event: de.StaffEvent) -> None:
        self._touched()
        if type(event) in OPEN:
            self._open_door(event)
            return
        right = PAGES.get(event.page) if isinstance(event, de.TurnTo) else NEEDS.get(type(event))
        if self._person is None or right is None or self._view.working:
            raise Refused(type(event).__name__)
        if not may(self._person.role, right):
            log.warning("authz_fail", code=right.value)
            self._spawn(self._recorded(Act.REFUSED, Notice.NOT_ALLOWED, code=right.value))
            return
        self._do(event)

    def _open_door(self, event: de.StaffEvent) -> None:
        match event:
            case de.OpenDesk():
                self._open()
            case de.SignInAs() | de.AskUnlock() | de.AnswerUnlock() | de.BackToPad():
                self._knock(event)
            case de.LeaveDesk():
                self._leave()
            case de.AnswerOffer(agrees):
                self._answer_offer(agrees)
            case de.EndHelp():
                self.visit.publish(helped_by="")

    def _do(self, event: de.StaffEvent) -> None:
        match event:
            case de.TurnTo(page):
                self._turn(page)
            case de.ShowPile(pile):
                self._show(board=replace(self._view.board, pile=pile, rows=()), notice=None)
                self._spawn(self._look())
            case de.OfferHelp():
                self._in_visit()
                self._show(page=Page.OFFER, notice=None)
            case de.Vouch(right_person):
                self._vouch(right_person)
            case de.IdentifyByPaper():
                self._identify(event)
            case de.HandOver():
                self._in_visit()
                self._spawn(self._recorded(Act.HANDED_TO_COUNTER, self._hand_over, about=self.now.visit))
            case _:
                self._work(event)

    def _work(self, event: de.StaffEvent) -> None:
        match event:
            case de.SendAgain():
                self._spawn(self._recorded(Act.SENT_AGAIN, self._counter.send_again))
            case de.Reprint(number):
                self._about(number, Act.SLIP_REPRINTED, partial(self._counter.reprint, number))
            case de.Erase(number):
                self._about(number, Act.ERASED, partial(self._counter.erase, number))
            case de.PrintReport():
                self._spawn(self._recorded(Act.REPORT_PRINTED, self._counter.report))
            case de.PrintPostList():
                self._spawn(self._recorded(Act.POST_LIST_PRINTED, self._counter.post_list))
            case de.CloseKiosk():
                self._spawn(self._recorded(Act.CLOSED, partial(self._keep_closed, closed=True)))
            case de.ReopenKiosk():
                self._spawn(self._recorded(Act.REOPENED, partial(self._keep_closed, closed=False)))

    def _in_visit(self) -> None:
        if not self.now.in_visit:
            raise Refused("no visit")

    # --- at the citizen's side ---

    def _turn(self, page: Page) -> None:
        if page in (Page.BESIDE, Page.PAPER):
            self._in_visit()
        self._show(page=page, notice=None)
        if page is Page.HOLDINGS:
            self._spawn(self._recorded(Act.HOLDINGS_SHOWN, self._holdings))
        if page is Page.FIGURES:
            self._spawn(self._figures())
        if page is Page.BESIDE:
            self._spawn(self._portrait())

    async def _figures(self) -> None:
        held = (await self._means.outbox.counts()).by_state
        self._show(figures=await asyncio.to_thread(figures, self._means.counters, self.visit.today, held))

    async def _portrait(self) -> None:
        """Decode the chip's face for the comparison; shown to staff only, gone with the desk."""
        known, devices = self.session.identified.get(REQUESTER), self.visit.means.devices
        picture = known.reading.portrait if known is not None and known.reading is not None else None
        if picture is not None and devices.decode_portrait is not None and self._view.beside is not None:
            face = await devices.decode_portrait(picture)
            if self.now.desk is not None and self._view.beside is not None:
                self._show(beside=replace(self._view.beside, portrait=face))

    def _vouch(self, right_person: bool) -> None:
        self._in_visit()
        if REQUESTER not in self.session.identified:
            raise Refused("nobody identified")
        act = Act.HOLDER_CONFIRMED if right_person else Act.HOLDER_DENIED
        seen = "portrait" if self._view.beside is not None and self._view.beside.portrait is not None else "card"
        self._spawn(self._recorded(act, partial(self._vouched, right_person), about=self.now.visit, code=seen))

    async def _vouched(self, right_person: bool) -> Notice | None:
        """Go on, or end the visit of somebody else's card."""
        if not right_person:
            self.visit.follow(Trigger.LEFT)
            return None
        self.session.holder = Holder.STAFF
        fault = None if self.now.fault is Fault.HOLDER_UNVERIFIED else self.now.fault
        self.visit.publish(fault=fault)
        return Notice.DONE

    def _answer_offer(self, agrees: bool) -> None:
        if self._person is None or self._view.page is not Page.OFFER:
            raise Refused("nobody offered")
        if agrees:
            self._spawn(self._recorded(Act.ASSIST_AGREED, self._help, about=self.now.visit))
        else:
            self._show(page=Page.BESIDE)

    async def _help(self) -> None:
        """Give the form back; what is entered from now on is marked as entered with help."""
        helper = self._person
        if helper is None:
            return
        self._forget("helping")
        self.visit.publish(desk=None, helped_by=helper.name)
        self._helper = helper

    def _identify(self, said: de.IdentifyByPaper) -> None:
        if self.now.state is not State.IDENTIFY:
            raise Refused("not now")
        try:
            identified = from_paper(said, self.now.identification.role, self.visit.today)
        except NotComplete:
            self._show(notice=Notice.NOT_COMPLETE)
            return
        go_on = partial(self._identified, identified)
        self._spawn(self._recorded(Act.IDENTITY_FROM_PAPER, go_on, about=self.now.visit, code=said.paper))

    async def _identified(self, identified: Identified) -> Notice | None:
        role = self.now.identification.role
        if role == REQUESTER:
            self.session.holder = Holder.STAFF
        Identifying(self.visit, Answering(self.visit)).given(role, identified)
        self._leave()
        return None

    async def _hand_over(self) -> None:
        Ending(self.visit).hand_over()
        self._leave()

    # --- the machine and its queue ---

    def _about(self, number: str, act: Act, work: Work) -> None:
        if is_local_number(number):
            self._spawn(self._recorded(act, work, about=number))
        else:
            self._show(notice=Notice.UNKNOWN_NUMBER)

    async def _keep_closed(self, *, closed: bool) -> Notice:
        """Close after this visit, or open again; a file keeps it through a power cut."""
        flag = self._means.closed_flag
        await asyncio.to_thread(flag.touch if closed else partial(flag.unlink, missing_ok=True))
        self.visit.held_closed = closed
        self._show(closed=closed)
        return Notice.DONE

    async def _holdings(self) -> None:
        self._show(holdings=await holdings(self._means.outbox, self._means.audit, self._means.counters))
