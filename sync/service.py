"""The sync process: one instance for each queue, a few workers, a watchdog that notices one that hangs."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event, Thread
from typing import IO

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sync.errors import SyncError
from sync.http_link import HttpLink
from sync.http_portal import HttpPortal
from sync.jws import SigningKey
from sync.link_settings import LinkSettings
from sync.outbox import OutboxError, Store
from sync.portal_probe import PROBE_SECONDS, Probe, probe
from sync.status import StatusServer
from sync.watchdog import Watchdog
from sync.worker import Worker, WorkerSettings

WORKERS = 2
"""Threads that send: a slow upload in one leaves the other free."""
_TIDY_SECONDS = 600.0

log = structlog.get_logger("sync")

Errand = Callable[[Event, Store], None]
"""Something else that needs the network, such as telemetry: runs in a thread of its own until the event is set."""


class AlreadyRunning(SyncError):
    """Another sync process serves this queue."""


@dataclass(frozen=True, slots=True)
class SyncSettings:
    """What one kiosk's sync needs."""

    queue: Path
    """The outbox's folder."""
    link: LinkSettings
    receipt_keys: Mapping[str, Ed25519PublicKey] = field(repr=False)
    """The portal's, by key id."""
    kiosk_key: SigningKey = field(repr=False)
    """Signs manifests."""
    worker: WorkerSettings = field(default_factory=WorkerSettings)
    workers: int = WORKERS
    errands: tuple[Errand, ...] = ()


class SyncService:
    """Delivers one queue until it is stopped; `start` and `stop`, or `run` in a process of its own."""

    def __init__(self, settings: SyncSettings) -> None:
        self._settings = settings
        self._stop = Event()
        self._watchdog = Watchdog()
        self._threads: list[Thread] = []
        self._resources = ExitStack()

    def start(self) -> None:
        """Begin to deliver. Raises AlreadyRunning, OutboxError, PortalError for impossible settings."""
        self._settings.queue.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._resources.enter_context(_only_one(self._settings.queue / "sync.lock"))
        store = Store(self._settings.queue)
        self._resources.callback(store.close)
        self._resources.callback(StatusServer(self._settings.queue, self._portal, self._look).close)
        self._threads = [Thread(target=self._tidy, args=(store,), name="sync-tidy", daemon=True)]
        self._threads += [self._worker(store, number) for number in range(self._settings.workers)]
        self._threads += [Thread(target=one, args=(self._stop, store), daemon=True) for one in self._settings.errands]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Finish the requests under way and close."""
        self._stop.set()
        for thread in self._threads:
            thread.join()
        self._resources.close()

    def run(self, notify: Callable[[str], None] = lambda _: None) -> None:
        """Deliver until `request_stop`; tells systemd that it is ready and that no worker hangs (sd_notify(3))."""
        self.start()
        notify("READY=1")
        while not self._stop.wait(self._watchdog.interval):
            if self._watchdog.all_alive():
                notify("WATCHDOG=1")
        self.stop()

    def request_stop(self) -> None:
        """Let `run` return; for signal handlers."""
        self._stop.set()

    def _portal(self) -> HttpPortal:
        return HttpPortal(HttpLink(self._settings.link), self._settings.receipt_keys, self._settings.kiosk_key)

    def _look(self) -> Probe:
        return probe(replace(self._settings.link, connect_seconds=PROBE_SECONDS))

    def _worker(self, store: Store, number: int) -> Thread:
        portal = self._portal()
        self._resources.callback(portal.close)
        worker = Worker(store, portal, self._settings.worker)
        alive = self._watchdog.member(f"worker {number}")
        return Thread(target=worker.run, args=(self._stop, alive), name=f"sync-{number}", daemon=True)

    def _tidy(self, store: Store) -> None:
        while not self._stop.wait(_TIDY_SECONDS):
            try:
                store.tidy()
            except OutboxError as error:
                log.error("queue_tidy_failed", state=error.fault)


def _only_one(path: Path) -> IO[str]:
    lock = path.open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise AlreadyRunning(str(path)) from error
    return lock
