"""Leases, schedules, wrong clocks, poison, order, staff's hand: the worker's side of the queue."""

from pathlib import Path
from threading import Thread
from uuid import UUID

import pytest

from sync.envelope import ClearPart, Envelope
from sync.lifetimes import LONGEST_WAIT
from sync.outbox import Deliveries, Limits, OutboxError, OutboxFault, Parcel, State, Store
from tests.sync.envelopes import envelope
from tests.sync.portals import Clock

YEAR = 400 * 86_400.0
SMALL = Limits(in_row=1000, bulky=5000)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Store:
    return Store(tmp_path, clock, SMALL)


def stored(store: Store, count: int) -> list[UUID]:
    ids = []
    for sequence in range(1, count + 1):
        one = envelope(sequence)
        store.enqueue(one)
        ids.append(one.manifest.submission_id)
    return ids


def taken(store: Store) -> Parcel:
    parcel = Deliveries(store).take(300.0)
    assert parcel is not None
    return parcel


def state(store: Store, submission: Envelope | UUID | Parcel) -> State:
    key = submission if isinstance(submission, UUID) else submission.manifest.submission_id
    entry = store.find(key)
    assert entry is not None
    return entry.state


def test_a_submission_is_leased_to_one_worker_at_a_time(store: Store, clock: Clock) -> None:
    stored(store, 1)
    first = taken(store)
    assert state(store, first) is State.SENDING
    assert Deliveries(store).take(300.0) is None
    clock.pass_(301.0)  # the first worker died
    second = taken(store)
    assert (second.manifest, second.attempts) == (first.manifest, 2)
    with pytest.raises(OutboxError) as caught:
        Deliveries(store).settle(first, State.SENT, "receipt", "", 60.0)
    assert caught.value.fault is OutboxFault.LEASE_LOST
    Deliveries(store).settle(second, State.SENT, "receipt", "", 60.0)
    assert state(store, second) is State.SENT


def test_a_renewed_lease_holds_longer(store: Store, clock: Clock) -> None:
    stored(store, 1)
    parcel = taken(store)
    clock.pass_(200.0)
    Deliveries(store).renew(parcel, 300.0)
    clock.pass_(200.0)
    assert Deliveries(store).take(300.0) is None


def test_many_workers_take_every_submission_once(tmp_path: Path) -> None:
    stored(Store(tmp_path), 60)
    got: list[UUID] = []

    def work() -> None:
        deliveries = Deliveries(Store(tmp_path))
        while parcel := deliveries.take(300.0):
            got.append(parcel.manifest.submission_id)
            deliveries.settle(parcel, State.ACCEPTED, "r", "c", 0.0)

    workers = [Thread(target=work) for _ in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert len(got) == len(set(got)) == 60


def test_one_that_fails_waits_and_the_others_go_first(store: Store, clock: Clock) -> None:
    poison, *others = sorted(stored(store, 4))  # stored in one instant: in the order of their ids
    first = taken(store)
    assert first.manifest.submission_id == poison
    Deliveries(store).postpone(first, 600.0, "server_error", "500")
    for other in others:
        parcel = taken(store)
        assert parcel.manifest.submission_id == other
        Deliveries(store).settle(parcel, State.ACCEPTED, "r", "c", 0.0)
    assert Deliveries(store).take(300.0) is None
    clock.pass_(600.0)
    again = taken(store)
    assert (again.manifest.submission_id, again.attempts, again.outcome) == (poison, 2, "server_error")


@pytest.mark.parametrize("jump", [YEAR, -YEAR])
def test_a_clock_that_jumps_400_days_stops_nothing(store: Store, clock: Clock, jump: float) -> None:
    stored(store, 2)
    leased, waiting = taken(store), taken(store)
    Deliveries(store).postpone(waiting, 3600.0, "cut", "")
    clock.pass_(jump)
    assert {taken(store).manifest.submission_id for _ in range(2)} == {
        leased.manifest.submission_id,
        waiting.manifest.submission_id,
    }


def test_no_wait_is_longer_than_the_horizon_that_tells_a_wrong_clock(store: Store, clock: Clock) -> None:
    stored(store, 1)
    Deliveries(store).postpone(taken(store), YEAR, "rate_limited", "")
    clock.pass_(LONGEST_WAIT)
    assert taken(store).attempts == 2


def test_small_ones_overtake_bulky_ones(store: Store) -> None:
    big = envelope(8, ClearPart("paper-1", "application/pdf", bytes(9000)))
    store.enqueue(big)
    bulky = taken(store)
    assert bulky.bulky and not Deliveries(store).small_one_waits()
    small = envelope(9)
    store.enqueue(small)
    assert Deliveries(store).small_one_waits()
    Deliveries(store).step_aside(bulky)
    assert taken(store).manifest == small.manifest
    assert taken(store).manifest == big.manifest


def test_order_is_kept_inside_a_case_only(store: Store) -> None:
    first = envelope(1)
    second = envelope(2, follows=first.manifest.submission_id)
    other = envelope(3)
    for one in (second, other, first):
        store.enqueue(one)
    leased = [taken(store), taken(store)]
    assert {parcel.manifest.submission_id for parcel in leased} == {
        first.manifest.submission_id,
        other.manifest.submission_id,
    }
    assert Deliveries(store).take(300.0) is None
    for parcel in leased:
        Deliveries(store).settle(parcel, State.SENT, "r", "", 60.0)
    assert taken(store).manifest == second.manifest


def test_what_a_technician_must_mend_is_probed_and_then_all_of_it_goes(store: Store) -> None:
    stored(store, 3)
    deliveries = Deliveries(store)
    for _ in range(3):
        deliveries.block(taken(store), "not_enrolled", "403")
    assert deliveries.take(300.0) is None
    assert deliveries.probe_blocked()
    probe = taken(store)
    assert deliveries.take(300.0) is None
    deliveries.settle(probe, State.ACCEPTED, "r", "c", 0.0)
    assert deliveries.make_due(["not_enrolled"]) == 2
    assert {taken(store).manifest.submission_id for _ in range(2)}
    assert not deliveries.probe_blocked()


def test_quarantine_waits_for_staff(store: Store, clock: Clock) -> None:
    (poison,) = stored(store, 1)
    deliveries = Deliveries(store)
    deliveries.quarantine(taken(store), "refused", "422")
    clock.pass_(YEAR)
    assert deliveries.take(300.0) is None and not deliveries.probe_blocked()
    with pytest.raises(OutboxError):
        deliveries.move(poison, [State.BLOCKED], State.QUEUED, "")
    deliveries.move(poison, [State.QUARANTINED], State.QUEUED, "")
    assert taken(store).manifest.submission_id == poison


def test_the_portal_is_asked_about_each_once_in_its_time(store: Store, clock: Clock) -> None:
    ids = sorted(stored(store, 3))
    deliveries = Deliveries(store)
    for standing in (State.SENT, State.RETURNED, State.ACCEPTED):
        deliveries.settle(taken(store), standing, "r", "", 60.0)
    assert deliveries.due_questions(100, 600.0) == ()
    clock.pass_(60.0)
    assert set(deliveries.due_questions(100, 600.0)) == set(ids[:2])
    assert deliveries.due_questions(100, 600.0) == ()
    clock.pass_(-YEAR)
    assert set(deliveries.due_questions(100, 600.0)) == set(ids[:2])
    deliveries.answered(ids[0], State.ACCEPTED, "newer", "H36.12-260916-0001")
    entry = store.find(ids[0])
    assert entry is not None and (entry.state, entry.receipt) == (State.ACCEPTED, "newer")


def test_only_what_was_accepted_long_ago_is_purged(store: Store, tmp_path: Path, clock: Clock) -> None:
    sent = [envelope(n, ClearPart("paper-1", "application/pdf", bytes(9000))) for n in (1, 2, 3)]
    for one in sent:
        store.enqueue(one)
    deliveries = Deliveries(store)
    accepted, signed = taken(store), taken(store)
    deliveries.settle(accepted, State.ACCEPTED, "r", "c", 0.0)
    deliveries.settle(signed, State.SENT, "r", "", 0.0)
    assert store.purge(clock(), 0.0) == 0
    clock.pass_(31 * 86_400.0)
    assert store.purge(clock() - 30 * 86_400.0, 0.0) == 1
    assert store.find(accepted.manifest.submission_id) is None
    assert sorted(entry.state for entry in store.entries()) == [State.QUEUED, State.SENT]
    assert len(list((tmp_path / "parts").glob("*.part"))) == 2


def test_room_is_made_from_what_the_portal_has_signed_for_only(store: Store, tmp_path: Path) -> None:
    for n in (1, 2):
        store.enqueue(envelope(n, ClearPart("paper-1", "application/pdf", bytes(9000))))
    signed = taken(store)
    Deliveries(store).settle(signed, State.SENT, "r", "", 60.0)
    assert (tmp_path / "ballast").stat().st_size == Limits().ballast
    (tmp_path / "ballast").write_bytes(b"dropped by hand")
    store.make_room()
    assert (tmp_path / "ballast").stat().st_size == Limits().ballast
    with pytest.raises(OutboxError) as caught:
        Deliveries(store).data(signed, signed.parts[0])
    assert caught.value.fault is OutboxFault.PART_LOST
    kept = taken(store)
    assert len(Deliveries(store).data(kept, kept.parts[0])) == 9048


def test_due_submissions_are_found_by_their_partial_index(store: Store) -> None:
    """Without literals in the statement SQLite would not use it, and a long queue would be read from end to end."""
    statements: list[str] = []
    with store.database.write() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.set_trace_callback(statements.append)
    stored(store, 2)
    taken(store)
    reads = [text for text in statements if "ORDER BY" in text and "submissions" in text and "LIMIT" in text]
    assert reads
    with store.database.read() as connection:
        for text in reads:
            plan = " ".join(str(row[3]) for row in connection.exec_driver_sql("EXPLAIN QUERY PLAN " + text))
            assert "submissions_due" in plan and "SCAN submissions " not in plan + " ", plan
