"""The mechanics of a visit: its snapshot, who listens, the one running task, the move by the table, the wipe.

What an event means is said in `kiosk.visit.stages`; here is only what must hold whatever happens: the table decides
every move, leaving a state cancels its task, and one place ends a visit so that nothing of it is left.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import structlog

from kiosk.devices import Devices
from kiosk.faults import Fault
from kiosk.forms.errors import FormError
from kiosk.forms.walk import Filling
from kiosk.language.words import Words, translated
from kiosk.procedures.catalogue import Catalogue
from kiosk.procedures.procedure import Case, Procedure
from kiosk.settings import Settings
from kiosk.visit.clock import Clock
from kiosk.visit.edition import Edition, Editions
from kiosk.visit.enquiry import Enquiry
from kiosk.visit.filing import REQUESTER, ConsentGiven
from kiosk.visit.identify import Identified, Identify
from kiosk.visit.idle import IdleWatch
from kiosk.visit.library import Library
from kiosk.visit.papers import PaperDesk
from kiosk.visit.rating import count
from kiosk.visit.snapshot import Consent, Counter, IdleWarning, Snapshot
from kiosk.visit.states import State, Trigger
from kiosk.visit.submit import Filed, Office
from kiosk.visit.table import IN_VISIT, Refused, follow
from kiosk.visit.tickets import Tickets
from sync.envelope import Holder

log = structlog.get_logger()

AFTER_A_CRASH = 5.0
"""Seconds before the kiosk rests again when resting itself broke off: it would break off again at once."""

Work = Callable[[], Coroutine[Any, Any, None]]


@dataclass
class Session:
    """What a visit knows beyond its snapshot; dies with it."""

    picked: dict[str, str] = field(default_factory=dict)
    """Pre-check: question id to choice id, in the order they were asked."""
    case: Case | None = None
    filling: Filling | None = field(default=None, repr=False)
    page: int = 1
    back_to_review: bool = False
    identify: Identify | None = None
    identified: dict[str, Identified] = field(default_factory=dict, repr=False)
    """By role."""
    desk: PaperDesk | None = None
    consents: tuple[Consent, ...] = ()
    given: list[ConsentGiven] = field(default_factory=list)
    filed: Filed | None = None
    holder: Holder = Holder.UNVERIFIED
    """Who vouches that the requester is the card's holder."""
    unfinished: bool = False
    """The form goes to the counter half filled."""


@dataclass(frozen=True, slots=True)
class Means:
    """What a visit works with; stays the same from one visit to the next."""

    settings: Settings
    library: Library
    devices: Devices
    office: Office
    enquiry: Enquiry
    tickets: Tickets
    clock: Clock
    editions: Editions | None = None
    """Where newer data come from; None where the library stays what it is."""


class Mechanics:
    """What every visit runs on; made on the kiosk's event loop."""

    def __init__(self, means: Means, rest: Work) -> None:
        self.means = means
        self._base = _welcome(means)
        self._rest = rest
        """What goes on while nobody is here."""
        self._listeners: list[Callable[[Snapshot], None]] = []
        self._task: asyncio.Task[None] | None = None
        self._leaving: set[asyncio.Task[None]] = set()
        """Cancelled tasks that still let go of their devices."""
        self.session = Session()
        self.card_used = False
        """A card was read in the visit that ended last: it may have been left behind."""
        self.held_closed = False
        """Staff keep the kiosk closed."""
        self.idle = IdleWatch(means.settings.visit, means.clock, self._idle_warning, self._timed_out)
        self.snapshot = self._base

    def subscribe(self, listener: Callable[[Snapshot], None]) -> Callable[[], None]:
        """Call `listener` on the kiosk's loop with the present snapshot and every later one; returns how to stop."""
        self._listeners.append(listener)
        listener(self.shown)
        return lambda: self._listeners.remove(listener)

    def follow(self, trigger: Trigger, **changes: Any) -> None:
        """Move by the table; leaving a state cancels its task; welcome means wiped. Raises Refused."""
        state = follow(self.snapshot.state, trigger)
        if state is not self.snapshot.state:
            self._cancel()
        if state not in IN_VISIT:
            self._wipe(changes.get("fault"), state)
        else:
            self.publish(state=state, fault=changes.pop("fault", None), **changes)

    def begin(self, trigger: Trigger, **changes: Any) -> None:
        """Begin a visit: the first move away from welcome. Raises Refused."""
        follow(self.snapshot.state, trigger)
        self.idle.start()
        self.follow(trigger, visit=secrets.token_hex(8), **changes)
        log.info("session_created", visit=self.snapshot.visit)

    def publish(self, **changes: Any) -> None:
        """Show these changes of the snapshot to everyone who listens."""
        self.snapshot = replace(self.snapshot, **changes)
        shown = self.shown
        for listener in tuple(self._listeners):
            listener(shown)

    def forget(self, **changes: Any) -> None:
        """Take back what these fields of the snapshot say of a person, and all of the session; the visit goes on."""
        self.session = Session()
        self.publish(parties=self._base.parties, **changes)

    def begin_again(self, trigger: Trigger, **changes: Any) -> None:
        """Begin another visit of the same person: only the identity is kept, and what the person set or called."""
        follow(self.snapshot.state, trigger)
        self._cancel()
        count(self.snapshot.rating)
        known = {REQUESTER: self.session.identified[REQUESTER]}
        self.session = Session(identified=known, holder=self.session.holder)
        now = self.snapshot
        self.snapshot = replace(
            self._base,
            state=now.state,
            language=now.language,
            online=now.online,
            parties=now.parties,
            staff_called_at=now.staff_called_at,
        )
        self.begin(trigger, **changes)

    def serve_by(self, edition: Edition) -> None:
        """Let the next visits read another version of the data; called between two visits only."""
        self.means.office.portal_key = edition.sealing
        self.means = replace(self.means, library=edition.library)
        self.idle.keep(edition.times)
        self._base = replace(self._base, data=edition.root)
        self.publish(data=edition.root)

    def end(self, fault: Fault) -> None:
        """End the visit because of a fault that the next screen says."""
        self._wipe(fault)

    def start(self, work: Work) -> None:
        """Run `work` until it ends or the state is left; at most one runs."""
        self._cancel()
        self._task = asyncio.get_running_loop().create_task(self._guard(work))

    def rest(self) -> None:
        """Begin to wait for somebody."""
        self.start(self._rest)

    async def stop(self) -> None:
        """End everything, and wait until every task has let go."""
        self._wipe()
        self._cancel()
        await asyncio.gather(*self._leaving, return_exceptions=True)

    @property
    def say(self) -> Words:
        """The language of the visit."""
        return self.means.library.words(self.snapshot.language)

    @property
    def shown(self) -> Snapshot:
        """The snapshot in the language of the visit."""
        return translated(self.snapshot, self.say)

    def catalogue(self) -> Catalogue:
        """The procedures that visits are served by now."""
        return self.means.library.catalogue

    @property
    def today(self) -> date:
        """The date in Vietnam."""
        return self.means.clock.now().date()

    @property
    def procedure(self) -> Procedure:
        """The procedure that was chosen. Raises Refused before."""
        if self.snapshot.procedure is None:
            raise Refused("no procedure")
        return self.snapshot.procedure

    @property
    def case(self) -> Case:
        """The case that the pre-check found. Raises Refused before."""
        if self.session.case is None:
            raise Refused("no case")
        return self.session.case

    @property
    def filling(self) -> Filling:
        """The answers so far. Raises Refused before the form."""
        if self.session.filling is None:
            raise Refused("no form")
        return self.session.filling

    def _wipe(self, fault: Fault | None = None, state: State = State.WELCOME) -> None:
        """End the visit: the only place that does, and nothing of it is left."""
        self._cancel()
        self.idle.stop()
        count(self.snapshot.rating)
        self.card_used = any(one.reading is not None for one in self.session.identified.values())
        self.session = Session()
        self.snapshot = replace(self._base, state=state, online=self.snapshot.online, fault=fault)
        self.publish()
        self.rest()

    def _cancel(self) -> None:
        task, self._task = self._task, None
        if task is not None and task is not asyncio.current_task() and not task.done():
            task.cancel()
            self._leaving.add(task)
            task.add_done_callback(self._leaving.discard)

    async def _guard(self, work: Work) -> None:
        if self._leaving:
            await asyncio.wait(set(self._leaving))
        try:
            await work()
        except Exception as error:  # noqa: BLE001 – whatever went wrong, the visit is closed cleanly and said so
            self.crashed(error)

    def crashed(self, error: Exception) -> None:
        """Close the visit cleanly after an error that nobody expected, and say so."""
        nobody, broken = not self.snapshot.in_visit, isinstance(error, FormError)
        log.error("form_fail" if broken else "sys_crash", error_type=type(error).__name__)
        self.end(Fault.FORM_BROKEN if broken else Fault.INTERNAL)
        if nobody:
            self.start(self._rest_later)

    async def _rest_later(self) -> None:
        await self.means.clock.sleep(AFTER_A_CRASH)
        await self._rest()

    def _idle_warning(self, warning: IdleWarning | None) -> None:
        if self.snapshot.in_visit:
            self.publish(idle=warning)

    def _timed_out(self) -> None:
        if self.snapshot.state is State.SUBMIT:
            self.idle.start()
        else:
            log.info("session_expired", visit=self.snapshot.visit, state=self.snapshot.state.value)
            self.follow(Trigger.TIMED_OUT)


def _welcome(means: Means) -> Snapshot:
    """What is shown while nobody is here."""
    place, counters, scanner = means.settings.place, means.settings.counters, means.devices.code_scanner
    return Snapshot(
        State.WELCOME,
        centre=place.centre,
        simulated=means.devices.simulated,
        aims_by_picture=scanner is None or scanner.pictures,
        counters=tuple(Counter(said.letter, said.name, said.desk, said.groups) for said in counters),
    )
