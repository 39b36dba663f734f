"""Colours that stand on each other can be told apart, in every scheme (WCAG 2.2 §1.4.3, §1.4.6, §1.4.11)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from tests.ui.gallery import stage

SCHEMES = ("light", "dark", "contrast")
PAPERS_OF = {
    "text": ("bg", "surface", "sunken", "soft", "key", "keyAlt", "okSoft", "warnSoft", "badSoft"),
    "muted": ("bg", "surface", "sunken", "soft", "board"),
    "primary": ("bg", "surface", "sunken", "soft"),
    "ok": ("surface", "okSoft", "sunken"),
    "warn": ("surface", "warnSoft"),
    "bad": ("bg", "surface", "badSoft"),
    "primaryInk": ("primary", "pressed"),
    "softInk": ("soft",),
    "simInk": ("sim",),
    "frameInk": ("frame",),
}
TEXT = [f"{ink}/{paper}" for ink, papers in PAPERS_OF.items() for paper in papers]
SHAPES = ["control/surface", "control/bg", "control/sunken", "focus/focusInk", "primary/bg", "bad/bg"]
MEASURED = {
    "text/bg": (15.10, 16.20, 21.00),
    "muted/soft": (6.77, 6.91, 21.00),
    "ok/sunken": (6.01, 11.19, 15.74),
    "simInk/sim": (10.03, 8.55, 13.61),
    "control/bg": (4.45, 6.12, 21.00),
    "focus/focusInk": (9.14, 9.92, 13.65),
}


def luminance(colour: QColor) -> float:
    """Relative luminance (WCAG 2.2, glossary)."""
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in colour.getRgbF()[:3]]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: QColor, other: QColor) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.fixture(scope="module")
def schemes() -> Iterator[list[QObject]]:
    with stage() as opened:
        properties = "; ".join(
            f"readonly property QtObject {name}: Colors {{ scheme: {number} }}" for number, name in enumerate(SCHEMES)
        )
        probe = opened.show(f"import QtQuick\nimport touch.theme\nItem {{ {properties} }}")
        yield [probe.property(name) for name in SCHEMES]


def ratio(colors: QObject, pair: str) -> float:
    front, back = pair.split("/")
    return contrast(colors.property(front), colors.property(back))


@pytest.mark.parametrize("pair", TEXT)
def test_words_are_readable_on_their_paper(schemes: list[QObject], pair: str) -> None:
    light, dark, high = (ratio(colors, pair) for colors in schemes)
    assert min(light, dark) >= 4.5
    assert high >= 7


@pytest.mark.parametrize("pair", SHAPES)
def test_edges_and_rings_can_be_seen(schemes: list[QObject], pair: str) -> None:
    assert min(ratio(colors, pair) for colors in schemes) >= 3


@pytest.mark.parametrize(("pair", "expected"), MEASURED.items())
def test_the_colours_are_those_that_were_measured(
    schemes: list[QObject], pair: str, expected: tuple[float, float, float]
) -> None:
    assert [round(ratio(colors, pair), 2) for colors in schemes] == list(expected)


def test_white_and_black_are_21_to_1() -> None:
    assert contrast(QColor("white"), QColor("black")) == pytest.approx(21)
