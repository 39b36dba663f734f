"""The mechanics of a visit: its snapshot, who listens, the one running task, the move by the table, the wipe.

What an event means is said in `kiosk.visit.service`; here is only what must hold whatever happens: the table decides
every move, leaving a state cancels its task, and one place ends a visit so that nothing of it is left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from typing import Any

import structlog

from kiosk.faults import Fault
from kiosk.forms.errors import FormError
from kiosk.forms.walk import Filling
from kiosk.procedures.procedure import Case
from kiosk.settings import Visit as Times
from kiosk.visit.clock import Clock
from kiosk.visit.filing import ConsentGiven
from kiosk.visit.identify import Identified, Identify
from kiosk.visit.idle import IdleWatch
from kiosk.visit.papers import PaperDesk
from kiosk.visit.snapshot import Consent, IdleWarning, Snapshot
from kiosk.visit.states import State, Trigger
from kiosk.visit.submit import Filed
from kiosk.visit.table import IN_VISIT, follow

log = structlog.get_logger()


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


class Mechanics:
    """What every visit runs on; made on the kiosk's event loop."""

    def __init__(self, base: Snapshot, times: Times, clock: Clock) -> None:
        self._base = base
        self._loop = asyncio.get_running_loop()
        self._listeners: list[Callable[[Snapshot], None]] = []
        self._task: asyncio.Task[None] | None = None
        self._leaving: set[asyncio.Task[None]] = set()
        """Cancelled tasks that still let go of their devices."""
        self._session = Session()
        self._idle = IdleWatch(times, clock, self._idle_warning, self._timed_out)
        self.snapshot = base

    def subscribe(self, listener: Callable[[Snapshot], None]) -> Callable[[], None]:
        """Call `listener` on the kiosk's loop with the present snapshot and every later one; returns how to stop."""
        self._listeners.append(listener)
        listener(self.snapshot)
        return lambda: self._listeners.remove(listener)

    def _follow(self, trigger: Trigger, **changes: Any) -> None:
        """Move by the table; leaving a state cancels its task; welcome means wiped."""
        state = follow(self.snapshot.state, trigger)
        if state is not self.snapshot.state:
            self._cancel()
        if state not in IN_VISIT:
            self._wipe(changes.get("fault"), state)
        else:
            self._publish(state=state, fault=changes.pop("fault", None), **changes)

    def _publish(self, **changes: Any) -> None:
        self.snapshot = replace(self.snapshot, **changes)
        for listener in tuple(self._listeners):
            listener(self.snapshot)

    def _wipe(self, fault: Fault | None = None, state: State = State.WELCOME) -> None:
        """End the visit: the only place that does, and nothing of it is left."""
        self._cancel()
        self._idle.stop()
        self._session = Session()
        self.snapshot = replace(self._base, state=state, online=self.snapshot.online, fault=fault)
        self._publish()
        self._start(self._rest)

    async def _rest(self) -> None:
        """What goes on while nobody is here; nothing unless a subclass knows better."""

    async def _stop(self) -> None:
        """End everything, and wait until every task has let go."""
        self._wipe()
        self._cancel()
        await asyncio.gather(*self._leaving, return_exceptions=True)

    def _end(self, fault: Fault) -> None:
        self._wipe(fault)

    def _start(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._cancel()
        self._task = asyncio.get_running_loop().create_task(self._guard(work))

    def _cancel(self) -> None:
        task, self._task = self._task, None
        if task is not None and task is not asyncio.current_task() and not task.done():
            task.cancel()
            self._leaving.add(task)
            task.add_done_callback(self._leaving.discard)

    async def _guard(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        if self._leaving:
            await asyncio.wait(set(self._leaving))
        try:
            await work()
        except FormError as error:
            log.error("form_fail", error_type=type(error).__name__)
            self._end(Fault.FORM_BROKEN)
        except Exception as error:  # noqa: BLE001 – as in _take
            log.error("sys_crash", error_type=type(error).__name__)
            self._end(Fault.INTERNAL)

    def _keep(self, role: str, identified: Identified) -> None:
        self._session.identified[role] = identified
        if identified.reading is not None:
            log.info("card_read", visit=self.snapshot.visit, code=identified.reading.verdict.value)

    def _idle_warning(self, warning: IdleWarning | None) -> None:
        if self.snapshot.in_visit:
            self._publish(idle=warning)

    def _timed_out(self) -> None:
        if self.snapshot.state is State.SUBMIT:
            self._idle.start()
        else:
            log.info("session_expired", visit=self.snapshot.visit, state=self.snapshot.state.value)
            self._follow(Trigger.TIMED_OUT)
