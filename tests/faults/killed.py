"""Writers and workers that are killed: this process forks them, and kills them at random moments.

A moment is a number of things done and a short while more, so that a busy machine kills as much work as a quiet one.
Run as a program, so that the fork happens in a process without threads. Arguments: folder, address, kills, seed.
Every submission that was acknowledged is one line in ``acknowledged``.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import structlog

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from sync.backoff import Backoff  # noqa: E402
from sync.envelope import ClearPart  # noqa: E402
from sync.outbox import Limits, Store  # noqa: E402
from sync.worker import Step, Worker, WorkerSettings  # noqa: E402
from tests.sync.envelopes import FORM, NOON, envelope  # noqa: E402
from tests.sync.portals import http_portal  # noqa: E402

Done = Callable[[], object]
LIMITS = Limits(in_row=1000, bulky=100_000, ballast=1 << 20)
MARKER = "MAU-TRAN-THI-000099012345"
FILLED = {**FORM, "answers": {"name": MARKER}}
ANSWERS = ClearPart("answers", "application/json", json.dumps({"forms": [FILLED]}).encode())
BIG = ClearPart("paper-1", "application/pdf", MARKER.encode() * 120)


MOST = 12
"""Things that a process may do before it is killed."""


def write(folder: Path, done: Done) -> None:
    """Store submissions without end; write each id down once `enqueue` has returned."""
    store = Store(folder / "queue", limits=LIMITS)
    store.sweep()
    acknowledged = os.open(folder / "acknowledged", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    while True:
        sequence = store.reserve_sequence(NOON.date())
        one = envelope(sequence, ANSWERS, BIG) if sequence % 3 == 0 else envelope(sequence, ANSWERS)
        store.enqueue(one)
        os.write(acknowledged, f"{one.manifest.submission_id}\n".encode())
        done()


def work(folder: Path, url: str, done: Done) -> None:
    """Deliver without end."""
    quick = Backoff(0.01, 0.05, shortest=0.0)
    settings = WorkerSettings(lease=0.2, retry=quick, pause=quick, poll=0.01)
    worker = Worker(Store(folder / "queue", limits=LIMITS), http_portal(url), settings)
    while True:
        if worker.step() in (Step.IDLE, Step.PAUSED):
            time.sleep(0.005)
        done()


def killed_after(things: int, seconds: float, action: Callable[[Done], None]) -> None:
    """Fork, let it do so many things and run for so long more, kill; what it raises until then goes to stderr."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        action(lambda: os.write(writing, b"."))
        os._exit(1)
    os.close(writing)
    while things > 0 and (told := os.read(reading, things)):
        things -= len(told)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reading)


def main(folder: Path, url: str, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    for number in range(kills):
        action = partial(write, folder) if number % 2 else partial(work, folder, url)
        things = chance.randrange(MOST + 1)
        killed_after(things, chance.uniform(0, 0.008) if things else chance.uniform(0.005, 0.12), action)


if __name__ == "__main__":
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
