"""The desk of staff: who is at it, what they may do, and that every act leaves an audit row before it happens."""

from __future__ import annotations

import asyncio
import math
import secrets
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import structlog

from kiosk.audit import Act, AuditError, AuditLog, Entry
from kiosk.faults import Fault
from kiosk.indicators.counters import Counters
from kiosk.staff.accounts import AccountError
from kiosk.staff.roles import MATRIX, Person, Right, Role, may
from kiosk.staff.sign_in import Attempt, SignIn, SignInRefused
from kiosk.visit import events as ev
from kiosk.visit.desk import events as de
from kiosk.visit.desk.beside import NotComplete, beside, from_paper
from kiosk.visit.desk.board import DeviceStates, Watcher
from kiosk.visit.desk.counter import Counter
from kiosk.visit.desk.figures import figures
from kiosk.visit.desk.holdings import holdings
from kiosk.visit.desk.view import DeskView, Notice, Page
from kiosk.visit.filing import REQUESTER
from kiosk.visit.mechanics import Mechanics
from kiosk.visit.snapshot import Snapshot
from kiosk.visit.stages.answering import Answering
from kiosk.visit.stages.ending import Ending
from kiosk.visit.stages.identifying import Identifying
from kiosk.visit.stages.stage import Meanings, Stage
from kiosk.visit.states import State, Trigger
from kiosk.visit.table import Refused
from sync.envelope import Holder
from sync.jws import SigningKey
from sync.local_number import is_local_number
from sync.outbox import Outbox, OutboxError

log = structlog.get_logger()

LOOK_EVERY = 1.0
"""Seconds between two looks at the queue, the devices and the clock."""

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

OPEN = frozenset({de.OpenDesk, de.SignInAs, de.LeaveDesk, de.AnswerOffer, de.EndHelp})
"""What needs nobody signed in: the way in and out, and what the citizen answers."""


@dataclass(frozen=True, slots=True)
class DeskMeans:
    """What the desk works with beside the visit's own means."""

    sign_in: SignIn
    audit: AuditLog
    outbox: Outbox
    states: DeviceStates
    slip_key: SigningKey
    counters: Counters
    closed_flag: Path
    """A file that stands while staff keep the kiosk closed: a power cut does not open it."""
    technician: Callable[[Person], None] | None = None
    """Takes over when a technician has signed in."""


class StaffDesk(Stage):
    """One desk; nobody is at it until somebody has signed in."""

    def __init__(self, visit: Mechanics, means: DeskMeans) -> None:
        super().__init__(visit)
        self._means = means
        self._watcher = Watcher(means.outbox, visit.means.devices, means.states, visit.catalogue)
        self._counter = Counter(means.outbox, visit, means.slip_key, means.counters)
        self._person: Person | None = None
        self._helper: Person | None = None
        self._called_at: float | None = None
        self._deadline = 0.0
        self._watching: asyncio.Task[None] | None = None
        self._acts: set[asyncio.Task[None]] = set()
        visit.held_closed = means.closed_flag.exists()
        visit.subscribe(self._seen)

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
            self._spawn(self._recorded(Act.REFUSED, self._nothing(Notice.NOT_ALLOWED), code=right.value))
            return
        self._do(event)

    def _open_door(self, event: de.StaffEvent) -> None:
        match event:
            case de.OpenDesk():
                self._open()
            case de.SignInAs():
                self._sign_in(event)
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

    # --- in and out ---

    def _open(self) -> None:
        self._called_at = self.now.staff_called_at
        if self.now.state in (State.WELCOME, State.CLOSED):
            self.visit.follow(Trigger.STAFF_IN)
        elif not self.now.in_visit or self.now.state is State.SUBMIT:
            raise Refused("not now")
        self.visit.publish(desk=DeskView(pad=_shuffled(), called=self._called_at is not None))
        self._watching = asyncio.get_running_loop().create_task(self._watch())

    def _sign_in(self, typed: de.SignInAs) -> None:
        if self.now.desk is None or self._person is not None or self._view.working:
            raise Refused("nobody asked")
        self._spawn(self._enter(Attempt(typed.number, typed.pin, typed.code)))

    async def _enter(self, attempt: Attempt) -> None:
        try:
            person = await self._means.sign_in.enter(attempt, list(Role), self.visit.means.clock.now())
        except SignInRefused as refused:
            self._show(pad=_shuffled(), wait=math.ceil(refused.wait), refused=True)
        except (AccountError, AuditError) as error:
            log.error("audit_fail", error_type=type(error).__name__)
            self._show(pad=_shuffled(), notice=Notice.NOT_RECORDED)
        else:
            await self._welcome(person)

    async def _welcome(self, person: Person) -> None:
        if self.now.desk is None:  # the visit ended meanwhile, and the desk with it
            await self._means.sign_in.leave(person, "idle")
            return
        if self._called_at is not None and may(person.role, Right.ANSWER_CALL):
            await self._record(Act.CALL_ANSWERED, person, about=self.now.visit)
            self._called_at = None
            self.visit.publish(staff_called_at=None)
        if person.role is Role.TECHNICIAN and self._means.technician is not None:
            self._forget()
            self._means.technician(person)
            return
        self._person = person
        page = Page.BESIDE if self.now.in_visit and may(person.role, Right.ASSIST) else Page.QUEUE
        closed = self.visit.held_closed
        self._show(person=person, rights=MATRIX[person.role], pad=(), called=False, closed=closed, page=page)
        await self._look()

    def _leave(self, why: str = "") -> None:
        """Sign out and give the screen back: to the citizen, to welcome, or to closed."""
        if self.now.desk is None:
            raise Refused("nobody is here")
        called = self._called_at
        self._forget(why)
        if self.now.state is not State.STAFF:
            self.visit.publish(desk=None)
        elif self.visit.held_closed:
            self.visit.follow(Trigger.CLOSE, fault=Fault.CLOSED_BY_STAFF)
        else:
            self.visit.follow(Trigger.STAFF_OUT)
            self.visit.publish(staff_called_at=called)

    def _forget(self, why: str = "") -> None:
        """Nobody is at the desk any more."""
        person, self._person, self._called_at = self._person, None, None
        if self._watching is not None:
            self._watching.cancel()
            self._watching = None
        if person is not None:
            self._spawn(self._signed_out(person, why), shown=False)

    async def _signed_out(self, person: Person, why: str) -> None:
        try:
            await self._means.sign_in.leave(person, why)
        except AuditError as error:
            log.error("audit_fail", error_type=type(error).__name__)

    def _seen(self, snapshot: Snapshot) -> None:
        """Whatever ends the visit ends the desk at its side, and the help."""
        if self._watching is not None and snapshot.desk is None:
            self._forget("visit_ended")
        if self._helper is not None and not snapshot.helped_by:
            helper, self._helper = self._helper, None
            self._spawn(self._recorded(Act.ASSIST_ENDED, self._nothing(None), person=helper), shown=False)

    def _touched(self) -> None:
        self._deadline = self.visit.means.clock.monotonic() + self.visit.means.settings.staff.idle_seconds

    async def _watch(self) -> None:
        """Keep the board fresh, and lock it when nobody touches it."""
        clock = self.visit.means.clock
        while clock.monotonic() < self._deadline:
            if self._person is not None:
                await self._look()
            await clock.sleep(LOOK_EVERY)
        self._watching = None
        self._leave("idle")

    async def _look(self) -> None:
        try:
            board = await self._watcher.look(self._view.board.pile, self.visit.today)
        except OutboxError as error:
            log.error("queue_fail", code=error.fault.value)
            return
        if self.now.desk is not None and board.pile is self._view.board.pile:
            self._show(board=board, beside=beside(self.now, self.session, self._view.beside))

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
        self._show(figures=await asyncio.to_thread(figures, self._means.counters, self.visit.today))

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

    async def _identified(self, identified: Any) -> Notice | None:
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

    def _about(self, number: str, act: Act, work: Callable[[], Coroutine[Any, Any, Notice | None]]) -> None:
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
        self._show(holdings=await holdings(self._means.outbox, self._means.audit))

    # --- what every act has in common ---

    @property
    def _view(self) -> DeskView:
        if self.now.desk is None:
            raise Refused("nobody is here")
        return self.now.desk

    def _show(self, **changes: Any) -> None:
        if self.now.desk is not None:
            self.visit.publish(desk=replace(self.now.desk, **changes))

    @staticmethod
    def _nothing(notice: Notice | None) -> Callable[[], Coroutine[Any, Any, Notice | None]]:
        async def nothing() -> Notice | None:
            return notice

        return nothing

    async def _recorded(
        self,
        act: Act,
        work: Callable[[], Coroutine[Any, Any, Notice | None]],
        *,
        person: Person | None = None,
        about: str = "",
        code: str = "",
    ) -> None:
        """Leave the row, then do the work, then say what became of it."""
        try:
            await self._record(act, person or self._person, about=about, code=code)
        except AuditError as error:
            log.error("audit_fail", error_type=type(error).__name__)
            self._show(notice=Notice.NOT_RECORDED)
            return
        self._show(notice=await work())

    async def _record(self, act: Act, person: Person | None, *, about: str = "", code: str = "") -> None:
        account, role = (person.number, person.role.value) if person else ("system", "")
        entry = Entry(act=act, account=account, role=role, about=about, code=code)
        await asyncio.to_thread(self._means.audit.record, entry)

    def _spawn(self, work: Coroutine[Any, Any, None], *, shown: bool = True) -> None:
        """Run an act beside whatever the visit does; one that is `shown` keeps the board busy meanwhile."""
        if shown:
            self._show(working=True)
        task = asyncio.get_running_loop().create_task(self._guarded(work, shown))
        self._acts.add(task)
        task.add_done_callback(self._acts.discard)

    async def _guarded(self, work: Coroutine[Any, Any, None], shown: bool) -> None:
        try:
            await work
        except Refused:
            log.info("sequence_fail", state=self.now.state.value, code="desk")
        except Exception as error:  # noqa: BLE001 – as everywhere in a visit
            self.visit.crashed(error)
        finally:
            if shown:
                self._show(working=False)


def _shuffled() -> tuple[int, ...]:
    """The ten digits in an order that nobody can guess: a finger seen from behind tells nothing."""
    digits = list(range(10))
    secrets.SystemRandom().shuffle(digits)
    return tuple(digits)
