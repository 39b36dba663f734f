"""The queue's figures: a durable enqueue beside a bare forced write, take and acknowledge from 1 k to 1 M rows, peers.

Ratios are taken inside one run, turn about, so that a slow or busy disk weighs on both sides alike.
"""

from __future__ import annotations

import importlib
import os
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import text

from sync.envelope import ClearPart, Clock, Envelope, FormRef, Particulars, new_submission_id
from sync.local_number import local_number
from sync.outbox import Deliveries, State, Store
from sync.seal import PortalKey, seal

KIB4 = 4096 - 48  # so that 4 KiB lie on the disk after sealing
ENQUEUES = 300
WARM_UP = 200
TAKES = 500
SMALL, LARGE = 1_000, 1_000_000
KEY = PortalKey("seal-1", X25519PrivateKey.from_private_bytes(bytes(32)).public_key().public_bytes_raw())


def run() -> dict[str, Any]:
    """Measure; the last line of `kiosk bench queue --json` is this object."""
    with _folder() as folder:
        ratio = _enqueue(folder)
    with _folder() as folder:
        rates = _rates(folder)
    return {
        **ratio,
        "take_ack_per_s": rates,
        "take_ack_flatness": round(rates[str(LARGE)] / rates[str(SMALL)], 3),
        "peers": {name: _peer(measure) for name, measure in _PEERS.items()},
        "not_covered": "a disk that dies takes what was not yet sent",
    }


def _envelope(sequence: int) -> Envelope:
    now = datetime.now(UTC)
    said = Particulars(
        new_submission_id(now),
        local_number(f"K{sequence // 9999:03d}", now.date(), sequence % 9999 + 1),
        "K07",
        sequence % 9999 + 1,
        "1.010041",
        now,
        Clock.SYNCHRONISED,
        (FormRef("CT01@2026-07-01", "ab" * 32),),
    )
    return seal(said, [ClearPart("answers", "application/json", os.urandom(KIB4))], KEY)


def _enqueue(folder: Path) -> dict[str, float]:
    """Turn about with a bare write, once the journal has its size: a kiosk's has after its first dozens of dossiers."""
    store = Store(folder / "queue")
    for number in range(WARM_UP):
        store.enqueue(_envelope(number))
    envelopes = [_envelope(WARM_UP + number) for number in range(ENQUEUES)]
    bare, stored = [], []
    with (folder / "bare").open("wb", buffering=0) as file:
        for envelope in envelopes:
            bare.append(_timed(lambda: _forced_write(file.fileno(), envelope.parts[0].data)))  # noqa: B023
            stored.append(_timed(lambda: store.enqueue(envelope)))  # noqa: B023
    store.close()
    p50, floor = statistics.median(stored), statistics.median(bare)
    return {
        "enqueue_p50_ms": round(p50 * 1e3, 3),
        "bare_write_p50_ms": round(floor * 1e3, 3),
        "enqueue_p50_ratio": round(p50 / floor, 3),
        "enqueue_p99_ms": round(statistics.quantiles(stored, n=100)[98] * 1e3, 3),
    }


def _forced_write(handle: int, data: bytes) -> None:
    os.write(handle, data)
    os.fdatasync(handle)


def _rates(folder: Path) -> dict[str, int]:
    """Take and acknowledge from a short and a long queue, turn about."""
    stores = {str(rows): _filled(folder / str(rows), rows) for rows in (SMALL, LARGE)}
    spent: dict[str, list[float]] = {name: [] for name in stores}
    for turn in range(TAKES):
        for name, store in stores.items() if turn % 2 else reversed(stores.items()):
            spent[name].append(_timed(lambda: _take_and_acknowledge(store)))  # noqa: B023
    for store in stores.values():
        store.close()
    return {name: round(1 / statistics.median(times)) for name, times in spent.items()}


def _take_and_acknowledge(store: Store) -> None:
    deliveries = Deliveries(store)
    parcel = deliveries.take(300.0)
    assert parcel is not None
    deliveries.settle(parcel, State.ACCEPTED, "receipt", "H36.12-260916-0001", 0.0)


def _filled(folder: Path, rows: int) -> Store:
    """A queue with so many copies of one submission, each with an id of its own."""
    store = Store(folder)
    first = _envelope(0)
    store.enqueue(first)
    key = str(first.manifest.submission_id)
    new_id = "printf('%s-%04x-7%03x-8000-%012x', substr(s.id, 1, 8), n.i % 65536, n.i % 4096, n.i)"
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows - 1})"
    with store.database.write() as connection:
        connection.execute(
            text(
                "INSERT INTO submissions (id, local_number, procedure, digest, manifest, size, bulky, state, stored_at,"
                f" next_at) {numbers} SELECT {new_id}, s.local_number || n.i, s.procedure, s.digest,"
                f" CAST(replace(CAST(s.manifest AS TEXT), s.id, {new_id}) AS BLOB), s.size, 0, 'queued', s.stored_at,"
                " s.next_at + n.i * 1e-6 FROM n, submissions s WHERE s.id = :key"
            ),
            {"key": key},
        )
        connection.execute(
            text(
                "INSERT INTO parts (submission_id, position, name, media_type, sha256, size, data)"
                " SELECT s.id, 0, p.name, p.media_type, p.sha256, p.size, x'00'"
                " FROM submissions s, parts p WHERE p.submission_id = :key AND s.id <> :key"
            ),
            {"key": key},
        )
    store.database.shrink_journal()
    return store


def _timed(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="bench-queue-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


# --- others' queues, with synchronous=FULL where they allow it ---


def _peer(measure: Callable[[Path], tuple[Callable[[bytes], object], Callable[[], object]]]) -> dict[str, Any] | str:
    try:
        with _folder() as folder:
            put, take = measure(folder)
            puts = [_timed(lambda: put(os.urandom(KIB4))) for _ in range(ENQUEUES)]
            takes = [_timed(take) for _ in range(ENQUEUES)]
    except ModuleNotFoundError as error:
        return f"{error.name} is not installed"
    return {
        "enqueue_p50_ms": round(statistics.median(puts) * 1e3, 3),
        "take_ack_per_s": round(1 / statistics.median(takes)),
    }


def _persist_queue(folder: Path) -> tuple[Callable[[bytes], object], Callable[[], object]]:
    queue = importlib.import_module("persistqueue").SQLiteAckQueue(str(folder), auto_commit=True)
    queue._putter.execute("PRAGMA synchronous=FULL")
    queue._getter.execute("PRAGMA synchronous=FULL")
    return queue.put, lambda: queue.ack(queue.get(block=False))


def _huey(folder: Path) -> tuple[Callable[[bytes], object], Callable[[], object]]:
    storage = importlib.import_module("huey.storage").SqliteStorage(filename=str(folder / "huey.db"), fsync=True)
    return storage.enqueue, storage.dequeue


def _litequeue(folder: Path) -> tuple[Callable[[bytes], object], Callable[[], object]]:
    queue = importlib.import_module("litequeue").LiteQueue(str(folder / "lite.db"))
    connection: sqlite3.Connection = queue.conn
    connection.execute("PRAGMA synchronous=FULL")
    return lambda data: queue.put(data.hex()), lambda: queue.done(queue.pop().message_id)


_PEERS = {"persist-queue": _persist_queue, "huey": _huey, "litequeue": _litequeue}
