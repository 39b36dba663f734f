"""What staff may ask of the queue and do with it."""

from datetime import date
from uuid import UUID

import pytest

from sync.outbox import Deliveries, OutboxError, OutboxFault, State, Store
from sync.outbox.counter import days_numbered, erase, held, manifest_of, newest, send_again
from sync.outbox.store import Limits
from tests.sync.envelopes import envelope


@pytest.fixture
def store(tmp_path):
    now = [1000.0]

    def clock():
        now[0] += 1
        return now[0]

    store = Store(tmp_path / "outbox", clock, Limits(in_row=16))
    yield store
    store.close()


def filed(store, sequence):
    sealed = envelope(sequence)
    store.enqueue(sealed)
    return sealed.manifest.particulars


def test_the_newest_come_first_and_only_since_a_moment(store):
    numbers = [filed(store, sequence).local_number for sequence in (1, 2, 3)]
    assert [one.local_number for one in newest(store, State)] == numbers[::-1]
    third = newest(store, State, limit=1)[0]
    assert newest(store, State, since=third.stored_at) == (third,)
    assert newest(store, [State.SENT]) == ()


def test_the_cover_of_a_submission_is_read_but_nothing_of_its_content(store):
    said = filed(store, 1)
    assert manifest_of(store, said.submission_id).particulars.local_number == said.local_number
    with pytest.raises(OutboxError) as unknown:
        manifest_of(store, UUID(int=0))
    assert unknown.value.fault is OutboxFault.UNKNOWN


def test_all_that_waits_or_is_blocked_is_due_at_once(store):
    filed(store, 1), filed(store, 2)
    deliveries = Deliveries(store)
    deliveries.block(deliveries.take(60), "certificate", "")
    assert send_again(store) == 2
    assert store.counts().by_state[State.QUEUED] == 2


def test_what_is_held_is_counted_by_state(store):
    filed(store, 1), filed(store, 2)
    store.reserve_sequence(date(2026, 11, 22))
    said = held(store)
    assert [(one.state, one.count) for one in said] == [(State.QUEUED, 2)]
    assert said[0].size > 0
    assert days_numbered(store) == 1


def test_an_erased_submission_leaves_no_byte_and_the_others_stay(store):
    first, second = filed(store, 1), filed(store, 2)
    files = lambda: {path.name for path in (store._folder / "parts").iterdir() if path.name[0] != "."}  # noqa: E731
    before = files()
    assert erase(store, first.local_number).local_number == first.local_number
    assert store.find_number(first.local_number) is None
    assert store.find_number(second.local_number) is not None
    assert len(files()) < len(before)
    with pytest.raises(OutboxError) as unknown:
        erase(store, first.local_number)
    assert unknown.value.fault is OutboxFault.UNKNOWN


def test_what_is_being_sent_is_not_erased(store):
    said = filed(store, 1)
    Deliveries(store).take(60)
    with pytest.raises(OutboxError) as busy:
        erase(store, said.local_number)
    assert busy.value.fault is OutboxFault.WRONG_STATE
