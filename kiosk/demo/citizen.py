"""An invented citizen who walks through one visit: chooses, lays the card down, agrees, types, checks, submits."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import TracebackType
from typing import Protocol

from drivers.ports import PaperAdvice
from kiosk.demo.typing import FREE_TEXT, answer_to, is_answered
from kiosk.faults import Fault
from kiosk.forms.kinds import SILENT, Kind
from kiosk.forms.view import FieldView, PageView
from kiosk.visit import events as ev
from kiosk.visit.clock import Clock
from kiosk.visit.papers import PapersView
from kiosk.visit.service import Visit
from kiosk.visit.snapshot import Consent, Delivery, PrecheckView, SlipState, Snapshot
from kiosk.visit.states import State

PATIENCE = 30.0
"""Seconds a citizen waits for the machine before giving up."""


class Counter(Protocol):
    """What a citizen does with the own hands."""

    def show_code(self) -> None:
        """Hold the card before the camera."""
        ...

    def lay_card(self) -> None:
        """Lay the card on the reader."""
        ...

    def take_card(self) -> None:
        """Take card and papers back."""
        ...


Pause = Callable[[str], Awaitable[None]]
"""What happens before a citizen acts on a screen, named by its state (and page): somebody takes a picture."""


async def no_pause(_screen: str) -> None:
    """Go on at once."""


class Stuck(Exception):
    """The citizen could not go on; says where and why."""

    def __init__(self, snapshot: Snapshot) -> None:
        fault = snapshot.fault.name if snapshot.fault else "no fault shown"
        super().__init__(f"stuck in {snapshot.state.value}: {fault}")
        self.fault: Fault | None = snapshot.fault


@dataclass(frozen=True, slots=True)
class Walked:
    """What one visit came to."""

    procedure: str
    identified_by: tuple[str, ...]
    access: str
    local_number: str
    submission_id: str
    state: str
    dossier_code: str
    fields: Mapping[str, int]
    """Answers by the family of their source."""
    ms: Mapping[str, int]
    """Milliseconds spent in each state."""


@dataclass
class _Watch:
    """Follows the snapshots of a visit and times its states."""

    visit: Visit
    seen: asyncio.Event = field(default_factory=asyncio.Event)
    spent: dict[State, float] = field(default_factory=dict)
    _state: State | None = None
    _since: float = 0.0

    def __enter__(self) -> _Watch:
        self._unsubscribe = self.visit.subscribe(self._arrived)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._unsubscribe()

    def _arrived(self, snapshot: Snapshot) -> None:
        now = time.perf_counter()
        if self._state is not None:
            self.spent[self._state] = self.spent.get(self._state, 0.0) + now - self._since
        self._state, self._since = snapshot.state, now
        self.seen.set()

    async def until(self, wanted: Callable[[Snapshot], bool]) -> Snapshot:
        """Wait for a snapshot that is wanted. Raises Stuck when a fault shows or patience ends."""
        return await self._until(lambda now: now.fault is not None or wanted(now), wanted)

    async def home(self) -> None:
        """Wait until nobody is served, whatever is shown on the way. Raises Stuck when patience ends."""
        await self._until(_is_home, _is_home)

    async def _until(self, enough: Callable[[Snapshot], bool], wanted: Callable[[Snapshot], bool]) -> Snapshot:
        try:
            async with asyncio.timeout(PATIENCE):
                while not enough(self.visit.snapshot):
                    self.seen.clear()
                    await self.seen.wait()
        except TimeoutError:
            raise Stuck(self.visit.snapshot) from None
        if not wanted(self.visit.snapshot):
            raise Stuck(self.visit.snapshot)
        return self.visit.snapshot


class Citizen:
    """Walks through visits one after the other."""

    def __init__(
        self, visit: Visit, counter: Counter, clock: Clock, *, marker: str = "", pause: Pause = no_pause
    ) -> None:
        self._visit = visit
        self._counter = counter
        self._clock = clock
        self._marker = marker
        """Typed into the first free text of each form, to be searched for on the disk later."""
        self._pause = pause

    async def walk(self, procedure: str, until: Delivery) -> Walked:
        """Walk through one visit and wait on its last screen until the dossier is in the state `until`.

        Raises Stuck when the way ends early; the visit is then left.
        """
        with _Watch(self._visit) as watch:
            try:
                await self._identify(watch, procedure)
                await self._agree(watch)
                await self._fill(watch)
                await self._lay_papers(watch)
                return await self._submit(watch, until)
            except Stuck:
                self._visit.send(ev.Leave())
                await watch.home()
                raise
            finally:
                self._counter.take_card()

    async def _identify(self, watch: _Watch, procedure: str) -> None:
        await watch.until(lambda now: now.state is State.WELCOME)
        await self._pause("welcome")
        self._visit.send(ev.Begin())
        await watch.until(lambda now: now.state is State.CATALOGUE)
        await self._pause("catalogue")
        self._visit.send(ev.Choose(procedure))
        await watch.until(lambda now: now.state is State.PRECHECK)
        await self._pause("precheck")
        await self._answer_questions(watch)
        await watch.until(lambda now: now.state is State.IDENTIFY)
        await self._pause("identify")
        self._counter.show_code()
        self._counter.lay_card()
        await watch.until(lambda now: now.state is State.CONSENT)

    async def _answer_questions(self, watch: _Watch) -> None:
        """Pick the first choice of each question, then begin. Raises Stuck where the kiosk has no forms."""
        while self._visit.snapshot.state is State.PRECHECK:
            shown = self._visit.snapshot.precheck
            if shown is not None and shown.question is not None:
                self._visit.send(ev.Pick(shown.question.choices[0].id))
                await watch.until(lambda now: now.precheck is not None and now.precheck.chosen != "")
            elif shown is not None and not shown.fillable:
                raise Stuck(self._visit.snapshot)
            before = self._visit.snapshot.precheck
            self._visit.send(ev.Next())
            await watch.until(partial(_precheck_on, before))

    async def _agree(self, watch: _Watch) -> None:
        while self._visit.snapshot.state is State.CONSENT:
            asked = self._visit.snapshot.consent
            await self._pause("consent")
            self._visit.send(ev.Agree())
            await watch.until(partial(_asked_on, asked))

    async def _fill(self, watch: _Watch) -> None:
        marker = self._marker
        while self._visit.snapshot.state is State.FILL:
            page = self._visit.snapshot.page
            seen: set[str] = set()
            while (shown := self._first_beside(seen)) is not None:
                seen.add(shown.pointer)
                if await self._type(watch, shown, marker):
                    marker = ""
            number, before = (page.number, page.errors) if page else (0, ())
            await self._pause(f"fill-{number}")
            left = self._visit.snapshot.page
            self._visit.send(ev.Next())
            now = await watch.until(partial(_went_on, left))
            if before and now.page is not None and (now.page.number, now.page.errors) == (number, before):
                raise Stuck(now)  # the same again is not mended by typing on

    def _first_beside(self, seen: Collection[str]) -> FieldView | None:
        """The first field that was not looked at yet: an answer may have hidden some and shown others."""
        page = self._visit.snapshot.page
        return next((shown for shown in page.fields if shown.pointer not in seen), None) if page else None

    async def _lay_papers(self, watch: _Watch) -> None:
        """Lay every paper under the camera, one page each."""
        while self._visit.snapshot.state is State.ATTACH:
            await self._pause("attach")
            self._visit.send(ev.TakePage())
            taken = await watch.until(lambda now: now.papers is not None and not now.papers.taking and _answered(now))
            self._visit.send(ev.Next())
            await watch.until(partial(_papers_on, taken.papers))

    async def _type(self, watch: _Watch, shown: FieldView, marker: str) -> bool:
        """Answer one field if it needs it; True when the marker went into it."""
        kind = Kind(shown.kind)
        marked = bool(marker) and kind in FREE_TEXT and shown.enabled
        if kind in SILENT or (not marked and (not shown.required or is_answered(shown))):
            return False
        before = self._visit.snapshot.page
        value = marker if marked else answer_to(shown, self._clock.now().date())
        self._visit.send(ev.Answer(shown.pointer, value))
        await watch.until(lambda now: now.page is not before)
        return marked

    async def _submit(self, watch: _Watch, until: Delivery) -> Walked:
        counts = self._visit.counts()
        procedure = self._visit.snapshot.procedure
        await self._pause("review")
        self._visit.send(ev.Confirm())
        await watch.until(lambda now: now.state is State.DONE)
        await watch.until(lambda now: now.submitted is not None and now.submitted.slip is not SlipState.PRINTING)
        done = await watch.until(lambda now: now.submitted is not None and now.submitted.delivery is until)
        await self._pause("done")
        identified_by, access = self._visit.identified_by, self._visit.access
        self._visit.send(ev.Finish())
        await watch.until(lambda now: now.state is State.WELCOME)
        if done.submitted is None or procedure is None:
            raise Stuck(done)
        return Walked(
            procedure=procedure.code,
            identified_by=identified_by,
            access=access,
            local_number=done.submitted.local_number,
            submission_id=done.submitted.submission_id,
            state=done.submitted.delivery.value,
            dossier_code=done.submitted.dossier_code,
            fields=counts,
            ms={state.value: round(seconds * 1000) for state, seconds in watch.spent.items()},
        )


def _is_home(now: Snapshot) -> bool:
    return now.state is State.WELCOME


def _precheck_on(before: PrecheckView | None, now: Snapshot) -> bool:
    return now.state is not State.PRECHECK or now.precheck is not before


def _answered(now: Snapshot) -> bool:
    return now.papers is not None and (bool(now.papers.pile.pages) or now.papers.advice is not PaperAdvice.GOOD)


def _papers_on(before: PapersView | None, now: Snapshot) -> bool:
    return now.state is not State.ATTACH or now.papers is None or before is None or now.papers.at != before.at


def _asked_on(before: Consent | None, now: Snapshot) -> bool:
    return now.state is not State.CONSENT or now.consent is not before


def _went_on(before: PageView | None, now: Snapshot) -> bool:
    """True on another page, or on the same one once it was judged."""
    return now.state is not State.FILL or now.page is not before
