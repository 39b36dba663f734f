"""Stores one submission for each byte on stdin and says its id once it is stored; for the power cuts.

Arguments: the queue's folder, and how forced writes are done (FULL, as the product does; OFF, as a control).
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sync.envelope import ClearPart
from sync.outbox import Limits, Store, database
from tests.sync.envelopes import ANSWERS, NOON, envelope

BIG = ClearPart("paper-1", "application/pdf", bytes(3000))
LIMITS = Limits(in_row=1000, ballast=1 << 16)

if __name__ == "__main__":
    pragmas = tuple(one.replace("synchronous=FULL", f"synchronous={sys.argv[2]}") for one in database._PRAGMAS)
    database._PRAGMAS = pragmas
    store = Store(Path(sys.argv[1]), limits=LIMITS)
    while sys.stdin.buffer.read(1):
        sequence = store.reserve_sequence(NOON.date())
        one = envelope(sequence, ANSWERS, BIG) if sequence % 3 == 0 else envelope(sequence)
        store.enqueue(one)
        sys.stdout.write(f"{one.manifest.submission_id}\n")
        sys.stdout.flush()
