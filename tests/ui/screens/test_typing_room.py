"""What is typed into stands whole above the keyboard with its label and what is wrong: every box of every form."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMetaObject, QRectF
from PySide6.QtQuick import QQuickItem

from kiosk.forms.view import PageView
from kiosk.visit.snapshot import Snapshot
from tests.ui.form_pages import form_pages
from tests.ui.kiosk_screen import LANDSCAPE, PORTRAIT, SMALL, Opened, opened
from ui.touch.demo.finger import items

FORMATS = {"portrait": PORTRAIT, "landscape": LANDSCAPE, "small": SMALL}


@pytest.mark.slow
@pytest.mark.parametrize("step", range(3))
@pytest.mark.parametrize("size", FORMATS)
def test_every_box_of_every_form_has_room_while_it_is_typed_into(size: str, step: int) -> None:
    seen = 0
    with opened(FORMATS[size]) as screen:
        screen.look(textStep=step)
        for page, snapshot in erred_pages():
            screen.show(snapshot)
            for box in boxes(screen):
                begin(box)
                screen.finger.until(lambda: hidden(screen, box) == [], f"{page.id}: {label(box)}")  # noqa: B023
                seen += 1
    assert seen > 150


def erred_pages() -> Iterator[tuple[PageView, Snapshot]]:
    """Every page with everything that is wrong on it: more room it never takes."""
    return (pair for pair in form_pages("vi") if pair[0].errors)


def boxes(screen: Opened) -> list[QQuickItem]:
    """What can be typed into on a page: lines, dates, and lists that are searched."""
    return [item for item in screen.items() if item.isVisible() and kind(item) in ("Entry", "DateEntry", "SearchList")]


def kind(item: QQuickItem) -> str:
    return item.metaObject().className().partition("_")[0]


def begin(box: QQuickItem) -> None:
    if kind(box) == "SearchList":
        QMetaObject.invokeMethod(box, "begin")
    else:
        box.forceActiveFocus()


def label(box: QQuickItem) -> str:
    return str(box.property("label"))


def hidden(screen: Opened, box: QQuickItem) -> list[str]:
    """Return what of the box in focus is not seen whole: its frame, its label, its error."""
    field = ancestor(box, "field")
    assert field is not None
    (board,) = [item for item in screen.items() if kind(item) == "Keyboard"]
    assert board.isVisible()
    top = board.mapToScene(board.boundingRect().topLeft()).y()
    searched = kind(box) == "SearchList"  # the answers found have the room of the label
    wanted = {} if searched else {str(field.property(name)): name for name in ("label", "error")}
    texts = [item for item in items(field) if item.isVisible() and item.inherits("QQuickText")]
    missing = [name for words, name in wanted.items() if words and not any(says(text, words) for text in texts)]
    frame = box.parentItem() if kind(box) == "Entry" else box
    parts = [text for text in texts if any(says(text, words) for words in wanted if words)]
    return missing + [kind(part) for part in (*parts, *([] if searched else [frame])) if not whole(part, top)]


def says(text: QQuickItem, words: str) -> bool:
    return str(text.property("text")).startswith(words)


def whole(item: QQuickItem, foot: float) -> bool:
    """Return True when nothing cuts an item: no sheet, no edge, no keyboard."""
    place = item.mapRectToScene(item.boundingRect())
    cuts = [around.mapRectToScene(around.boundingRect()) for around in ancestors(item) if around.clip()]
    return place.top() >= 0 and place.bottom() <= foot + 0.5 and all(grown(cut).contains(place) for cut in cuts)


def grown(cut: QRectF) -> QRectF:
    return cut.adjusted(-0.5, -0.5, 0.5, 0.5)


def ancestor(item: QQuickItem, name: str) -> QQuickItem | None:
    return next((one for one in (item, *ancestors(item)) if one.objectName() == name), None)


def ancestors(item: QQuickItem) -> Iterator[QQuickItem]:
    while (around := item.parentItem()) is not None:
        yield around
        item = around
