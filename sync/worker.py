"""Takes due submissions one after another and brings them to the portal; blocking, for a thread or process of its own.

Rules: the schedule lives in the row, so a restart forgets nothing; after a first try the portal is asked before
anything is sent again; a submission is settled only by a receipt whose signature was checked; one that cannot be
delivered never delays another by more than its own try; when the link is down the worker pauses instead of spending
every row's tries, and when it is back all that waited for it is due at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Event

import structlog

from sync.backoff import Backoff
from sync.delivery import state_of
from sync.outbox import Deliveries, OutboxError, OutboxFault, Parcel, Store
from sync.portal import Outcome, Portal, PortalError, Retry
from sync.receipt import Receipt
from sync.upload import StepAside, Uploader, UploadSizes

_OF_THE_LINK = frozenset(outcome for outcome in Outcome if outcome.concerns_all)
_RETRY = Backoff(first=10.0, cap=3600.0)
_PAUSE = Backoff(first=2.0, cap=120.0)
_QUESTIONS_AT_ONCE = 100


class Step(StrEnum):
    """What one step of a worker did."""

    DELIVERED = "delivered"
    FAILED = "failed"
    """A try failed; the row says how and when the next one is."""
    ASIDE = "aside"
    """A bulky submission let a small one pass."""
    ASKED = "asked"
    """The portal was asked what became of earlier submissions."""
    IDLE = "idle"
    PAUSED = "paused"
    """The link is down; nothing is tried before the pause is over."""


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """Times in seconds."""

    lease: float = 300.0
    """A worker that dies gives its submission back after this."""
    retry: Backoff = _RETRY
    """Between tries of one submission."""
    pause: Backoff = _PAUSE
    """Between tries of a link that is down."""
    probe: float = 900.0
    """A blocked submission is tried this often, to see whether its fault has healed."""
    ask: float = 600.0
    """The portal is asked this often what became of a submission."""
    poll: float = 1.0
    """An idle worker looks into the queue this often."""
    sizes: UploadSizes = field(default_factory=UploadSizes)
    bytes_per_second: float = 0.0
    """Limit of this worker's uploads for lines that a centre shares; 0 for none."""


class Worker:
    """One worker with its own session to the portal."""

    def __init__(
        self,
        store: Store,
        portal: Portal,
        settings: WorkerSettings = WorkerSettings(),
        monotonic: Callable[[], float] = time.monotonic,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        self._store = store
        self._deliveries = Deliveries(store)
        self._portal = portal
        self._settings = settings
        self._monotonic = monotonic
        self._uploader = Uploader(self._deliveries, portal, settings.sizes, self._sent)
        self._stop = Event()
        self._wait = wait or self._rest
        self._sign_of_life: Callable[[], None] = lambda: None
        self._failures = 0
        self._link_was_down = True  # before this process began, for all we know
        self._paused_until = 0.0
        self._probe_at = monotonic() + settings.probe
        self._log = structlog.get_logger("sync")

    def run(self, stop: Event, alive: Callable[[], None] = lambda: None) -> None:
        """Work until told to stop; `alive` feeds a watchdog. Nothing of the disk or the network leaves it."""
        self._stop, self._sign_of_life = stop, alive
        while not stop.is_set():
            step = self._safe_step()
            alive()
            if step in (Step.IDLE, Step.PAUSED):
                stop.wait(self._settings.poll)

    def step(self) -> Step:
        """Do one thing. Raises OutboxError when the disk fails."""
        if self._monotonic() < self._paused_until:
            return Step.PAUSED
        if self._monotonic() >= self._probe_at:
            self._probe_at = self._monotonic() + self._settings.probe
            self._deliveries.probe_blocked()
        parcel = self._deliveries.take(self._settings.lease)
        return self._try(parcel) if parcel else self._ask()

    def _safe_step(self) -> Step:
        try:
            return self.step()
        except OutboxError as error:
            self._log.error("queue_disk_failed", state=error.fault)
            return self._after_disk_failure(error)

    def _after_disk_failure(self, error: OutboxError) -> Step:
        self._pause()
        if error.fault is OutboxFault.BROKEN:
            try:
                self._store.reopen()
            except OutboxError:
                self._log.error("queue_still_broken")
        elif error.fault is OutboxFault.FULL:
            self._make_room()
        return Step.PAUSED

    def _make_room(self) -> None:
        try:
            self._store.make_room()
        except OutboxError as error:
            self._log.error("queue_disk_full", state=error.fault)

    def _try(self, parcel: Parcel) -> Step:
        try:
            return self._attempt(parcel)
        except OutboxError as error:
            if error.fault is not OutboxFault.LEASE_LOST:
                raise
            return Step.FAILED  # another worker has it now

    def _attempt(self, parcel: Parcel) -> Step:
        try:
            receipt = self._deliver(parcel)
            self._settle(parcel, receipt)
        except StepAside:
            self._deliveries.step_aside(parcel)
            return Step.ASIDE
        except PortalError as error:
            self._failed(parcel, error)
            return Step.FAILED
        except OutboxError:
            raise
        except Exception as error:  # noqa: BLE001 (one submission that breaks the program must not stop the others)
            self._failed(parcel, PortalError(Outcome.INTERNAL, type(error).__name__))
            return Step.FAILED
        return Step.DELIVERED

    def _deliver(self, parcel: Parcel) -> Receipt:
        held = self._portal.held(parcel.manifest) if parcel.attempts > 1 else None
        if held is None:
            held = self._portal.offer(parcel.manifest)
        if held.receipt is not None:
            return held.receipt
        self._uploader.send(parcel, held)
        return self._portal.complete(parcel.manifest)

    def _settle(self, parcel: Parcel, receipt: Receipt) -> None:
        state = state_of(receipt.standing)
        self._deliveries.settle(parcel, state, receipt.signed, receipt.dossier_code, self._settings.ask)
        self._log.info("sync_delivered", state=state, count=parcel.attempts)
        if parcel.outcome:
            self._deliveries.make_due({parcel.outcome} - {Outcome.CUT, Outcome.SERVER_ERROR})
        self._link_works()

    def _failed(self, parcel: Parcel, error: PortalError) -> None:
        self._log.warning("sync_failed", code=error.outcome, count=parcel.attempts)
        outcome, detail = error.outcome, error.detail
        if outcome.retry is Retry.NEVER:
            self._deliveries.quarantine(parcel, outcome, detail)
        elif outcome.retry is Retry.AFTER_FIX:
            self._deliveries.block(parcel, outcome, detail)
        else:
            wait = max(self._settings.retry.seconds(parcel.attempts), error.retry_after or 0.0)
            self._deliveries.postpone(parcel, wait, outcome, detail)
        if outcome.concerns_all:
            self._pause(error.retry_after)

    def _pause(self, at_least: float | None = None) -> None:
        self._failures += 1
        self._link_was_down = True
        wait = max(self._settings.pause.seconds(self._failures), at_least or 0.0)
        self._paused_until = self._monotonic() + wait

    def _link_works(self) -> None:
        self._failures = 0
        if self._link_was_down:
            self._link_was_down = False
            self._deliveries.make_due(_OF_THE_LINK)

    def _rest(self, seconds: float) -> None:
        self._stop.wait(seconds)

    def _sent(self, parcel: Parcel, count: int) -> None:
        if self._settings.bytes_per_second:
            self._wait(count / self._settings.bytes_per_second)
        self._sign_of_life()
        self._deliveries.renew(parcel, self._settings.lease)
        if self._stop.is_set() or (parcel.bulky and self._deliveries.small_one_waits()):
            raise StepAside

    def _ask(self) -> Step:
        due = self._deliveries.due_questions(_QUESTIONS_AT_ONCE, self._settings.ask)
        if not due:
            return Step.IDLE
        try:
            receipts = self._portal.query(due)
            for receipt in receipts:
                state = state_of(receipt.standing)
                self._deliveries.answered(receipt.submission_id, state, receipt.signed, receipt.dossier_code)
            self._deliveries.forgotten(set(due) - {receipt.submission_id for receipt in receipts})
        except PortalError as error:
            self._log.warning("sync_question_failed", code=error.outcome)
            if error.outcome.concerns_all:
                self._pause(error.retry_after)
        else:
            self._link_works()
        return Step.ASKED
