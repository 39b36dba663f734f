"""Typing Vietnamese with the keys of the screen: accent keys, Telex, VNI; and with a keyboard that is plugged in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from tests.ui.keyboard.board import Board, board

TEXT = '[{kind: "text", pointer: "/street", label: "Số nhà, đường, thôn"}]'


@pytest.fixture
def street() -> Iterator[Board]:
    with board(TEXT) as opened:
        opened.enter()
        yield opened


def test_the_keyboard_opens_with_the_box_and_closes_with_done(street: Board) -> None:
    assert street.visible()
    street.type("thon")
    street.press("Xong")
    assert street.visible() == []
    assert street.answers() == {"/street": "thon"}


def test_plain_letters_stay_plain_while_accents_have_keys_of_their_own(street: Board) -> None:
    street.type("aasdf ww")
    assert street.text == "aasdf ww"


def test_the_tone_keys_show_the_word_at_the_caret_with_each_tone(street: Board) -> None:
    street.type("hoa phương")
    shown = [key.property("text") for key in street.visible() if key.property("caption")]
    assert shown == ["phướng", "phường", "phưởng", "phưỡng", "phượng"]


def test_a_tone_goes_to_the_whole_word_and_the_same_tone_takes_it_away(street: Board) -> None:
    street.type("phương")
    street.press("phượng, nặng")
    assert street.text == "phượng"
    street.press("phượng, nặng")
    assert street.text == "phương"


def test_a_tone_reaches_a_word_in_whose_middle_the_caret_stands(street: Board) -> None:
    street.type("phương hai")
    street.entry.setProperty("cursorPosition", 3)
    street.press("phường, huyền")
    assert street.text == "phường hai"
    assert street.entry.property("cursorPosition") == 3


def test_another_tone_replaces_the_one_before(street: Board) -> None:
    street.type("la")
    street.press("là, huyền", "lá, sắc")
    assert street.text == "lá"


def test_take_the_tone_off(street: Board) -> None:
    street.type("đô")
    street.press("độ, nặng", "Bỏ dấu")
    assert street.text == "đô"


def test_with_no_word_the_tone_keys_write_the_letter_a(street: Board) -> None:
    street.press("á, sắc")
    assert street.text == "á"


def test_telex_composes_what_is_typed(street: Board) -> None:
    street.press("Telex")
    street.type("nguyeenx thij maaux")
    assert street.text == "nguyễn thị mẫu"


def test_vni_composes_what_is_typed(street: Board) -> None:
    street.press("VNI")
    street.type("d9")
    street.type("u7o7ng2 so61")
    assert street.text == "đường số"


def test_digits_stay_digits_in_telex(street: Board) -> None:
    street.press("Telex")
    street.type("12 ddoi")
    assert street.text == "12 đoi"


def test_erasing_goes_letter_by_letter_and_typing_goes_on(street: Board) -> None:
    street.press("Telex")
    street.type("nguyeenx")
    street.press("Xóa một chữ")
    assert street.text == "nguyễ"
    street.type("n")
    assert street.text == "nguyễn"


def test_foreign_and_highland_words_are_not_refused(street: Board) -> None:
    street.type("k")
    street.press("123", "'", "abc")
    street.type("ho")
    assert street.text == "k'ho"


def test_shift_writes_one_capital_and_twice_locks(street: Board) -> None:
    street.press("Chữ hoa", "D", "a")
    assert street.text == "Da"
    street.press("Chữ hoa", "Chữ hoa", "L", "A", "Đang khóa chữ hoa", "t")
    assert street.text == "DaLAt"


def test_the_way_of_typing_is_remembered_until_the_visit_ends(street: Board) -> None:
    street.press("VNI", "Xong")
    street.enter()
    street.type("a6")
    assert street.text == "â"
    street.stage.run("Typing.reset()")
    assert street.stage.item.property("typing").property("method") == "marks"


def test_a_hardware_keyboard_types_telex(street: Board) -> None:
    street.stage.hardware("ddaj teh 12")
    assert street.text == "đạ teh 12"


def test_a_hardware_keyboard_erases_and_moves(street: Board) -> None:
    street.stage.hardware("abc")
    street.stage.key(Qt.Key.Key_Left)
    street.stage.key(Qt.Key.Key_Backspace)
    assert street.text == "ac"


def test_nothing_is_learnt_and_nothing_is_suggested(street: Board) -> None:
    street.type("hoa")
    before = [key.property("name") for key in street.visible()]
    street.press("Xong")
    street.enter()
    street.entry.setProperty("text", "")
    street.type("hoa")
    assert [key.property("name") for key in street.visible()] == before


def test_what_was_typed_never_reaches_the_clipboard(street: Board) -> None:
    clipboard = street.stage.app.clipboard()
    clipboard.setText("trước")
    street.type("hoa")
    for key in (Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_V):
        street.stage.key(key, Qt.KeyboardModifier.ControlModifier)
    left = clipboard.text()
    clipboard.clear()
    assert (left, street.text) == ("trước", "hoa")


def test_a_pressed_key_is_spoken_to_the_headset_only(street: Board) -> None:
    said = []
    street.stage.item.property("cues").say.connect(lambda words, personal: said.append((words, personal)))
    street.type("h")
    assert said == [("h", True)]


def test_a_touch_beside_the_box_answers_what_was_typed_before_it_counts() -> None:
    with board('[{kind: "text", pointer: "/a", label: "A"}, {kind: "yes_no", pointer: "/b", label: "B"}]') as opened:
        opened.enter()
        opened.type("hoa")
        opened.stage.tap(opened.stage.named("Có"))
        assert list(opened.answers().items()) == [("/a", "hoa"), ("/b", True)]
        assert opened.visible() == []


def test_the_keyboard_stays_while_a_finger_is_still_down_elsewhere() -> None:
    with board('[{kind: "text", pointer: "/a", label: "A"}, {kind: "yes_no", pointer: "/b", label: "B"}]') as opened:
        opened.enter()
        yes = opened.stage.named("Có")
        place = yes.mapToScene(QPointF(yes.width() / 2, yes.height() / 2)).toPoint()
        QTest.mousePress(opened.stage.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        opened.stage.settle()
        assert opened.visible()
        QTest.mouseRelease(opened.stage.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        opened.stage.settle()
        assert opened.visible() == []
