"""Keypad, magnifier and dialogs: everything is reached, nothing is trapped, nothing behind a dialog is touched."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt

from tests.ui.controls.samples import CONTROLS, page
from tests.ui.gallery import Stage, is_pressable, stage, visible_items

Key = Qt.Key
THREE = """
    Walk {
        anchors.fill: parent
        Column {
            spacing: 40
            KioskButton { width: 400; text: "Một"; focus: true }
            KioskButton { width: 400; text: "Hai" }
            KioskButton { width: 400; text: "Ba"; onClicked: page.pressed = text }
        }
    }
"""


def shown(body: str) -> str:
    return page(body).replace("Rectangle { id: page;", 'Rectangle { id: page; property string pressed: "";')


def focused(opened: Stage) -> str:
    return str(opened.window.activeFocusItem().property("name"))


@pytest.fixture
def three() -> Iterator[Stage]:
    with stage() as opened:
        opened.show(shown(THREE))
        opened.named("Một").forceActiveFocus(Qt.FocusReason.TabFocusReason)
        yield opened


def test_down_and_up_go_through_everything_and_round(three: Stage) -> None:
    way = []
    for key in [Key.Key_Down] * 3 + [Key.Key_Up]:
        three.key(key)
        way.append(focused(three))
    assert way == ["Hai", "Ba", "Một", "Ba"]


def test_tab_goes_the_same_way(three: Stage) -> None:
    three.key(Key.Key_Tab)
    assert focused(three) == "Hai"


def magnified(body: str) -> str:
    return shown(f"Magnifier {{ anchors.fill: parent; on: true; Walk {{ anchors.fill: parent; {body} }} }}")


FAR = """
    KioskButton { width: 400; text: "Gần" }
    KioskButton { x: 560; y: 1200; width: 400; text: "Xa"; onClicked: page.pressed = text }
"""


def rect(opened: Stage, name: str) -> QRectF:
    item = opened.named(name)
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


SCREEN = QRectF(40, 200, 1000, 1400)


def test_the_magnifier_doubles_everything() -> None:
    with stage() as opened:
        opened.show(magnified(FAR))
        assert (rect(opened, "Gần").width(), rect(opened, "Gần").height()) == (800, 240)


def test_the_magnifier_follows_the_focus() -> None:
    with stage() as opened:
        opened.show(magnified(FAR))
        opened.named("Xa").forceActiveFocus(Qt.FocusReason.TabFocusReason)
        opened.settle()
        assert SCREEN.contains(rect(opened, "Xa"))


def test_every_corner_is_reached_with_the_arrows_of_the_magnifier_and_touches_land_right() -> None:
    with stage() as opened:
        opened.show(magnified(FAR))
        for arrow in ("Xem bên phải", "Xem phía dưới") * 3:
            opened.tap(opened.named(arrow))
        opened.tap_at(rect(opened, "Xa").center().toPoint() - QPoint(200, 0))
        assert opened.run("pressed") == "Xa"


def test_what_moves_the_view_never_lies_over_it() -> None:
    with stage() as opened:
        opened.show(magnified(FAR))
        for arrow in ("Xem bên phải", "Xem phía dưới") * 4:
            opened.tap(opened.named(arrow))
        far = rect(opened, "Xa")
        for item in filter(is_pressable, visible_items(opened.item)):
            if item.property("name") not in ("Xa", "Gần"):
                assert not far.intersects(rect(opened, str(item.property("name"))))


def test_the_magnifier_is_left_with_one_touch() -> None:
    with stage() as opened:
        opened.show(magnified(FAR).replace("on: true;", ""))
        opened.item.property("theme").setProperty("magnified", True)
        opened.settle()
        opened.tap(opened.named("Tắt kính lúp"))
        assert rect(opened, "Gần").width() == 400


@pytest.fixture
def asked() -> Iterator[Stage]:
    with stage() as opened:
        behind = 'KioskButton { id: behind; width: 1000; height: 1400; text: "Sau"; onClicked: page.pressed = text }'
        dialog = CONTROLS["Dialog"].replace(
            "Dialog {", "Dialog { onSafeChosen: page.pressed = 'safe'; onDangerChosen: page.pressed = 'danger';"
        )
        opened.show(shown(behind + dialog))
        opened.named("Tôi cần thêm thời gian").forceActiveFocus()
        opened.settle()
        yield opened


def test_the_focus_of_a_dialog_is_on_the_answer_that_loses_nothing(asked: Stage) -> None:
    asked.key(Key.Key_Return)
    assert asked.run("pressed") == "safe"


@pytest.mark.parametrize("key", [Key.Key_Tab, Key.Key_Backtab, Key.Key_Down, Key.Key_Up])
def test_keys_go_round_inside_a_dialog(asked: Stage, key: Qt.Key) -> None:
    seen = []
    for _ in range(4):
        asked.key(key)
        seen.append(focused(asked))
    assert seen == ["Kết thúc và xóa", "Tôi cần thêm thời gian"] * 2


def test_back_in_a_dialog_is_the_safe_answer(asked: Stage) -> None:
    asked.key(Key.Key_Escape)
    assert asked.run("pressed") == "safe"


def test_what_lies_behind_a_dialog_is_not_touched(asked: Stage) -> None:
    asked.tap_at(QPoint(540, 260))
    assert asked.run("pressed") == ""


def test_a_dialog_stays_in_the_lower_part_where_hands_reach(asked: Stage) -> None:
    for item in visible_items(asked.item):
        if is_pressable(item) and item.property("name") != "Sau":
            assert item.mapToScene(QPointF(0, 0)).y() >= 600


def test_in_low_reach_both_answers_of_a_dialog_lie_in_the_lower_half_at_every_text_size() -> None:
    with stage() as opened:
        root = opened.show("import QtQuick\nimport touch.theme\nimport touch.controls\n" + LOW_DIALOG)
        for step in range(3):
            opened.run(f"Theme.textStep = {step}")
            for item in filter(is_pressable, visible_items(root)):
                assert item.mapToScene(QPointF(0, 0)).y() >= 960
        opened.run("Theme.reset()")


LOW_DIALOG = """
Item {
    Dialog {
        width: parent.width; height: 1768; seconds: 45; title: "Ông/bà còn ở đây không?"
        text: "Hết giờ, máy sẽ xóa thông tin đã nhập để người sau không thấy."
        safe: "Tôi cần thêm thời gian"; danger: "Kết thúc và xóa"
    }
}
"""


@pytest.mark.parametrize("size", [(1080, 1768), (1920, 948), (1440, 948)])
@pytest.mark.parametrize("step", range(3))
def test_a_dialog_is_on_the_screen_whole(size: tuple[int, int], step: int) -> None:
    with stage(*size) as opened:
        dialog = LOW_DIALOG.replace("height: 1768", "height: parent.height")
        root = opened.show("import QtQuick\nimport touch.theme\nimport touch.controls\n" + dialog)
        opened.run(f"Theme.textStep = {step}")
        for item in visible_items(root):
            if item.metaObject().indexOfProperty("truncated") >= 0 or is_pressable(item):
                box = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
                assert QRectF(0, 0, *size).contains(box)
        opened.run("Theme.reset()")
