"""Every screen, in every size and look: loads in silence, shows its words whole, can be touched where it must be."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtQuick import QQuickItem

from kiosk.visit.states import State
from tests.ui.kiosk_screen import LANDSCAPE, PORTRAIT, SMALL, Opened, opened
from ui.screenshots.gallery import moments
from ui.touch.demo.finger import items
from ui.touch.shell.reading import is_seen
from ui.touch.shell.stage import SCREENS, screen_file, view_model_class

LOOKS = {
    "portrait": (PORTRAIT, {}),
    "landscape": (LANDSCAPE, {}),
    "landscape 1.3": (LANDSCAPE, {"textStep": 1}),
    "landscape 1.6": (LANDSCAPE, {"textStep": 2}),
    "small": (SMALL, {}),
    "small 1.3": (SMALL, {"textStep": 1}),
    "small 1.6": (SMALL, {"textStep": 2}),
    "large": (PORTRAIT, {"textStep": 2}),
    "contrast": (PORTRAIT, {"scheme": "contrast", "textStep": 1}),
    "dark": (PORTRAIT, {"scheme": "dark"}),
    "low reach": (PORTRAIT, {"lowReach": True}),
}
MOMENTS = list(moments())


def test_every_state_has_a_screen_folder_and_every_folder_a_state() -> None:
    folders = {path.name for path in SCREENS.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == {state.value for state in State}
    assert all(screen_file(state).is_file() and view_model_class(state) for state in State)


def test_the_gallery_shows_every_state() -> None:
    assert {moment.snapshot.state for moment in MOMENTS} == set(State)


@pytest.mark.parametrize("look", LOOKS)
def test_every_moment_is_shown_in_silence_with_its_words_whole(look: str) -> None:
    size, choices = LOOKS[look]
    with opened(size) as screen:
        for moment in MOMENTS:
            screen.show(moment.snapshot, rest_ms=20)
            screen.look(**choices)
            assert cut(screen) == [], moment.name
            assert covered(screen) == [], moment.name
            assert beyond(screen) == [], moment.name


@pytest.mark.parametrize("look", ["portrait", "low reach"])
def test_nothing_has_to_be_touched_above_the_reach_of_a_seated_person(look: str) -> None:
    size, choices = LOOKS[look]
    reach = 960 if "lowReach" in choices else 600
    with opened(size) as screen:
        for moment in MOMENTS:
            screen.show(moment.snapshot, rest_ms=20)
            screen.look(**choices)
            desk = moment.snapshot.desk
            if (moment.snapshot.bench or (desk and desk.person)) and reach == 600:
                continue  # pages of staff and technicians may use the full height; low reach serves them too
            high = [name(i) for i in screen.finger.controls() if middle(i).y() < reach]
            assert high == [], moment.name


@pytest.mark.parametrize("look", LOOKS)
def test_every_target_is_large_enough_and_has_a_name(look: str) -> None:
    size, choices = LOOKS[look]
    with opened(size) as screen:
        for moment in MOMENTS:
            screen.show(moment.snapshot, rest_ms=20)
            screen.look(**choices)
            for item in screen.finger.controls():
                assert name(item), moment.name
                assert min(item.width(), item.height()) >= 88, (moment.name, name(item))


def cut(screen: Opened) -> list[str]:
    """Return the texts that end with dots though they must not, or that stick out of the window."""
    return [
        str(item.property("text"))
        for item in screen.items()
        if item.inherits("QQuickText") and item.isVisible() and item.property("text")
        if item.property("truncated") and not may_end_with_dots(item)
    ]


def may_end_with_dots(item: QQuickItem) -> bool:
    """The summary of a procedure and the example in the search box: said in full elsewhere."""
    words = str(item.property("text"))
    around = item.parentItem().parentItem() if item.parentItem() else None
    return words.startswith("Tìm theo tên") or (around is not None and around.property("hint") == words)


def beyond(screen: Opened) -> list[str]:
    """Return the texts that stick out of the page, as under the bar at the foot, or lie under one of its buttons."""
    (page,) = [item for item in screen.items() if item.property("actLeast") is not None]
    frame = page.mapRectToScene(page.boundingRect()).adjusted(-1, -1, 1, 1)
    texts = [item for item in items(page) if item.inherits("QQuickText") and is_seen(item) and item.property("text")]
    controls = list(screen.finger.controls(page))
    return [str(text.property("text")) for text in texts if not frame.contains(place(text)) or under(text, controls)]


def place(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(item.boundingRect())


def under(text: QQuickItem, controls: list[QQuickItem]) -> bool:
    return any(place(over).contains(middle(text)) for over in controls if not is_within(text, over))


def covered(screen: Opened) -> list[str]:
    """Return the controls whose middle another control covers."""
    controls = [item for item in screen.finger.controls() if item.isVisible()]
    return [
        f"{name(under)} under {name(over)}"
        for over in controls
        for under in controls
        if over is not under and not is_within(under, over) and not is_within(over, under)
        if over.contains(over.mapFromScene(middle(under)))
    ]


def is_within(item: QQuickItem, ancestor: QQuickItem) -> bool:
    parent = item.parentItem()
    return parent is not None and (parent == ancestor or is_within(parent, ancestor))


def middle(item: QQuickItem) -> QPointF:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2))


def name(item: QQuickItem) -> str:
    return str(item.property("name") or "")
