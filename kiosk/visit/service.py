"""The visit: takes events in order and routes each to the stage that knows what it means.

Every coroutine here runs on the kiosk's event loop; `send` alone may be called from any thread. A citizen's data lives
in the snapshot and in the `Session` beside it (what screens need not see); `Mechanics` ends both.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import structlog

from kiosk.visit import events as ev
from kiosk.visit.filing import REQUESTER
from kiosk.visit.mechanics import Means, Mechanics
from kiosk.visit.resting import rest
from kiosk.visit.snapshot import Snapshot
from kiosk.visit.stages.answering import Answering
from kiosk.visit.stages.choosing import Choosing
from kiosk.visit.stages.ending import Ending
from kiosk.visit.stages.identifying import Identifying
from kiosk.visit.stages.stage import Meanings, Stage
from kiosk.visit.stages.ticketing import Ticketing
from kiosk.visit.stages.tracking import Tracking
from kiosk.visit.states import Trigger
from kiosk.visit.table import Refused

log = structlog.get_logger()

Desk = Callable[[Mechanics], Stage]
"""Makes a stage beside the citizen's way, such as the staff's."""


class Visit:
    """One kiosk's visits, one after the other; made on the kiosk's event loop."""

    def __init__(self, means: Means, desks: Sequence[Desk] = ()) -> None:
        self._mechanics = mechanics = Mechanics(means, lambda: rest(mechanics, self.send))
        self.subscribe = mechanics.subscribe
        self._meanings = dict(self._anywhere())
        for stage in self._stages(desks):
            self._meanings |= stage.meanings()
        self._loop = asyncio.get_running_loop()
        self._inbox: asyncio.Queue[ev.Event] = asyncio.Queue()

    def _stages(self, desks: Sequence[Desk]) -> Sequence[Stage]:
        self._answering = answering = Answering(self._mechanics)
        identifying = Identifying(self._mechanics, answering)
        choosing = Choosing(self._mechanics, identifying)
        beside = (Ending, Tracking, Ticketing, *desks)
        return (choosing, identifying, answering, *(make(self._mechanics) for make in beside))

    def send(self, event: ev.Event) -> None:
        """Hand an event to the visit, from any thread; it is taken in order."""
        self._loop.call_soon_threadsafe(self._inbox.put_nowait, event)

    async def run(self) -> None:
        """Take events until cancelled."""
        self._mechanics.rest()
        try:
            while True:
                self._take(await self._inbox.get())
        finally:
            await self._mechanics.stop()

    def _take(self, event: ev.Event) -> None:
        self._mechanics.idle.touched()
        try:
            self._meaning(event)(event)
        except Refused:
            log.info("sequence_fail", state=self.snapshot.state.value, code=type(event).__name__)
        except Exception as error:  # noqa: BLE001 – whatever went wrong, the visit is closed cleanly and said so
            self._mechanics.crashed(error)

    def _meaning(self, event: ev.Event) -> Callable[[Any], None]:
        """Return what the event does in the present state, else what it does anywhere. Raises Refused."""
        for state in (self.snapshot.state, None):
            for kind in type(event).__mro__:
                if (state, kind) in self._meanings:
                    return self._meanings[state, kind]
        raise Refused(type(event).__name__)

    def _anywhere(self) -> Meanings:
        """What may be touched on every screen."""
        return {
            (None, ev.Touched): lambda _: None,
            (None, ev.StillHere): lambda _: self._mechanics.idle.extend(),
            (None, ev.SetLanguage): lambda event: self._answering.speak(event.code),
            (None, ev.CallStaff): lambda _: self._call_staff(),
            (None, ev.Leave): lambda _: self._mechanics.follow(Trigger.LEFT),
        }

    def _call_staff(self) -> None:
        called = None if self.snapshot.staff_called_at is not None else self._mechanics.means.clock.monotonic()
        self._mechanics.publish(staff_called_at=called)

    # --- what is known of the visit ---

    @property
    def snapshot(self) -> Snapshot:
        """The whole visible truth now."""
        return self._mechanics.snapshot

    def counts(self) -> dict[str, int]:
        """Return how many answers of the form come from each family of sources; empty before the form."""
        filling = self._mechanics.session.filling
        return dict(filling.counts()) if filling else {}

    @property
    def identified_by(self) -> tuple[str, ...]:
        """How the citizen was identified; empty before."""
        requester = self._mechanics.session.identified.get(REQUESTER)
        return requester.by if requester else ()

    @property
    def access(self) -> str:
        """The access protocol that opened the chip; empty without one."""
        requester = self._mechanics.session.identified.get(REQUESTER)
        return requester.reading.access.value if requester and requester.reading else ""
