"""The queue as the kiosk's event loop sees it: the same store, with every blocking call on one writer thread."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from sync.envelope import Envelope
from sync.outbox.errors import OutboxError, OutboxFault
from sync.outbox.rows import Counts, Entry, State
from sync.outbox.store import DEFAULT_LIMITS, Limits, Store

Made = TypeVar("Made")


class Outbox:
    """Stores sealed envelopes durably.

    A call that is cancelled while it waits may still be carried out: what is stored stays stored, and storing the same
    envelope again changes nothing.
    """

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time, limits: Limits = DEFAULT_LIMITS) -> None:
        """Name the folder; nothing is touched before `open`. `clock` gives Unix seconds."""
        self._make = partial(Store, folder, clock, limits)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="outbox")
        self._store: Store | None = None

    async def open(self) -> None:
        """Open or create the queue and sweep what a crash left. Raises OutboxError."""
        self._store = await self._run(self._make)
        await self._run(self._store.sweep)

    async def close(self) -> None:
        """Finish what runs and close; harmless when closed."""
        if self._store is not None:
            await self._run(self._store.close)
        self._thread.shutdown()

    async def room(self) -> None:
        """Raise OutboxError(FULL or BROKEN) when no new visit should begin."""
        await self._run(self._opened.room)

    async def reserve_sequence(self, day: date) -> int:
        """Take the next number of a day, 1…9999, never given twice. Raises OutboxError."""
        return await self._run(partial(self._opened.reserve_sequence, day))

    async def enqueue(self, envelope: Envelope) -> None:
        """Store durably; when this returns, a power cut cannot lose it. Raises OutboxError."""
        await self._run(partial(self._opened.enqueue, envelope))

    async def status(self, submission_id: UUID) -> Entry:
        """Where a submission is. Raises OutboxError(UNKNOWN)."""
        entry = await self._run(partial(self._opened.find, submission_id))
        if entry is None:
            raise OutboxError(OutboxFault.UNKNOWN, str(submission_id))
        return entry

    async def find_number(self, local_number: str) -> Entry | None:
        """Where the submission with this local number is; None when this kiosk does not hold it."""
        return await self._run(partial(self._opened.find_number, local_number))

    async def entries(self, states: Iterable[State] = tuple(State), limit: int = 100) -> tuple[Entry, ...]:
        """The oldest submissions in these states."""
        return await self._run(partial(self._opened.entries, states, limit))

    async def latest(self) -> float:
        """When the newest submission was stored, Unix seconds of the kiosk's clock; 0 when there is none."""
        return await self._run(self._opened.latest)

    async def counts(self) -> Counts:
        """How full the queue is."""
        return await self._run(self._opened.counts)

    async def ask(self, question: Callable[[Store], Made]) -> Made:
        """Ask or do what staff may (`sync.outbox.counter`), on the queue's own thread. Raises OutboxError."""
        return await self._run(partial(question, self._opened))

    async def reopen(self) -> None:
        """Open again after BROKEN and check the file. Raises OutboxError(BROKEN)."""
        await self._run(self._opened.reopen)

    @property
    def _opened(self) -> Store:
        if self._store is None:
            raise OutboxError(OutboxFault.BROKEN, "not open")
        return self._store

    async def _run(self, action: Callable[[], Made]) -> Made:
        return await asyncio.get_running_loop().run_in_executor(self._thread, action)
