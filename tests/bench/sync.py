"""Delivery's figures against the reference portal in a process of its own: rate, wire overhead, re-sent bytes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sync.backoff import Backoff
from sync.envelope import ClearPart
from sync.http_link import HttpLink
from sync.http_portal import HttpPortal
from sync.jws import SigningKey
from sync.kiosk_keys import KeyUse, load_or_make
from sync.link_settings import LinkSettings
from sync.outbox import State, Store
from sync.seal import PortalKey, seal
from sync.upload import UploadSizes
from sync.worker import Step, Worker, WorkerSettings
from tests.sync.envelopes import ANSWERS, particulars
from tests.sync.meddler import Cut, Meddler, Request

SUBMISSIONS = 200
WORKERS = 2
LARGE = 5_000_000
CUTS = 5
CHUNK = UploadSizes().chunk


def run() -> dict[str, Any]:
    """Measure; the last line of `kiosk bench sync --json` is this object."""
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    with _portal() as portal:
        return {**_rate(portal), **_overhead(portal), **_resent(portal)}


@dataclass(frozen=True)
class _Portal:
    """A running portal and what a kiosk needs to know of it."""

    folder: Path
    url: str
    seal_key: PortalKey
    receipt_keys: dict[str, Ed25519PublicKey]
    kiosk_key: SigningKey

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def worker(self, store: Store, url: str) -> Worker:
        quick = Backoff(0.0, 0.0, shortest=0.0)
        portal = HttpPortal(HttpLink(LinkSettings(url, loopback_http=True)), self.receipt_keys, self.kiosk_key)
        return Worker(store, portal, WorkerSettings(retry=quick, pause=quick))

    def fill(self, store: Store, count: int, *parts: ClearPart) -> None:
        for sequence in range(1, count + 1):
            store.enqueue(seal(particulars(sequence), (ANSWERS, *parts), self.seal_key))


@contextmanager
def _portal() -> Iterator[_Portal]:
    folder = Path(tempfile.mkdtemp(prefix="bench-sync-"))
    key = load_or_make(folder / "keys", "K07", KeyUse.MANIFEST)
    (folder / "portal" / "enrolled").mkdir(parents=True)
    shutil.copy(folder / "keys" / f"{key.key_id}.pub", folder / "portal" / "enrolled")
    command = ["portal", "serve", "--folder", str(folder / "portal"), "--port", "0"]
    process = subprocess.Popen([sys.executable, "-m", "ui.cli.main", *command], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        said = json.loads(process.stdout.readline())
        receipts = {said["receipt_key_id"]: Ed25519PublicKey.from_public_bytes(b64decode(said["receipt_key"]))}
        seals = PortalKey(said["sealing_key_id"], b64decode(said["sealing_key"]))
        yield _Portal(folder, said["listen"], seals, receipts, key)
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder)


def _rate(portal: _Portal) -> dict[str, float]:
    store = Store(portal.folder / "rate")
    portal.fill(store, SUBMISSIONS)
    workers = [Thread(target=_drain, args=(portal.worker(store, portal.url),)) for _ in range(WORKERS)]
    started = time.perf_counter()
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    spent = time.perf_counter() - started
    _all_delivered(store, SUBMISSIONS)
    return {"submissions_per_s": round(SUBMISSIONS / spent, 1), "workers": WORKERS}


def _overhead(portal: _Portal) -> dict[str, float]:
    """Every byte either way of one submission with a large part, over the ciphertext it carries."""
    store = Store(portal.folder / "overhead")
    portal.fill(store, 1, ClearPart("paper-1", "application/pdf", bytes(LARGE)))
    (entry,) = store.entries()
    with Meddler(portal.port) as between:
        started = time.perf_counter()
        _drain(portal.worker(store, between.url))
        spent = time.perf_counter() - started
        _all_delivered(store, 1)
        ratio = between.bytes_wire / entry.size
    return {"wire_ratio_5mb": round(ratio, 4), "large_part_mb_per_s": round(LARGE / spent / 1e6, 1)}


def _resent(portal: _Portal) -> dict[str, float]:
    """What a cut in the middle of an upload costs: the answer to every fourth chunk is lost."""
    store = Store(portal.folder / "resent")
    portal.fill(store, 1, ClearPart("paper-1", "application/pdf", bytes(LARGE)))
    (entry,) = store.entries()
    cuts = 0

    def plan(request: Request) -> Cut | None:
        nonlocal cuts
        chunks = sum(one.step == "send_chunk" for one in between.seen)
        if request.step != "send_chunk" or chunks % 4 or cuts == CUTS:
            return None
        cuts += 1
        return (Cut.BEFORE, Cut.INSIDE, Cut.AFTER)[cuts % 3]

    with Meddler(portal.port, plan) as between:
        _drain(portal.worker(store, between.url))
        _all_delivered(store, 1)
        manifests = sum(one.step in ("offer", "complete") for one in between.seen)
        again = between.bytes_up - entry.size
    return {"cuts": cuts, "resent_bytes_per_cut": round(again / cuts), "chunk": CHUNK, "control_requests": manifests}


def _drain(worker: Worker) -> None:
    while worker.step() is not Step.IDLE:
        pass


def _all_delivered(store: Store, count: int) -> None:
    counts = store.counts()
    store.close()
    assert counts.waiting == 0 and sum(counts.by_state.values()) == count, counts
    assert counts.by_state[State.QUARANTINED] == 0
