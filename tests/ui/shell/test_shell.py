"""Around every screen: leave asks once, staff come and are called off, time runs out with words, language changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from kiosk.visit.events import CallStaff, Leave, SetLanguage, StillHere
from kiosk.visit.snapshot import IdleWarning, Snapshot
from kiosk.visit.states import State
from tests.ui.kiosk_screen import LANDSCAPE, Opened, opened
from ui.screenshots.gallery import moments

MOMENTS = {moment.name: moment.snapshot for moment in moments()}


@pytest.fixture
def screen() -> Iterator[Opened]:
    with opened() as one:
        one.listen()
        one.show(MOMENTS["fill-1"])
        yield one


def sent(screen: Opened, kind: type) -> list[object]:
    return [event for event in screen.listener.events if isinstance(event, kind)]


def test_leave_asks_once_and_the_safe_answer_keeps_everything(screen: Opened) -> None:
    screen.finger.touch("Kết thúc")
    assert screen.sees("Kết thúc và xóa thông tin đã nhập?")
    screen.finger.touch("Khai tiếp")
    assert sent(screen, Leave) == []
    screen.finger.touch("Kết thúc")
    screen.finger.touch("Kết thúc và xóa")
    assert sent(screen, Leave) == [Leave()]


def test_staff_are_called_by_one_touch_and_called_off_only_after_a_question(screen: Opened) -> None:
    screen.finger.touch("Gọi cán bộ")
    assert sent(screen, CallStaff) == [CallStaff()]
    screen.show(replace(MOMENTS["fill-1"], staff_called_at=0.0))
    screen.finger.touch("Đã gọi")
    assert len(sent(screen, CallStaff)) == 1
    screen.finger.touch("Không cần nữa")
    assert len(sent(screen, CallStaff)) == 2


@pytest.mark.parametrize("name", ["welcome", "closed", "catalogue", "identify", "consent", "fill-1", "review", "done"])
def test_staff_can_be_called_from_every_screen_at_the_second_place(name: str) -> None:
    with opened() as screen:
        screen.listen()
        screen.show(MOMENTS[name])
        assert screen.finger.find("Gọi cán bộ") is not None


def test_the_warning_counts_down_and_one_touch_stays(screen: Opened) -> None:
    screen.show(replace(MOMENTS["fill-1"], idle=IdleWarning(60, 0)))
    screen.show(replace(MOMENTS["fill-1"], idle=IdleWarning(45, 0)))
    assert screen.sees("45")
    assert screen.screen.shell.idleFrom == 60
    screen.finger.touch("Tôi cần thêm thời gian")
    assert sent(screen, StillHere) == [StillHere()]
    screen.show(MOMENTS["fill-1"])
    assert not screen.sees("Ông/bà còn ở đây không?")


def test_nothing_behind_the_warning_can_be_touched(screen: Opened) -> None:
    screen.show(replace(MOMENTS["fill-1"], idle=IdleWarning(60, 0)))
    behind = {"Quay lại", "Tiếp tục", "Xem tiếp"}
    assert behind.isdisjoint(screen.finger.seen())


def test_the_keypad_reaches_both_answers_of_the_warning(screen: Opened) -> None:
    screen.show(replace(MOMENTS["fill-1"], idle=IdleWarning(60, 0)))
    screen.finger.press(Qt.Key.Key_Return)
    assert sent(screen, StillHere) == [StillHere()]


def test_a_language_is_chosen_in_the_middle_of_a_form_and_the_words_change_at_once(screen: Opened) -> None:
    screen.finger.touch("Tiếng Việt")
    screen.finger.touch("English")
    assert sent(screen, SetLanguage) == [SetLanguage("en")]
    screen.show(replace(MOMENTS["fill-1"], language="en"))
    assert screen.finger.find("Back") is not None
    screen.show(MOMENTS["fill-1"])
    assert screen.finger.find("Quay lại") is not None


def test_what_one_person_chose_does_not_wait_for_the_next(screen: Opened) -> None:
    screen.look(textStep=2, scheme="contrast", lowReach=True)
    screen.show(Snapshot(State.WELCOME))
    assert (screen.theme.property("textStep"), screen.theme.property("scheme")) == (0, "light")
    assert screen.theme.property("lowReach") is False


def test_what_was_chosen_on_welcome_lasts_through_the_visit() -> None:
    with opened() as screen:
        screen.listen()
        screen.show(MOMENTS["welcome"])
        screen.finger.touch("Chữ to")
        screen.show(MOMENTS["catalogue"])
        assert screen.theme.property("textStep") == 1


def test_the_panel_changes_the_look_at_once(screen: Opened) -> None:
    screen.finger.touch("Dễ dùng")
    screen.finger.touch("Tối")
    screen.finger.touch("Rất to")
    assert (screen.theme.property("textStep"), screen.theme.property("scheme")) == (2, "dark")
    while screen.finger.find("Xem tiếp"):
        screen.finger.touch("Xem tiếp")
    screen.finger.touch("Xong")
    assert not screen.sees("Cỡ chữ")


@pytest.mark.parametrize("size", [(1080, 1920), LANDSCAPE])
def test_the_banner_is_on_every_screen_while_a_device_is_simulated(size: tuple[int, int]) -> None:
    with opened(size) as screen:
        for snapshot in MOMENTS.values():
            screen.show(replace(snapshot, simulated=True))
            assert screen.sees("MÁY CHẠY THỬ")
            screen.show(snapshot)
            assert not screen.sees("MÁY CHẠY THỬ")
