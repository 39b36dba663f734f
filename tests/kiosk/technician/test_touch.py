"""The touch grid: what is aimed at is found whatever way the panel stands, dead glass and crooked glass are told."""

from __future__ import annotations

import pytest

from kiosk.technician.touch import LONG, SHORT, crosses, judge, touched

PORTRAIT, LANDSCAPE = (1080, 1920), (1920, 1080)


def touch_all(size, off=(0, 0), but=()):
    grid = crosses(*size)
    for at, one in enumerate(crosses(*size)):
        if at not in but:
            grid = touched(grid, one.x * size[0] + off[0], one.y * size[1] + off[1], *size)
    return grid


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
def test_the_grid_reaches_into_every_corner(size):
    grid = crosses(*size)
    assert len(grid) == SHORT * LONG >= 9
    for x, y in ((0, 0), (1, 0), (0, 1), (1, 1)):
        assert any(abs(one.x - x) < 0.05 and abs(one.y - y) < 0.05 for one in grid)
    assert len({one.x for one in grid}) == (LONG if size == LANDSCAPE else SHORT)


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
def test_a_good_panel_is_good(size):
    grid = touch_all(size, off=(3, -4))
    assert {one.off for one in grid} == {(3, -4)}
    found = judge(grid)
    assert (found.outcome, found.facts["worst"], found.facts["dead"]) == ("touch_good", 5, 0)


def test_a_crooked_panel_is_told_with_how_far():
    found = judge(touch_all(PORTRAIT, off=(30, 40)))
    assert (found.outcome, found.facts["worst"]) == ("touch_off", 50)


def test_a_dead_corner_is_counted_and_seen():
    grid = touch_all(LANDSCAPE, but=(0, 4))
    assert [at for at, one in enumerate(grid) if one.off is None] == [0, 4]
    found = judge(grid)
    assert (found.outcome, found.facts["dead"], found.level) == ("touch_dead", 2, "bad")


def test_nothing_touched_is_a_dead_panel():
    assert judge(crosses(*PORTRAIT)).facts["dead"] == SHORT * LONG


def test_the_last_touch_of_a_cross_counts():
    grid = crosses(*PORTRAIT)
    grid = touched(touched(grid, 60, 100, *PORTRAIT), 44, 77, *PORTRAIT)
    assert grid[0].off == (1, 0)
