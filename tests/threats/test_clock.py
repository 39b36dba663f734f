"""A clock that cannot be right is known as such, and neither accepts nor refuses by dates (T16)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from emulated_kiosk import emulated_kiosk

from drivers.card.emrtd import moment
from kiosk.technician.machine import check_clock

BEFORE = (moment._BUILT - datetime.now(UTC)).days - 1


class Shifted(datetime):
    days = 0

    @classmethod
    def now(cls, tz=None):
        return datetime.now(tz) + timedelta(days=cls.days)


@pytest.mark.parametrize(("days", "certain"), [(0, True), (400, True), (BEFORE, False), (-20_000, False)])
async def test_a_clock_before_the_program_was_made_is_uncertain(tmp_path, monkeypatch, days, certain):
    monkeypatch.setattr(Shifted, "days", days)
    monkeypatch.setattr(moment, "datetime", Shifted)
    assert moment.system_moment().certain is certain
    async with emulated_kiosk(tmp_path) as room:
        (found,) = check_clock(room.settings)
        assert found.outcome == ("ok" if certain else "wrong")
