"""A page with boxes to type into and the keyboard below, touched key by key."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtQuick import QQuickItem

from tests.ui.gallery import Stage, is_pressable, stage, visible_items

QML = """
import QtQuick
import touch.theme
import touch.controls
import touch.fields
import touch.keyboard
Rectangle {
    id: page
    color: Theme.colors.bg
    property var answers: ({})
    property int finished: 0
    readonly property QtObject theme: Theme
    readonly property QtObject typing: Typing
    readonly property QtObject cues: Cues
    readonly property Item board: keyboard
    Connections { target: Typing; function onDone() { page.finished++ } }
    Column {
        x: 40; y: 300; width: 1000; spacing: 20
        Repeater {
            model: %s
            AnyField {
                required property var modelData
                width: 1000
                field: modelData
                onAnswered: (pointer, value) => page.answers[pointer] = value
            }
        }
    }
    Keyboard { id: keyboard; anchors.bottom: parent.bottom; width: parent.width }
}
"""


class Board:
    """The stage, seen as someone who types."""

    def __init__(self, opened: Stage) -> None:
        self.stage = opened

    @property
    def entry(self) -> QQuickItem:
        """The box in focus."""
        found: QQuickItem = self.stage.item.property("typing").property("target")
        return found

    @property
    def text(self) -> str:
        """What stands in the box in focus."""
        return str(self.entry.property("text"))

    def enter(self, number: int = 0) -> None:
        """Touch the box with that number."""
        boxes = [i for i in visible_items(self.stage.item) if i.metaObject().indexOfProperty("composes") >= 0]
        self.stage.tap(boxes[number])

    def visible(self) -> list[QQuickItem]:
        """The keys that can be seen."""
        return [item for item in visible_items(self.stage.item.property("board")) if is_pressable(item)]

    def key(self, name: str) -> QQuickItem:
        """The key with that spoken name."""
        return next(key for key in self.visible() if key.property("name") == name)

    def press(self, *names: str) -> None:
        """Touch keys one after the other."""
        for name in names:
            self.stage.tap(self.key(name))

    def type(self, letters: str) -> None:
        """Touch the key of each letter."""
        self.press(*("dấu cách" if letter == " " else letter for letter in letters))

    def answers(self) -> dict[str, object]:
        """What was answered so far, by pointer."""
        return dict(self.stage.item.property("answers").toVariant())


@contextmanager
def board(fields: str, width: int = 1080, height: int = 1920) -> Iterator[Board]:
    """Boxes for `fields` (a JavaScript array of field views) with the keyboard below them."""
    with stage(width, height) as opened:
        opened.show(QML % fields)
        opened.run("Typing.reset()")
        opened.run("Theme.reset()")
        yield Board(opened)
        opened.run("Typing.reset()")
