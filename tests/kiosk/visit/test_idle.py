"""Nobody there: the warning, the extensions, the end."""

import pytest
from fake_clock import FakeClock, settle

from kiosk.settings import Visit as Times
from kiosk.visit.idle import IdleWatch


class Watched:
    def __init__(self):
        self.clock = FakeClock()
        self.warnings = []
        self.ended = 0
        self.watch = IdleWatch(Times(), self.clock, self.warnings.append, self._end)

    def _end(self):
        self.ended += 1


@pytest.fixture
async def watched():
    watched = Watched()
    watched.watch.start()
    await settle()
    yield watched
    watched.watch.stop()
    await settle()


async def test_the_warning_comes_after_two_minutes_of_silence(watched):
    await watched.clock.advance(119)
    assert watched.warnings == []
    await watched.clock.advance(1)
    assert watched.warnings[-1].seconds_left == 60


async def test_a_touch_puts_the_warning_off(watched):
    await watched.clock.advance(100)
    watched.watch.touched()
    await watched.clock.advance(100)
    assert watched.warnings == []


async def test_the_visit_ends_once_when_the_warning_runs_out(watched):
    await watched.clock.advance(400)
    assert watched.ended == 1
    *counted, last = watched.warnings
    assert [warning.seconds_left for warning in counted] == list(range(60, 0, -1))
    assert last is None  # nothing stays over the screen where the visit goes on, while a dossier is stored


async def test_a_stray_touch_does_not_answer_the_warning(watched):
    await watched.clock.advance(125)
    watched.watch.touched()
    await watched.clock.advance(60)
    assert watched.ended == 1


async def test_more_time_can_be_asked_for_ten_times_and_more(watched):
    for asked in range(12):
        await watched.clock.advance(120 + 30)
        assert watched.warnings[-1].extensions == asked
        watched.watch.extend()
        assert watched.warnings[-1] is None
    assert watched.ended == 0


async def test_nothing_happens_after_stop(watched):
    watched.watch.stop()
    await watched.clock.advance(1000)
    assert watched.warnings == []
    assert watched.ended == 0
