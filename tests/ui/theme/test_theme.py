"""What the person chose under "Dễ dùng" changes sizes, colours and motion at once, and is gone after the visit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from tests.ui.gallery import Stage, stage

PROBE = """
import QtQuick
import touch.theme
Item {
    readonly property QtObject theme: Theme
    function reset() { Theme.reset() }
    function measured(of) {
        return [Theme.display, Theme.h1, Theme.h2, Theme.lead, Theme.body, Theme.small].map(role => role[of])
    }
}
"""


@pytest.fixture
def opened() -> Iterator[Stage]:
    with stage() as one:
        one.show(PROBE)
        yield one


@pytest.fixture
def theme(opened: Stage) -> QObject:
    found: QObject = opened.item.property("theme")
    return found


def at_each_size(opened: Stage, of: str) -> list[list[int]]:
    measured = []
    for step in range(3):
        opened.item.property("theme").setProperty("textStep", step)
        measured.append(opened.run(f"measured('{of}')").toVariant())
    return measured


def test_lines_are_high_enough_for_stacked_accents_at_every_text_size(opened: Stage) -> None:
    for sizes, lines in zip(at_each_size(opened, "px"), at_each_size(opened, "line"), strict=True):
        assert all(line >= 1.3 * size for size, line in zip(sizes, lines, strict=True))


def test_each_text_size_is_larger_than_the_one_before(opened: Stage) -> None:
    small, middle, large = at_each_size(opened, "px")
    assert all(a < b < c for a, b, c in zip(small, middle, large, strict=True))


def test_body_text_reaches_twelve_millimetres_on_27_inch_at_the_largest_size(opened: Stage) -> None:
    body = at_each_size(opened, "px")[2][4]
    pixel_mm = 27 * 25.4 * 9 / (16**2 + 9**2) ** 0.5 / 1080  # 16:9, 1080 px on the short side
    cap_height = 0.714  # em, Noto Sans (OS/2 sCapHeight 714 of 1000)
    assert body * cap_height * pixel_mm == pytest.approx(12.0, abs=0.1)


def test_high_contrast_draws_every_edge_at_least_four_pixels_wide(theme: QObject) -> None:
    theme.setProperty("scheme", "contrast")
    assert min(theme.property(name) for name in ("borderControl", "borderCard", "borderChosen", "borderError")) >= 4


def test_reduced_motion_stops_fades_and_drawings(theme: QObject) -> None:
    assert theme.property("fadeMs") > 0
    theme.setProperty("reducedMotion", True)
    assert (theme.property("fadeMs"), theme.property("drawingMs")) == (0, 0)


def test_nothing_turns_faster_than_three_times_a_second(theme: QObject) -> None:
    assert min(theme.property("turnMs"), theme.property("drawingMs")) >= 334


def test_the_end_of_a_visit_takes_all_choices_back(opened: Stage, theme: QObject) -> None:
    chosen = {"scheme": "dark", "textStep": 2, "lowReach": True, "reducedMotion": True, "magnified": True}
    before = {name: theme.property(name) for name in chosen}
    for name, value in chosen.items():
        theme.setProperty(name, value)
    opened.run("reset()")
    assert {name: theme.property(name) for name in chosen} == before
