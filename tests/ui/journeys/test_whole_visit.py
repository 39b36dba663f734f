"""A whole visit on the real screen, by touch, in every look; behind it the real visit, drivers, queue and slip."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from kiosk.faults import Fault
from kiosk.language.packs import packs
from kiosk.language.words import words_of
from kiosk.visit.events import SetLanguage
from kiosk.visit.snapshot import Delivery, SlipState
from kiosk.visit.states import State
from tests.ui.kiosk_room import visit, walking
from tests.ui.kiosk_screen import LANDSCAPE, PORTRAIT, Opened, opened
from ui.touch.demo.walk import Walker

LOOKS: dict[str, tuple[tuple[int, int], dict[str, Any]]] = {
    "portrait": (PORTRAIT, {}),
    "landscape": (LANDSCAPE, {}),
    "large text": (PORTRAIT, {"textStep": 2}),
    "high contrast": (PORTRAIT, {"scheme": "contrast"}),
    "low reach": (PORTRAIT, {"lowReach": True}),
}
ENGLISH = next(words_of(pack) for pack in packs() if pack.code == "en")
# Group, procedure, and the most touches from the first to the last, typed letters apart.
WAYS = {
    "residence confirmed": ("Nơi ở", "Xác nhận thông tin về cư trú", 12),
    "temporary residence": ("Nơi ở", "Đăng ký tạm trú", 30),
    "birth": ("Sinh con", "Đăng ký khai sinh", 70),
    "birth bundle": (
        "Sinh con",
        "Liên thông đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế, cấp thẻ",
        70,
    ),
}


def test_a_citizen_walks_from_the_first_touch_to_the_slip(tmp_path: Path) -> None:
    with opened() as screen:
        visit(screen, tmp_path)


@pytest.mark.parametrize(
    "way",
    [
        "residence confirmed",
        pytest.param("temporary residence", marks=pytest.mark.slow),
        pytest.param("birth", marks=pytest.mark.slow),
        pytest.param("birth bundle", marks=pytest.mark.slow),
    ],
)
def test_a_way_takes_no_more_touches_than_it_may(way: str, tmp_path: Path) -> None:
    group, procedure, most = WAYS[way]
    with opened() as screen:
        walker = visit(screen, tmp_path, group=group, procedure=procedure)
        assert screen.finger.touches <= most
        assert walker.asked < walker.shown


@pytest.mark.slow
@pytest.mark.parametrize("look", LOOKS)
def test_a_citizen_walks_a_whole_visit_in_every_look(look: str, tmp_path: Path) -> None:
    size, choices = LOOKS[look]
    with opened(size) as screen:
        visit(screen, tmp_path, lambda: screen.look(**choices))


@pytest.mark.slow
def test_a_citizen_walks_a_whole_visit_in_english(tmp_path: Path) -> None:
    with opened() as screen:

        def english() -> None:
            screen.screen.bridge.send(SetLanguage("en"))
            screen.finger.until(lambda: screen.finger.find("Call staff") is not None)

        screen.finger.speak(ENGLISH)
        visit(screen, tmp_path, english)


def test_the_keypad_alone_begins_a_visit_and_comes_back(tmp_path: Path) -> None:
    with opened() as screen, walking(screen, tmp_path) as (walker, _):
        walk_to(screen, "Làm thủ tục")
        screen.finger.press(Qt.Key.Key_Return)
        walker.reach(State.CATALOGUE)
        walk_to(screen, "Nơi ở")
        screen.finger.press(Qt.Key.Key_Return)
        walker.wait(lambda now: now.catalogue.group != "", "the life event")
        screen.finger.press(Qt.Key.Key_Back)
        screen.finger.press(Qt.Key.Key_Back)
        walker.wait(lambda now: now.state in (State.WELCOME, State.CATALOGUE), "the way back")


def walk_to(screen: Opened, name: str) -> None:
    """Press Tab until the control of this name has the focus; fails when the focus goes round without it."""
    for _ in range(40):
        item = screen.screen.window.activeFocusItem()
        while item is not None and item.property("name") is None:
            item = item.parentItem()
        if item is not None and item.property("name") == name:
            return
        screen.finger.press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never comes to {name}")


def test_back_never_loses_an_answer_and_leaving_asks_once(tmp_path: Path) -> None:
    purpose = "Bổ sung hồ sơ vay vốn sửa nhà"
    with opened() as screen, walking(screen, tmp_path) as (walker, room):
        screen.finger.touch("Làm thủ tục")
        walker.reach(State.CATALOGUE)
        walker.choose("Nơi ở", "Xác nhận thông tin về cư trú")
        walker.check(lambda _: None)
        walker.identify(room.lay_card, lambda _: None)
        walker.agree(lambda _: None)
        boxes: list[str] = []
        walker.fill(lambda name: boxes.extend(typed_into(screen)) if name.startswith("filled") else None)
        assert purpose in boxes  # what was typed stands there when the keyboard is gone
        walker.reach(State.REVIEW)
        for state in (State.FILL, State.CONSENT, State.PRECHECK):
            go_back_to(walker, screen, state)
        screen.finger.touch("Bắt đầu khai")
        walker.reach(State.CONSENT)
        walker.agree(lambda _: None)
        walker.reach(State.FILL)
        assert purpose in [field.value for field in walker.now.page.fields]
        screen.finger.touch("Kết thúc")
        screen.finger.touch("Khai tiếp")
        assert walker.now.state is State.FILL
        screen.finger.touch("Kết thúc")
        screen.finger.touch("Kết thúc và xóa")
        walker.reach(State.WELCOME)


def typed_into(screen: Opened) -> list[str]:
    """Return what stands in the boxes of the page."""
    screen.finger.rest(100)
    return [str(item.property("text")) for item in screen.items() if item.inherits("QQuickTextInput")]


def go_back_to(walker: Walker, screen: Opened, state: State) -> None:
    """Press "Quay lại" until the state is reached: sheets turn back first."""
    for _ in range(20):
        if walker.now.state is state:
            return
        screen.finger.touch("Quay lại")
        screen.finger.rest(60)
    raise AssertionError(walker.now.state)


def test_the_same_person_goes_on_and_takes_no_card_again(tmp_path: Path) -> None:
    with opened() as screen, walking(screen, tmp_path) as (walker, room):
        walker.walk(room.lay_card, lambda _: None, Delivery.QUEUED)
        first = walker.now.visit
        screen.finger.touch("Khó")
        screen.finger.touch("Chữ khó hiểu")
        screen.finger.until(lambda: screen.sees("Cảm ơn ông/bà"), "thanks")
        if screen.finger.touch("Làm việc khác", "Quay lại") == "Quay lại":  # the reasons may stand on a second sheet
            screen.finger.touch("Làm việc khác")
        walker.reach(State.CATALOGUE)
        assert walker.now.visit != first
        walker.choose("Nơi ở", "Khai báo tạm vắng")
        walker.check(lambda _: None)
        walker.reach(State.CONSENT)


def test_a_number_is_taken_and_a_dossier_asked_for_without_a_card(tmp_path: Path) -> None:
    with opened() as screen, walking(screen, tmp_path) as (walker, _):
        screen.finger.touch("Lấy số thứ tự")
        screen.finger.touch("Hộ tịch, chứng thực")
        walker.wait(lambda now: now.ticket is not None and now.ticket.slip is SlipState.PRINTED, "the ticket")
        assert screen.sees("B001")
        screen.finger.touch("Xong")
        walker.reach(State.WELCOME)
        screen.finger.touch("Tra cứu hồ sơ đã nộp")
        walker.reach(State.TRACK)
        entry = next(item for item in screen.items() if item.inherits("QQuickTextInput") and item.isVisible())
        screen.finger.touch_at(entry, 0.5)
        for letter in "h36.12-261121-0009":
            screen.finger.write(letter)
        screen.finger.touch("Xong")
        walker.wait(lambda now: now.fault is Fault.STATUS_UNANSWERED, "no answer")
        screen.finger.touch("Quay lại")
        walker.reach(State.WELCOME)
