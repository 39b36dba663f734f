"""The line is cut before, inside and after answers of every kind, at random: all arrives, and once."""

import random
from pathlib import Path

import pytest

from sync.envelope import ClearPart
from sync.outbox import Store
from tests.faults.judge import assert_nothing_lost_doubled_or_stuck, deliver_all, say
from tests.sync.envelopes import ANSWERS, envelope
from tests.sync.meddler import Act, Cut, Meddler, Request, answer
from tests.sync.portals import Clock, portal_server

BIG = ClearPart("paper-1", "application/pdf", bytes(300_000))
BUSY = answer(503, b'{"title": "busy", "status": 503, "retry": "later"}', "application/problem+json")


@pytest.mark.parametrize(
    ("submissions", "seed"), [(40, 1), pytest.param(10_000, 2, marks=[pytest.mark.faults, pytest.mark.slow])]
)
def test_lines_that_are_cut_at_random_deliver_everything_once(tmp_path: Path, submissions: int, seed: int) -> None:
    chance, cuts = random.Random(seed), 0

    def plan(_: Request) -> Act:
        nonlocal cuts
        if chance.random() < 0.8:
            return None
        cuts += 1
        return chance.choice([Cut.BEFORE, Cut.INSIDE, Cut.AFTER, BUSY])

    clock = Clock()
    store = Store(tmp_path / "queue", clock)
    acknowledged = set()
    for number in range(1, submissions + 1):
        one = envelope(number, ANSWERS, BIG) if number % 20 == 0 else envelope(number)
        store.enqueue(one)
        acknowledged.add(str(one.manifest.submission_id))
    with portal_server(tmp_path / "portal") as portal, Meddler(portal.port, plan) as between:
        deliver_all(store, between.url, clock)
        held = assert_nothing_lost_doubled_or_stuck(store, tmp_path / "portal", acknowledged)
    store.close()
    assert held == len(acknowledged) == submissions
    assert cuts > submissions / 3
    say(submissions=held, cuts=cuts, requests=len(between.seen), lost=0, doubled=0, stuck=0)
