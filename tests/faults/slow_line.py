"""Delivers to a portal over loopback, whatever the loopback of this network namespace is like; for the slow lines.

Run as a program: folder, submissions. Prints one JSON object.
"""

import json
import sys
import time
from pathlib import Path

import structlog

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from sync.envelope import ClearPart  # noqa: E402
from sync.outbox import Store  # noqa: E402
from tests.faults.judge import assert_nothing_lost_doubled_or_stuck, deliver_all  # noqa: E402
from tests.sync.envelopes import ANSWERS, envelope  # noqa: E402
from tests.sync.portals import Clock, portal_server  # noqa: E402

BIG = ClearPart("paper-1", "application/pdf", bytes(300_000))

if __name__ == "__main__":
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    folder, submissions = Path(sys.argv[1]), int(sys.argv[2])
    clock, acknowledged = Clock(), set()
    store = Store(folder / "queue", clock)
    for number in range(1, submissions + 1):
        one = envelope(number, ANSWERS, BIG) if number % 10 == 0 else envelope(number)
        store.enqueue(one)
        acknowledged.add(str(one.manifest.submission_id))
    began = time.monotonic()
    with portal_server(folder / "portal") as portal:
        deliver_all(store, portal.url, clock)
        held = assert_nothing_lost_doubled_or_stuck(store, folder / "portal", acknowledged)
    sys.stdout.write(json.dumps({"held": held, "seconds": round(time.monotonic() - began, 1)}))
