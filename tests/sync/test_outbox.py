import asyncio
import dataclasses
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy import create_engine, inspect

from sync.envelope import ClearPart
from sync.outbox import Limits, Outbox, OutboxError, OutboxFault, State, Store
from sync.outbox.tables import metadata
from tests.sync.envelopes import NOON, envelope

BIG = ClearPart("scan", "application/pdf", bytes(200_000))


@pytest.fixture
async def outbox(tmp_path: Path) -> AsyncIterator[Outbox]:
    box = Outbox(tmp_path / "queue", clock=NOON.timestamp)
    await box.open()
    yield box
    await box.close()


async def test_a_stored_envelope_is_found_again_after_a_restart(tmp_path: Path) -> None:
    stored = envelope(1, BIG)
    for _ in range(2):
        box = Outbox(tmp_path)
        await box.open()
        await box.enqueue(stored)  # the second time changes nothing
        entry = await box.status(stored.manifest.submission_id)
        assert (entry.state, entry.local_number, entry.attempts) == (State.QUEUED, "K07-260916-0001-3", 0)
        assert (await box.counts()).by_state[State.QUEUED] == 1
        await box.close()
    assert (tmp_path / "parts" / f"{stored.manifest.parts[0].sha256}.part").read_bytes() == stored.parts[0].data


async def test_the_same_id_with_other_content_is_a_conflict(outbox: Outbox) -> None:
    first, second = envelope(1), envelope(2)
    await outbox.enqueue(first)
    said = dataclasses.replace(second.manifest.particulars, submission_id=first.manifest.submission_id)
    other = dataclasses.replace(second, manifest=dataclasses.replace(second.manifest, particulars=said))
    with pytest.raises(OutboxError) as caught:
        await outbox.enqueue(other)
    assert caught.value.fault is OutboxFault.CONFLICT


async def test_one_local_number_is_never_stored_for_two_submissions(outbox: Outbox) -> None:
    await outbox.enqueue(envelope(1))
    with pytest.raises(OutboxError) as caught:
        await outbox.enqueue(envelope(1))
    assert caught.value.fault is OutboxFault.CONFLICT


async def test_an_unknown_submission_has_no_status(outbox: Outbox) -> None:
    with pytest.raises(OutboxError) as caught:
        await outbox.status(envelope().manifest.submission_id)
    assert caught.value.fault is OutboxFault.UNKNOWN


async def test_numbers_of_a_day_are_never_given_twice(tmp_path: Path) -> None:
    boxes = [Outbox(tmp_path), Outbox(tmp_path)]
    for box in boxes:
        await box.open()
    day = date(2026, 9, 16)
    numbers = await asyncio.gather(*(boxes[turn % 2].reserve_sequence(day) for turn in range(40)))
    assert sorted(numbers) == list(range(1, 41))
    assert await boxes[0].reserve_sequence(date(2026, 9, 17)) == 1
    for box in boxes:
        await box.close()


async def test_counts_tell_how_many_wait_and_since_when(outbox: Outbox) -> None:
    assert (await outbox.counts()).oldest_waiting is None
    for sequence in (1, 2, 3):
        await outbox.enqueue(envelope(sequence))
    counts = await outbox.counts()
    assert (counts.waiting, counts.oldest_waiting) == (3, NOON.timestamp())
    assert set(counts.by_state) == set(State)


async def test_a_queue_that_is_not_open_stores_nothing(tmp_path: Path) -> None:
    with pytest.raises(OutboxError):
        await Outbox(tmp_path).enqueue(envelope())


def test_no_visit_begins_below_the_watermark(tmp_path: Path) -> None:
    Store(tmp_path).room()
    with pytest.raises(OutboxError) as caught:
        Store(tmp_path, limits=Limits(watermark=1 << 60)).room()
    assert caught.value.fault is OutboxFault.FULL


def test_files_without_a_row_are_swept_but_not_while_someone_writes(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.enqueue(envelope(1, BIG))
    (tmp_path / "parts" / "0000.part").write_bytes(b"left by a crash")
    with store.files.writing():
        assert store.sweep() == 0
    assert store.sweep() == 1
    assert len(list((tmp_path / "parts").glob("*.part"))) == 1


def test_a_damaged_database_is_refused_and_stays_refused(tmp_path: Path) -> None:
    (tmp_path / "outbox.db").write_bytes(b"no database at all" * 500)
    with pytest.raises(OutboxError) as caught:
        Store(tmp_path)
    assert caught.value.fault is OutboxFault.BROKEN


def test_a_database_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.database.write() as connection:
        connection.exec_driver_sql("PRAGMA user_version=99")
    store.close()
    with pytest.raises(OutboxError, match="newer"):
        Store(tmp_path)


def test_every_connection_is_durable_and_writers_wait_for_each_other(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.database.write() as connection:
        said = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("synchronous", "journal_mode", "foreign_keys")
        }
    assert said == {"synchronous": 2, "journal_mode": "wal", "foreign_keys": 1}


def test_migrations_make_the_tables_that_the_code_knows(tmp_path: Path) -> None:
    Store(tmp_path).close()
    found = inspect(create_engine(f"sqlite:///{tmp_path}/outbox.db", poolclass=sqlalchemy.NullPool))
    for table in metadata.sorted_tables:
        made = {column["name"]: bool(column["nullable"]) for column in found.get_columns(table.name)}
        assert made == {column.name: bool(column.nullable) for column in table.columns}, table.name
    assert set(found.get_table_names()) == set(metadata.tables)
