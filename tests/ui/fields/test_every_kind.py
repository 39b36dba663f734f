"""Every kind of field has an input; it shows its words whole at every size, and answers what was touched or typed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from PySide6.QtCore import Qt

from kiosk.forms.kinds import Kind
from tests.ui.controls.test_controls_load import LOOKS, is_cut, texts
from tests.ui.gallery import UI, is_pressable, visible_items
from tests.ui.keyboard.board import Board, board

OPTIONS = [
    {"value": "here", "label": "Tại Trung tâm này", "hint": "Không mất phí"},
    {"value": "post", "label": "Qua bưu điện, tận nhà", "hint": "Trả phí khi nhận"},
]
NAME = {"kind": "name", "pointer": "/p/full_name", "label": "Họ, chữ đệm và tên", "required": True}
EXTRAS: dict[Kind, dict[str, Any]] = {
    Kind.CHOICE: {"options": OPTIONS, "value": "here"},
    Kind.CHOICES: {"options": OPTIONS, "value": ["post"]},
    Kind.ID_NUMBER: {"value": "000190000123"},
    Kind.PHONE: {"value": "0900000123"},
    Kind.DATE: {"value": "1990-09-02"},
    Kind.PARTIAL_DATE: {"value": "1990"},
    Kind.MONEY: {"value": 7000},
    Kind.YES_NO: {"value": False},
    Kind.TEXT: {"example": "12 đường Hoa Phượng"},
    Kind.ADDRESS: {
        "parts": [NAME, {"kind": "choice", "pointer": "/p/commune", "label": "Xã", "choice_list": "communes"}]
    },
    Kind.ID_PAPER: {"parts": [NAME]},
    Kind.CONSENT: {"parts": [NAME]},
    Kind.ROWS: {"rows": [[NAME], [NAME]]},
    Kind.HEADING: {"party": "mother"},
}


def field(kind: Kind, **more: Any) -> dict[str, Any]:
    common = {"kind": kind.value, "pointer": "/x", "label": "Số nhà, đường, thôn", "hint": "Ghi như trên giấy tờ"}
    return {**common, **EXTRAS.get(kind, {}), **more}


def shown(*fields: dict[str, Any]) -> Any:
    return board(json.dumps(fields, ensure_ascii=False))


def touch(opened: Board, name: str) -> None:
    opened.stage.tap(opened.stage.named(name))


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_an_input_that_shows_its_words_whole(kind: Kind) -> None:
    with shown(field(kind, error="Chưa nhập số nhà")) as opened:
        theme = opened.stage.item.property("theme")
        for scheme, step in LOOKS:
            theme.setProperty("scheme", scheme)
            theme.setProperty("textStep", step)
            opened.stage.settle()
            assert [text.property("text") for text in texts(opened.stage.item) if is_cut(text)] == []
        opened.stage.run("Theme.reset()")


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_file_of_its_name(kind: Kind) -> None:
    name = "".join(word.capitalize() for word in kind.value.split("_"))
    assert (UI / "touch" / "fields" / f"{name}Field.qml").is_file()


@pytest.mark.parametrize("kind", Kind)
def test_everything_in_a_field_that_is_pressed_is_large_and_has_a_name(kind: Kind) -> None:
    with shown(field(kind)) as opened:
        for item in filter(is_pressable, visible_items(opened.stage.item)):
            assert min(item.width(), item.height()) >= 88
            assert item.property("name")


def test_what_is_wrong_stands_at_the_field_and_is_spoken_there() -> None:
    with shown(field(Kind.TEXT, error="Chưa nhập số nhà")) as opened:
        opened.enter()
        assert opened.entry.property("label") == "Số nhà, đường, thôn. Ghi như trên giấy tờ. Chưa nhập số nhà"
        assert "Chưa nhập số nhà" in [text.property("text") for text in texts(opened.stage.item)]


def test_a_choice_answers_its_value() -> None:
    with shown(field(Kind.CHOICE)) as opened:
        touch(opened, "Qua bưu điện, tận nhà")
        assert opened.answers() == {"/x": "post"}


def test_choices_answer_all_that_is_ticked() -> None:
    with shown(field(Kind.CHOICES)) as opened:
        touch(opened, "Tại Trung tâm này")
        assert opened.answers() == {"/x": ["post", "here"]}
        touch(opened, "Qua bưu điện, tận nhà")
        assert opened.answers() == {"/x": []}


def test_yes_and_no_are_true_and_false() -> None:
    with shown(field(Kind.YES_NO)) as opened:
        touch(opened, "Có")
        assert opened.answers() == {"/x": True}
        touch(opened, "Không")
        assert opened.answers() == {"/x": False}


def test_arrow_keys_go_from_choice_to_choice_and_ok_takes_one() -> None:
    with shown(field(Kind.CHOICE)) as opened:
        opened.stage.named("Tại Trung tâm này").forceActiveFocus(Qt.FocusReason.TabFocusReason)
        opened.stage.key(Qt.Key.Key_Right)
        opened.stage.key(Qt.Key.Key_Return)
        assert opened.answers() == {"/x": "post"}


def test_a_telephone_number_is_grouped_while_it_is_typed_and_answered_bare() -> None:
    with shown(field(Kind.PHONE, value=None)) as opened:
        opened.enter()
        opened.type("0900000123")
        assert opened.text == "0900 000 123"
        opened.press("Xong")
        assert opened.answers() == {"/x": "0900000123"}


def test_a_digit_in_the_middle_of_a_number_leaves_the_caret_before_those_that_follow() -> None:
    with shown(field(Kind.PHONE, value="090000123")) as opened:
        opened.enter()
        opened.entry.setProperty("cursorPosition", 3)
        opened.type("0")
        assert opened.text == "0900 000 123"
        assert opened.entry.property("cursorPosition") == len("0900 ")


def test_money_is_grouped_from_the_right() -> None:
    with shown(field(Kind.MONEY, value=None)) as opened:
        opened.enter()
        opened.type("1250000")
        assert opened.text == "1.250.000"
        opened.press("Xong")
        assert opened.answers() == {"/x": "1250000"}


def seen(opened: Board) -> str:
    """The digits of the hidden number as they can be seen."""
    return next(t.property("text") for t in texts(opened.stage.item) if "•" in str(t.property("text")))


def test_an_id_number_hides_from_those_who_stand_behind() -> None:
    with shown(field(Kind.ID_NUMBER)) as opened:
        assert seen(opened) == "000 ••• ••• 123"
        opened.enter()
        opened.press("Xóa một số")
        opened.type("5")
        assert seen(opened) == "••• ••• ••• ••5"
        touch(opened, "Hiện số")
        assert "000 190 000 125" in [text.property("text") for text in texts(opened.stage.item)]
        opened.press("Xong")
        assert seen(opened) == "000 ••• ••• 125"
        assert opened.answers() == {"/x": "000190000125"}


def test_the_cross_empties_the_box_and_typing_goes_on() -> None:
    with shown(field(Kind.TEXT, value="sai")) as opened:
        opened.enter()
        touch(opened, "Xóa ô này")
        opened.type("an")
        opened.press("Xong")
        assert opened.answers() == {"/x": "an"}


def test_a_box_that_is_left_as_it_was_answers_nothing() -> None:
    with shown(field(Kind.TEXT, value="Thôn 2")) as opened:
        opened.enter()
        opened.press("Xong")
        assert opened.answers() == {}


def test_a_statement_is_ticked_and_unticked() -> None:
    with shown(field(Kind.PLEDGE, value=True)) as opened:
        touch(opened, "Số nhà, đường, thôn")
        assert opened.answers() == {"/x": None}


def test_the_parts_of_an_answer_are_answered_by_their_own_pointers() -> None:
    with shown(field(Kind.CONSENT)) as opened:
        opened.enter()
        opened.type("An")
        opened.press("Xong")
        assert opened.answers() == {"/p/full_name": "An"}
