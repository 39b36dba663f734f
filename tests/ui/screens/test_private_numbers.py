"""Private numbers: hidden wherever they are only seen, shown by a touch for five seconds, told to nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QAbstractItemModel, QObject

from kiosk.visit.snapshot import Snapshot
from kiosk.visit.states import State
from tests.ui.kiosk_screen import Opened, opened
from ui.screenshots.gallery import moments

NUMBER = "000190000123"
GROUPED = "000 190 000 123"
RUN = re.compile(r"\d(?:[ .]?\d){11}")
"""Twelve digits, however they are grouped."""
TEXTUAL = ("QString", "QVariantList", "QVariantMap", "QVariant")
MOMENTS = {moment.name: moment.snapshot for moment in moments() if not moment.name.startswith(("staff", "technician"))}


@pytest.fixture
def screen() -> Iterator[Opened]:
    with opened() as one:
        one.listen()
        yield one


def held(screen: Opened) -> list[str]:
    """All that QML was given to show: texts, names, lists and models; boxes that are typed into apart."""
    found: list[str] = []
    for one in [*screen.items(), *screen.screen.bridge.findChildren(QObject)]:
        if not (isinstance(one, QObject) and one.inherits("QQuickTextInput")):
            about = one.metaObject()
            known = [about.property(i) for i in range(about.propertyCount())]
            found += [str(one.property(p.name())) for p in known if p.typeName() in TEXTUAL]
        if isinstance(one, QAbstractItemModel):
            found += [str(one.data(one.index(row, 0), 256)) for row in range(one.rowCount())]
    return found


def test_no_moment_of_a_visit_shows_twelve_digits_of_a_person(screen: Opened) -> None:
    for name, snapshot in MOMENTS.items():
        screen.show(snapshot)
        shown = [text for text in held(screen) if NUMBER in re.sub(r"[ .]", "", text)]
        assert shown == [], name


def test_a_touch_on_the_eye_shows_the_number_and_five_seconds_hide_it(screen: Opened) -> None:
    screen.show(MOMENTS["review"])
    screen.finger.touch("Hiện số")
    assert screen.sees(GROUPED)
    model = screen.screen.stage.prepare(State.REVIEW)
    assert model._hiding.interval() == 5000
    assert model._hiding.isActive()
    model._hiding.timeout.emit()
    screen.finger.live()
    assert not screen.sees(GROUPED)


def test_another_page_hides_it_at_once(screen: Opened) -> None:
    screen.show(MOMENTS["review"])
    screen.finger.touch("Hiện số")
    screen.show(MOMENTS["fill-1"])
    screen.show(MOMENTS["review"])
    assert not screen.sees(GROUPED)


def test_a_shown_number_is_said_to_the_headset_alone(screen: Opened) -> None:
    said: list[tuple[str, bool]] = []
    cues = screen.screen.engine.singletonInstance("touch.controls", "Cues")
    cues.say.connect(lambda words, personal: said.append((words, personal)))
    screen.show(MOMENTS["review"])
    screen.finger.touch("Hiện số")
    digits = [(re.sub(r"\D", "", words), personal) for words, personal in said]
    assert any(NUMBER in words and personal for words, personal in digits)
    assert not any(NUMBER in words and not personal for words, personal in digits)


def test_the_keypad_keeps_its_place_when_a_number_is_shown(screen: Opened) -> None:
    screen.show(MOMENTS["review"])
    screen.finger.touch("Hiện số")
    focus = screen.screen.window.activeFocusItem()
    assert focus is not None
    assert str(focus.property("name")).startswith("Hiện số")


def test_what_was_shown_is_gone_with_the_visit(screen: Opened) -> None:
    screen.show(MOMENTS["review"])
    screen.finger.touch("Hiện số")
    screen.show(Snapshot(State.WELCOME))
    screen.finger.rest(50)
    assert not any(RUN.search(text) for text in held(screen))


def test_the_camera_is_looked_at_only_while_a_code_is_wanted(screen: Opened) -> None:
    asked: list[bool] = []
    screen.screen.bridge._frame = lambda: asked.append(True)
    for name, snapshot in MOMENTS.items():
        if snapshot.state in (State.IDENTIFY, State.ATTACH, State.TRACK):
            continue
        screen.show(snapshot, rest_ms=120)
        assert asked == [], name
    screen.show(replace(MOMENTS["identify-code"]), rest_ms=120)
    assert asked
    screen.show(MOMENTS["identify-card"])
    asked.clear()
    screen.finger.rest(120)
    assert asked == []
