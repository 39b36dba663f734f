"""Counts visits as they pass by, of nobody: begun, how long, left where, filed how, how much was known already."""

from __future__ import annotations

import asyncio

import structlog

from kiosk.indicators.counters import Count, Counters, CountersError
from kiosk.visit.mechanics import Mechanics
from kiosk.visit.snapshot import Snapshot
from kiosk.visit.stages.stage import Meanings, Stage
from kiosk.visit.states import State

log = structlog.get_logger()


class Counting(Stage):
    """Watches and never acts; one write a visit, when it is over."""

    def __init__(self, visit: Mechanics, counters: Counters) -> None:
        super().__init__(visit)
        self._counters = counters
        self._visit = ""
        self._began = 0.0
        self._last = visit.snapshot
        self._helped = False
        self._filed: tuple[Count, ...] = ()
        self._writing: set[asyncio.Task[None]] = set()
        visit.subscribe(self._seen)

    def meanings(self) -> Meanings:
        """Nothing: it only watches."""
        return {}

    def _seen(self, now: Snapshot) -> None:
        if now.visit != self._visit:
            if self._visit:
                self._over()
            self._visit, self._began = now.visit, self.visit.means.clock.monotonic()
            self._helped, self._filed = False, ()
        self._helped = self._helped or bool(now.helped_by)
        if now.submitted is not None and not self._filed:
            self._filed = tuple(self._dossier(now))
        self._last = now

    def _dossier(self, now: Snapshot) -> list[Count]:
        """What is counted of a dossier: how it was filed, which papers were spared, where its answers came from."""
        procedure, filling = now.procedure, self.session.filling
        kind = "unfinished" if self.session.unfinished else procedure.filing.value if procedure else ""
        papers = now.papers.piles if now.papers else ()
        spared = now.precheck.outcome.known if now.precheck else ()
        fields = filling.counts() if filling else {}
        return [
            Count("filed", kind),
            Count("scanned", count=int(any(pile.pages for pile in papers))),
            Count("reused", count=int(bool(spared))),
            *(Count("fields", family, count) for family, count in fields.items()),
        ]

    def _over(self) -> None:
        clock, last = self.visit.means.clock, self._last
        counts = [
            Count("visits"),
            Count("seconds", count=round(clock.monotonic() - self._began)),
            Count("helped", count=int(self._helped)),
            *self._filed,
        ]
        if not self._filed and last.state not in (State.TRACK, State.TICKET):
            counts.append(Count("left", last.state.value))
        if last.rating.face:
            counts.append(Count("rated", str(last.rating.face)))
        task = asyncio.get_running_loop().create_task(self._written(counts))
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)

    async def _written(self, counts: list[Count]) -> None:
        try:
            await asyncio.to_thread(self._counters.add, self.visit.today, counts)
        except CountersError as error:
            log.error("queue_disk_failed", code="indicators", error_type=type(error).__name__)
