"""What a screen reader and the machine's own voice are told: a name, a role, a state and a place for everything."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from tests.ui.controls.samples import CONTROLS, page
from tests.ui.gallery import Stage, is_pressable, stage, visible_items

Role = QAccessible.Role
Key = Qt.Key
HEARD = """
    property var said: []
    Connections { target: Cues; function onSay(words, personal) { page.item.said.push([words, personal]) } }
    FocusVoice {}
    Walk {
        anchors.fill: parent
        Column {
            spacing: 40
            KioskButton { width: 400; text: "Bắt đầu" }
            ChoiceField {
                width: 900
                field: ({kind: "choice", label: "Nhận ở đâu?", value: "post",
                    options: [{value: "here", label: "Tại đây", hint: "Không mất phí"},
                              {value: "post", label: "Bưu điện"}]})
            }
            TextField { width: 900; field: ({kind: "text", label: "Số nhà", value: "12", required: true}) }
        }
    }
"""


@pytest.fixture
def opened() -> Iterator[Stage]:
    with stage() as one:
        one.show(page(HEARD).replace("Rectangle { id: page;", "Rectangle { id: page; property Item item: children[0];"))
        one.named("Bắt đầu").forceActiveFocus(Qt.FocusReason.TabFocusReason)
        one.settle()
        yield one


def said(opened: Stage) -> list[tuple[str, bool]]:
    return [tuple(pair) for pair in opened.item.property("item").property("said").toVariant()]


def test_the_voice_says_name_state_place_and_hint_of_what_the_keypad_comes_to(opened: Stage) -> None:
    for _ in range(3):
        opened.key(Key.Key_Down)
    assert [words for words, _ in said(opened)] == [
        "Bắt đầu",
        "Tại đây, chưa chọn, 1 trên 2. Không mất phí",
        "Bưu điện, đã chọn, 2 trên 2",
        "Số nhà",
    ]


def test_what_is_typed_is_for_the_headset_only(opened: Stage) -> None:
    for _ in range(3):
        opened.key(Key.Key_Down)
    assert said(opened)[-1] == ("Số nhà", True)


def test_a_button_that_is_pressed_says_itself_aloud(opened: Stage) -> None:
    opened.key(Key.Key_Return)
    assert said(opened)[-1] == ("Bắt đầu", False)


def test_a_finger_is_not_told_twice(opened: Stage) -> None:
    before = len(said(opened))
    opened.tap(opened.named("Bưu điện"))
    assert said(opened)[before:] == [("Bưu điện", False)]


@pytest.mark.parametrize("name", sorted(CONTROLS))
def test_a_screen_reader_knows_name_and_role_of_everything_that_is_pressed(name: str) -> None:
    with stage() as shown:
        for item in filter(is_pressable, visible_items(shown.show(page(CONTROLS[name])))):
            heard = QAccessible.queryAccessibleInterface(item)
            assert heard.text(QAccessible.Text.Name) == item.property("name")
            assert heard.role() in (Role.Button, Role.CheckBox, Role.RadioButton, Role.Link)


def test_a_screen_reader_can_press() -> None:
    with stage() as shown:
        shown.show(page('KioskButton { text: "Gửi"; onClicked: page.color = "red" }'))
        action = QAccessible.queryAccessibleInterface(shown.named("Gửi")).actionInterface()
        action.doAction("Press")
        assert shown.item.property("color").name() == "#ff0000"


def test_a_screen_reader_hears_whether_an_answer_is_chosen() -> None:
    with stage() as shown:
        shown.show(page('ChoiceCard { width: 900; text: "Có"; chosen: true }'))
        state = QAccessible.queryAccessibleInterface(shown.named("Có")).state()
        assert state.checkable
        assert state.checked
