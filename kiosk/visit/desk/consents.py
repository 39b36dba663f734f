"""Leaves a row for every consent given or taken back: purpose and digest of the words, never who (Law 91/2025/QH15)."""

from __future__ import annotations

import asyncio

import structlog

from kiosk.audit import Act, AuditError, AuditLog, Entry
from kiosk.visit.filing import ConsentGiven
from kiosk.visit.mechanics import Mechanics
from kiosk.visit.snapshot import Snapshot
from kiosk.visit.stages.stage import Meanings, Stage

log = structlog.get_logger()


class ConsentRows(Stage):
    """Watches and never acts. What was filed or wiped with the visit is not taken back."""

    def __init__(self, visit: Mechanics, audit: AuditLog) -> None:
        super().__init__(visit)
        self._audit = audit
        self._visit = ""
        self._given: tuple[ConsentGiven, ...] = ()
        self._turn = asyncio.Lock()
        self._writing: set[asyncio.Task[None]] = set()
        visit.subscribe(self._seen)

    def meanings(self) -> Meanings:
        """Nothing: it only watches."""
        return {}

    def _seen(self, now: Snapshot) -> None:
        given = tuple(self.session.given)
        if now.visit == self._visit and now.visit:
            for one in given[len(self._given) :]:
                self._row(Act.CONSENT_GIVEN, one)
            for one in self._given[len(given) :]:
                self._row(Act.CONSENT_WITHDRAWN, one)
        self._visit, self._given = now.visit, given

    def _row(self, act: Act, one: ConsentGiven) -> None:
        entry = Entry(act=act, about=self._visit, code=one.purpose, text_sha256=one.text_sha256)
        task = asyncio.get_running_loop().create_task(self._written(entry))
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)

    async def _written(self, entry: Entry) -> None:
        async with self._turn:  # first come, first served
            try:
                await asyncio.to_thread(self._audit.record, entry)
            except AuditError as error:
                log.error("audit_fail", error_type=type(error).__name__)
