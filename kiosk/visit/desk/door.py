"""The door of the desk: who comes in and goes, what is shown meanwhile, and the row that every act leaves first."""

from __future__ import annotations

import asyncio
import math
import secrets
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import structlog

from kiosk.audit import Act, AuditError, AuditLog, Entry
from kiosk.faults import Fault
from kiosk.indicators.counters import Counters, CountersError
from kiosk.staff.accounts import AccountError
from kiosk.staff.roles import MATRIX, Person, Right, Role, may
from kiosk.staff.sign_in import Attempt, SignIn, SignInRefused
from kiosk.visit.desk import events as de
from kiosk.visit.desk.beside import beside
from kiosk.visit.desk.board import DeviceStates, Watcher
from kiosk.visit.desk.view import DeskView, Notice, Page
from kiosk.visit.mechanics import Mechanics
from kiosk.visit.snapshot import Snapshot
from kiosk.visit.stages.stage import Stage
from kiosk.visit.states import State, Trigger
from kiosk.visit.table import Refused
from sync.jws import SigningKey
from sync.outbox import Outbox, OutboxError
from sync.unlock import Challenge

LOOK_EVERY = 1.0
"""Seconds between two looks at the queue, the devices and the clock."""

log = structlog.get_logger()

Work = Callable[[], Coroutine[Any, Any, Notice | None]]


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


class Door(Stage):
    """Somebody or nobody at the desk; what they may do there is said by `kiosk.visit.desk.desk`."""

    def __init__(self, visit: Mechanics, means: DeskMeans) -> None:
        super().__init__(visit)
        self._means = means
        self._watcher = Watcher(means.outbox, visit.means.devices, means.states, visit.catalogue)
        self._person: Person | None = None
        self._helper: Person | None = None
        self._called_at: float | None = None
        self._deadline = self._next_try = 0.0
        self._watching: asyncio.Task[None] | None = None
        self._acts: set[asyncio.Task[None]] = set()
        visit.held_closed = means.closed_flag.exists()
        visit.subscribe(self._seen)

    # --- in and out ---

    def _open(self) -> None:
        if self.now.desk is not None:
            raise Refused("somebody is here")
        self._called_at = self.now.staff_called_at
        if self.now.state in (State.WELCOME, State.CLOSED):
            self.visit.follow(Trigger.STAFF_IN)
        elif not self.now.in_visit or self.now.state is State.SUBMIT:
            raise Refused("not now")
        self._next_try = 0.0
        self.visit.publish(desk=DeskView(pad=_shuffled()))
        self._watching = asyncio.get_running_loop().create_task(self._watch())

    def _knock(self, event: de.StaffEvent) -> None:
        """Somebody at the pad."""
        if self.now.desk is None or self._person is not None or self._view.working:
            raise Refused("nobody asked")
        match event:
            case de.SignInAs(number, pin, code):
                self._spawn(self._enter(Attempt(number, pin, code)))
            case de.AskUnlock(number):
                self._spawn(self._challenge(number))
            case de.AnswerUnlock(digits) if self._view.challenge:
                number = Challenge.parse(self._view.challenge).number
                self._spawn(self._enter(Attempt(number, answer=digits)))
            case de.BackToPad():
                self._show(challenge="", notice=None, refused=False)
            case _:
                raise Refused("nothing asked")

    async def _challenge(self, number: str) -> None:
        """Show the challenge of a number; a new one when the one before is over."""
        asked = await self._means.sign_in.challenge(number)
        self._show(challenge=asked, notice=None if asked else Notice.NO_HELP_DESK)

    async def _enter(self, attempt: Attempt) -> None:
        try:
            person = await self._means.sign_in.enter(attempt, list(Role), self.visit.means.clock.now())
        except SignInRefused as refused:
            self._next_try = self.visit.means.clock.monotonic() + refused.wait
            self._show(pad=_shuffled(), wait=math.ceil(refused.wait), refused=True, notice=None)
            if attempt.answer:
                await self._challenge(attempt.number)
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
        alone = self.now.state is State.STAFF
        if alone and person.role is Role.TECHNICIAN and self._means.technician is not None:
            self._forget()
            self._means.technician(person)
            return
        self._person = person
        page = Page.BESIDE if self.now.in_visit and may(person.role, Right.ASSIST) else Page.QUEUE
        await self._look()  # first, so that whoever sees the board can use it at once
        closed = self.visit.held_closed
        self._show(person=person, rights=MATRIX[person.role], pad=(), closed=closed, page=page, notice=None)

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
            self._spawn(self._recorded(Act.ASSIST_ENDED, None, person=helper), shown=False)

    def _touched(self) -> None:
        self._deadline = self.visit.means.clock.monotonic() + self.visit.means.settings.staff.idle_seconds

    async def _watch(self) -> None:
        """Keep the board fresh, and lock it when nobody touches it."""
        clock = self.visit.means.clock
        while (now := clock.monotonic()) < self._deadline:
            self._show(locks_in=math.ceil(self._deadline - now), wait=max(0, math.ceil(self._next_try - now)))
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

    # --- what every act has in common ---

    @property
    def _view(self) -> DeskView:
        if self.now.desk is None:
            raise Refused("nobody is here")
        return self.now.desk

    def _show(self, **changes: Any) -> None:
        if self.now.desk is not None:
            self.visit.publish(desk=replace(self.now.desk, **changes))

    async def _recorded(
        self,
        act: Act,
        work: Work | Notice | None,
        *,
        person: Person | None = None,
        about: str = "",
        code: str = "",
    ) -> None:
        """Leave the row, then do the work if there is any, then say what became of it."""
        try:
            await self._record(act, person or self._person, about=about, code=code)
        except AuditError as error:
            log.error("audit_fail", error_type=type(error).__name__)
            self._show(notice=Notice.NOT_RECORDED)
            return
        self._show(notice=await work() if callable(work) else work)

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
        except (AccountError, AuditError) as error:
            log.error("audit_fail", error_type=type(error).__name__)
            self._show(pad=_shuffled(), notice=Notice.NOT_RECORDED)
        except (OutboxError, CountersError) as error:
            log.error("queue_fail", error_type=type(error).__name__)
            self._show(notice=Notice.NOT_OPENED)
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
