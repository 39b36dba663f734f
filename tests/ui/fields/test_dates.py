"""A date is three columns: typed digit by digit, stepped with + and −, and only as much of it as is known."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt

from tests.ui.keyboard.board import Board, board


@contextmanager
def date(kind: str = "date", value: str = "") -> Iterator[Board]:
    with board(f'[{{kind: "{kind}", pointer: "/day", label: "Ngày sinh", value: "{value}"}}]') as opened:
        opened.stage.tap(opened.stage.find(lambda item: item.metaObject().indexOfProperty("month") >= 0))
        yield opened


def choose(opened: Board, part: int) -> None:
    opened.entry.setProperty("part", part)


@pytest.mark.parametrize(("typed", "answer"), [("02091990", "1990-09-02"), ("421954", "1954-02-04")])
def test_digits_go_from_day_to_month_to_year(typed: str, answer: str) -> None:
    with date() as opened:
        choose(opened, 0)
        opened.type(typed)
        opened.press("Xong")
        assert opened.answers() == {"/day": answer}


def test_a_column_that_is_touched_is_the_one_that_is_typed() -> None:
    with date(value="1990-09-02") as opened:
        choose(opened, 2)
        opened.type("1991")
        opened.press("Xong")
        assert opened.answers() == {"/day": "1991-09-02"}


def test_plus_and_minus_step_and_go_round() -> None:
    with date(value="1990-12-01") as opened:
        opened.press("Giảm Ngày", "Tăng Tháng", "Tăng Năm")
        opened.press("Xong")
        assert opened.answers() == {"/day": "1991-01-31"}


def test_erasing_goes_back_to_the_column_before() -> None:
    with date() as opened:
        choose(opened, 0)
        opened.type("0209")
        opened.press(*["Xóa một số"] * 3)
        assert [opened.entry.property(part) for part in ("day", "month", "year")] == ["0", "", ""]


def test_of_a_birth_only_the_year_may_be_known() -> None:
    with date("partial_date", "1950-05-01") as opened:
        opened.press("Chỉ biết năm", "Xong")
        assert opened.answers() == {"/day": "1950"}


def test_of_a_birth_the_day_may_be_unknown() -> None:
    with date("partial_date", "1950-05-01") as opened:
        opened.press("Không rõ ngày", "Xong")
        assert opened.answers() == {"/day": "1950-05"}


def test_a_whole_date_offers_no_way_to_leave_parts_out() -> None:
    with date() as opened:
        assert "Chỉ biết năm" not in [key.property("name") for key in opened.visible()]


def test_a_date_that_is_not_finished_is_answered_as_typed_so_that_the_check_can_say_what_is_missing() -> None:
    with date() as opened:
        choose(opened, 0)
        opened.type("02")
        opened.press("Xong")
        assert opened.answers() == {"/day": "02//"}


def test_a_keypad_types_steps_and_moves() -> None:
    with date() as opened:
        choose(opened, 0)
        opened.stage.hardware("0209")
        opened.stage.key(Qt.Key.Key_Left)
        opened.stage.hardware("+")
        opened.stage.key(Qt.Key.Key_Right)
        opened.stage.hardware("1990")
        opened.press("Xong")
        assert opened.answers() == {"/day": "1990-10-02"}
