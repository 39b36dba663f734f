"""Every control loads without a word from Qt and shows its text whole, in every scheme and at every text size."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtQuick import QQuickItem

from tests.ui.controls.samples import CONTROLS, page
from tests.ui.gallery import UI, is_pressable, stage, visible_items

FILES = sorted(file.stem for file in (UI / "touch" / "controls").glob("*.qml"))
SINGLETONS = {"Cues", "Typing"}
LOOKS = [(scheme, step) for scheme in ("light", "dark", "contrast") for step in range(3)]


def test_every_control_has_a_sample() -> None:
    assert sorted(CONTROLS) == [name for name in FILES if name not in SINGLETONS]


def test_the_module_names_every_file() -> None:
    lines = (UI / "touch" / "controls" / "qmldir").read_text().splitlines()[1:]
    assert sorted(line.split()[-1].removesuffix(".qml") for line in lines) == FILES


def texts(root: QQuickItem) -> Iterator[QQuickItem]:
    return (item for item in visible_items(root) if item.metaObject().indexOfProperty("truncated") >= 0)


def is_cut(text: QQuickItem) -> bool:
    return bool(
        text.property("truncated")
        or text.property("contentWidth") > text.width() + 1
        or text.property("contentHeight") > text.height() + 1
    )


@pytest.mark.parametrize("name", sorted(CONTROLS))
def test_no_text_of_a_control_is_cut_at_any_size(name: str) -> None:
    with stage() as opened:
        root = opened.show(page(CONTROLS[name]))
        for scheme, step in LOOKS:
            root.property("theme").setProperty("scheme", scheme)
            root.property("theme").setProperty("textStep", step)
            opened.settle()
            assert [text.property("text") for text in texts(root) if is_cut(text)] == []
        root.property("theme").setProperty("scheme", "light")
        root.property("theme").setProperty("textStep", 0)


@pytest.mark.parametrize("name", sorted(CONTROLS))
def test_everything_that_is_pressed_is_large_and_has_a_name(name: str) -> None:
    with stage() as opened:
        for item in visible_items(opened.show(page(CONTROLS[name]))):
            if is_pressable(item):
                assert (item.width(), item.height()) >= (88, 88)
                assert item.height() >= 88
                assert item.property("name") != ""


@pytest.mark.parametrize("step", range(3))
@pytest.mark.parametrize("name", ["Dialog", "ErrorSummary", "Rating", "ServiceBar", "ReviewSection"])
def test_things_to_press_stand_apart_at_every_text_size(name: str, step: int) -> None:
    with stage() as opened:
        root = opened.show(page(CONTROLS[name]))
        root.property("theme").setProperty("textStep", step)
        opened.settle()
        boxes = [box_of(item) for item in visible_items(root) if is_pressable(item)]
        for one, other in itertools.combinations(boxes, 2):
            assert not one.adjusted(-7.9, -7.9, 7.9, 7.9).intersects(other.adjusted(-7.9, -7.9, 7.9, 7.9))
        root.property("theme").setProperty("textStep", 0)


def box_of(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
