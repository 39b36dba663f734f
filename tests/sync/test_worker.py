"""What a worker does when something other than the portal's answer goes wrong."""

from pathlib import Path
from threading import Event, Thread

import pytest

from sync.envelope import ClearPart
from sync.outbox import Deliveries, Limits, OutboxError, OutboxFault, State, Store
from sync.portal import Outcome
from sync.worker import Step
from tests.sync.envelopes import ANSWERS, envelope
from tests.sync.meddler import Act, Cut, Meddler, Request, answer
from tests.sync.portals import Clock, drain, portal_server, worker


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Store:
    return Store(tmp_path / "queue", clock, Limits(in_row=1000))


@pytest.mark.parametrize("said", [None, answer(500), Cut.AFTER])
def test_a_worker_that_was_too_slow_leaves_the_submission_to_the_one_that_took_over(
    tmp_path: Path, store: Store, clock: Clock, said: Act
) -> None:
    store.enqueue(envelope(1))
    other = Deliveries(store)
    taken = []

    def slowly(request: Request) -> Act:
        if request.step == "complete" and not taken:
            clock.pass_(301.0)
            taken.append(other.take(300.0))
            return said
        return None

    with portal_server(tmp_path / "portal") as portal, Meddler(portal.port, slowly) as between:
        assert worker(store, between.url, clock).step() is Step.FAILED
    (parcel,) = taken
    assert parcel is not None
    other.renew(parcel, 300.0)  # still the other's
    assert store.counts().by_state[State.SENDING] == 1


@pytest.mark.parametrize("harm", ["gone", "changed", "shorter"])
@pytest.mark.parametrize("size", [5_000, 400_000])
def test_a_part_that_the_disk_lost_is_set_aside_and_the_next_goes_on(
    tmp_path: Path, store: Store, clock: Clock, harm: str, size: int
) -> None:
    harmed = envelope(1, ANSWERS, ClearPart("paper-1", "application/pdf", bytes(size)))
    store.enqueue(harmed)
    (file,) = (tmp_path / "queue" / "parts").glob("*.part")
    sealed = file.read_bytes()
    if harm == "gone":
        file.unlink()
    else:
        file.write_bytes(sealed[: size // 2] if harm == "shorter" else sealed[:-1] + b"!")
    store.enqueue(envelope(2))
    with portal_server(tmp_path / "portal") as portal:
        one = worker(store, portal.url, clock)
        drain(one)
        for _ in range(3):
            clock.pass_(4000.0)
            drain(one)
    found = store.find(harmed.manifest.submission_id)
    assert found is not None
    assert (found.state, found.outcome) == (State.QUARANTINED, Outcome.LOCAL_UNREADABLE)
    assert store.counts().by_state[State.ACCEPTED] == 1


def test_a_submission_that_breaks_the_program_does_not_stop_the_others(
    tmp_path: Path, store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = sorted((envelope(1), envelope(2)), key=lambda one: one.manifest.submission_id)
    store.enqueue(first)
    store.enqueue(second)
    with portal_server(tmp_path / "portal") as portal:
        one = worker(store, portal.url, clock)
        offer = one._portal.offer

        def broken(manifest):
            if manifest == first.manifest:
                raise ZeroDivisionError
            return offer(manifest)

        monkeypatch.setattr(one._portal, "offer", broken)
        assert drain(one) == [Step.FAILED, Step.DELIVERED, Step.IDLE]
    found = store.find(first.manifest.submission_id)
    assert found is not None
    assert (found.state, found.outcome, found.detail) == (State.QUARANTINED, Outcome.INTERNAL, "ZeroDivisionError")


@pytest.mark.parametrize("fault", [OutboxFault.BROKEN, OutboxFault.FULL, OutboxFault.BUSY])
def test_a_worker_outlives_a_disk_that_fails(
    tmp_path: Path, store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch, fault: OutboxFault
) -> None:
    store.enqueue(envelope(1))
    with portal_server(tmp_path / "portal") as portal:
        one = worker(store, portal.url, clock, poll=0.01)
        take, failures = one._deliveries.take, [OutboxError(fault)] * 2

        def failing(seconds):
            if failures:
                if fault is OutboxFault.BROKEN:
                    store.database.fail()
                raise failures.pop()
            return take(seconds)

        monkeypatch.setattr(one._deliveries, "take", failing)
        stop = Event()

        def alive() -> None:
            clock.pass_(10.0)
            if not failures and store.counts().waiting == 0:
                stop.set()

        running = Thread(target=one.run, args=(stop, alive))
        running.start()
        running.join(30)
        assert not running.is_alive()
    assert store.counts().by_state[State.ACCEPTED] == 1
