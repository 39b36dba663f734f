"""Each box gets the keys that fit it, large and apart, in portrait and landscape and at every text size."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QRectF

from tests.ui.controls.test_controls_load import texts
from tests.ui.keyboard.board import Board, board

KINDS = ("text", "email", "phone", "partial_date", "date")
SCREENS = ((1080, 1920), (1156, 1080))


def boxes(opened: Board) -> list[QRectF]:
    return [key.mapRectToScene(QRectF(0, 0, key.width(), key.height())) for key in opened.visible()]


def enter(opened: Board, kind: str) -> None:
    if "date" in kind:
        opened.stage.tap(opened.stage.find(lambda item: item.metaObject().indexOfProperty("partial") >= 0))
    else:
        opened.enter()


@pytest.mark.parametrize("step", range(3))
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("kind", KINDS)
def test_keys_are_large_and_apart_and_on_the_screen(kind: str, screen: tuple[int, int], step: int) -> None:
    with board(f'[{{kind: "{kind}", pointer: "/x", label: "Nhập"}}]', *screen) as opened:
        opened.stage.item.property("theme").setProperty("textStep", step)
        opened.stage.item.property("board").setProperty("wide", screen[0] > screen[1])
        enter(opened, kind)
        found = boxes(opened)
        assert len(found) > 10
        for box in found:
            assert min(box.width(), box.height()) >= 88
            assert QRectF(0, 0, *screen).contains(box)
        for one, other in itertools.combinations(found, 2):
            assert touching(one, other) or gap(one, other) >= 15.9
        opened.stage.item.property("theme").setProperty("textStep", 0)


def gap(one: QRectF, other: QRectF) -> float:
    across = max(other.left() - one.right(), one.left() - other.right())
    down = max(other.top() - one.bottom(), one.top() - other.bottom())
    return max(across, down)


def touching(one: QRectF, other: QRectF) -> bool:
    """Parts of one switch stand side by side."""
    return one.top() == other.top() and one.height() == other.height() and abs(gap(one, other)) < 0.5


def test_the_keyboard_of_letters_is_776_high_in_portrait_and_640_in_landscape() -> None:
    with board('[{kind: "text", pointer: "/x", label: "Nhập"}]') as opened:
        opened.enter()
        keyboard = opened.stage.item.property("board")
        assert keyboard.height() == 776
        keyboard.setProperty("wide", True)
        opened.stage.settle()
        assert keyboard.height() == 640


@pytest.mark.parametrize("screen", SCREENS)
def test_a_landscape_keyboard_still_offers_every_way_of_typing(screen: tuple[int, int]) -> None:
    with board('[{kind: "text", pointer: "/x", label: "Nhập"}]', *screen) as opened:
        opened.stage.item.property("board").setProperty("wide", True)
        opened.enter()
        seen = []
        for _ in range(3):
            opened.press("Kiểu gõ")
            seen.append(opened.stage.item.property("typing").property("method"))
        assert seen == ["telex", "vni", "marks"]


def test_a_mail_address_has_its_signs_and_is_never_composed() -> None:
    with board('[{kind: "email", pointer: "/mail", label: "Thư điện tử"}]') as opened:
        opened.stage.item.property("typing").setProperty("method", "telex")
        opened.enter()
        opened.type("ass@vidu")
        opened.press(".vn", "Xong")
        assert opened.answers() == {"/mail": "ass@vidu.vn"}


def test_numbers_stand_as_on_a_telephone() -> None:
    with board('[{kind: "phone", pointer: "/phone", label: "Số điện thoại"}]') as opened:
        opened.enter()
        digits = {k.property("name"): k.y() for k in opened.visible() if str(k.property("name")).isdigit()}
        assert digits["1"] == digits["2"] == digits["3"] < digits["4"] < digits["7"] < digits["0"]


def test_a_letter_shows_above_the_finger_and_a_digit_of_a_hidden_number_does_not() -> None:
    with board('[{kind: "text", pointer: "/a", label: "A"}, {kind: "id_number", pointer: "/b", label: "B"}]') as opened:
        opened.enter(0)
        assert opened.key("q").property("preview")
        opened.enter(1)
        assert not opened.key("1").property("preview")


def test_names_begin_with_capitals() -> None:
    with board('[{kind: "name", pointer: "/name", label: "Họ tên"}]') as opened:
        opened.enter()
        opened.type("Trân Mâu")
        opened.press("Mẫu, ngã")
        assert opened.text == "Trân Mẫu"


def test_the_box_before_and_the_box_after() -> None:
    three = ", ".join(
        f'{{kind: "{kind}", pointer: "/{kind}", label: "{kind}"}}' for kind in ("text", "yes_no", "phone")
    )
    with board(f"[{three}]") as opened:
        opened.enter(0)
        opened.type("a")
        opened.press("Ô sau")
        assert opened.entry.property("layout") == "number"
        assert "Ô sau" not in [key.property("name") for key in opened.visible()]
        opened.press("1", "Ô trước")
        assert opened.text == "a"
        assert opened.answers() == {"/text": "a", "/phone": "1"}


def test_without_a_toolbar_done_goes_to_the_next_box_and_closes_after_the_last() -> None:
    two = '[{kind: "text", pointer: "/a", label: "A"}, {kind: "phone", pointer: "/b", label: "B"}]'
    with board(two, 1156, 1080) as opened:
        opened.stage.item.property("board").setProperty("wide", True)
        opened.enter(0)
        opened.press("Ô sau")
        assert opened.entry.property("layout") == "number"
        opened.press("Xong")
        assert opened.visible() == []


def test_in_a_low_window_the_box_in_focus_is_shown_whole_above_the_keyboard() -> None:
    long = '[{kind: "long_text", pointer: "/a", label: "Xin làm gì", hint: "Ghi ngắn gọn", error: "Chưa nhập"}]'
    with board(long, 1156, 1080) as opened:
        opened.stage.item.property("board").setProperty("wide", True)
        opened.enter()
        opened.stage.settle()
        field = opened.stage.find(lambda item: item.metaObject().indexOfProperty("titled") >= 0)
        assert field.height() <= opened.stage.item.property("board").y() - 32  # the ring stands around the box
        opened.press("Xong")
        assert field.height() > 300


@pytest.mark.parametrize("step", range(3))
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("method", ["marks", "telex", "vni"])
def test_what_is_written_on_a_key_stays_inside_it(method: str, screen: tuple[int, int], step: int) -> None:
    with board('[{kind: "text", pointer: "/x", label: "Nhập", value: "Nghiêng"}]', *screen) as opened:
        opened.stage.item.property("theme").setProperty("textStep", step)
        opened.stage.item.property("board").setProperty("wide", screen[0] > screen[1])
        opened.stage.item.property("typing").setProperty("method", method)
        opened.enter()
        for key in opened.visible():
            inside = QRectF(0, 0, key.width(), key.height()).adjusted(-1, -1, 1, 1)
            for text in texts(key):
                written = QRectF(0, 0, text.property("contentWidth"), text.height())
                assert inside.contains(text.mapRectToItem(key, written)), text.property("text")
        opened.stage.item.property("theme").setProperty("textStep", 0)
