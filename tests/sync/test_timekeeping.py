"""A wrong clock is known as such: in the row, in the manifest, on the slip; what never jumps is kept beside it."""

from pathlib import Path

import pytest

from sync.envelope import Clock as Quality
from sync.lifetimes import DAY, LONGEST_OFFLINE
from sync.outbox import Store
from sync.outbox.database import Database
from sync.outbox.migrations import MIGRATIONS
from sync.timekeeping import Timekeeper, boot_id
from tests.sync.envelopes import NOON, envelope
from tests.sync.portals import Clock

SEEN = NOON.timestamp()


class Machine:
    """Two clocks that tests move apart, and somebody who keeps the wall clock right or does not."""

    def __init__(self) -> None:
        self.wall, self.monotonic, self.synchronised = Clock(), Clock(1000.0), False

    def pass_(self, seconds: float) -> None:
        self.wall.pass_(seconds)
        self.monotonic.pass_(seconds)

    def keeper(self, seen: float = SEEN) -> Timekeeper:
        return Timekeeper(self.wall, self.monotonic, seen, lambda: self.synchronised)


@pytest.mark.parametrize("jump", [400 * DAY, -400 * DAY, 3600.0, -3600.0])
def test_a_clock_that_is_moved_while_the_kiosk_runs_is_uncertain_until_it_is_set_right(jump: float) -> None:
    machine = Machine()
    keeper = machine.keeper()
    machine.pass_(DAY)
    assert keeper.quality() is Quality.FREE_RUNNING
    machine.wall.pass_(jump)
    assert keeper.quality() is Quality.UNCERTAIN
    machine.wall.pass_(-jump)
    machine.synchronised = True
    assert keeper.quality() is Quality.SYNCHRONISED
    machine.synchronised = False
    assert keeper.quality() is Quality.FREE_RUNNING


@pytest.mark.parametrize(
    ("off", "quality"),
    [
        (-1.0, Quality.UNCERTAIN),
        (400 * DAY, Quality.UNCERTAIN),
        (-400 * DAY, Quality.UNCERTAIN),
        (LONGEST_OFFLINE - DAY, Quality.FREE_RUNNING),
    ],
)
def test_a_machine_that_starts_with_an_impossible_time_knows_it(off: float, quality: Quality) -> None:
    machine = Machine()
    machine.wall.pass_(off)
    assert machine.keeper().quality() is quality


def test_a_kiosk_that_has_seen_no_time_yet_runs_free() -> None:
    assert Machine().keeper(seen=0.0).quality() is Quality.FREE_RUNNING


def test_every_row_carries_the_boot_and_what_never_jumps(tmp_path: Path) -> None:
    store = Store(tmp_path, Clock(SEEN + 400 * DAY))
    store.enqueue(envelope(1))
    store.enqueue(envelope(2))
    rows = store.entries()  # ids of one millisecond have no order
    first, second = sorted(rows, key=lambda row: row.local_number)
    assert first.boot == second.boot == boot_id() != ""
    assert 0 < first.monotonic <= second.monotonic
    assert first.clock is Quality.SYNCHRONISED
    assert store.latest() == SEEN + 400 * DAY
    store.close()


def test_a_queue_of_the_version_before_is_taken_over(tmp_path: Path) -> None:
    old = Database(tmp_path / "outbox.db", MIGRATIONS[:1])
    with old.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO submissions (id, local_number, procedure, digest, manifest, size, bulky, state, stored_at,"
            " next_at) VALUES ('019954f4-0000-7000-8000-000000000000', 'K07-260916-0001-3', '1', 'd', x'00', 1, 0,"
            " 'queued', 1, 1)"
        )
    old.close()
    store = Store(tmp_path)
    (entry,) = store.entries()
    assert (entry.clock, entry.boot) == (Quality.FREE_RUNNING, "")
    store.close()
