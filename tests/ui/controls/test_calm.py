"""With reduced motion nothing moves: a drawing becomes three numbered stills, a spinner stands, words say the same."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtQuick import QQuickItem

from tests.ui.controls.samples import CONTROLS, page
from tests.ui.controls.test_controls_load import texts
from tests.ui.gallery import Stage, stage

MOVING = page(f"Column {{ {CONTROLS['CardDrawing']} {CONTROLS['TaskLine']} }}")


def running(item: QQuickItem) -> list[QObject]:
    """The animations below `item` that run."""
    found = item.findChildren(QObject)
    return [one for one in found if "Anima" in one.metaObject().className() and one.property("running")]


def shown(opened: Stage, *, reduced: bool) -> QQuickItem:
    root = opened.show(MOVING)
    root.property("theme").setProperty("reducedMotion", reduced)
    opened.settle()
    return root


def test_the_drawing_moves_and_the_spinner_turns() -> None:
    with stage() as opened:
        assert len(running(shown(opened, reduced=False))) >= 2


def test_with_reduced_motion_nothing_runs() -> None:
    with stage() as opened:
        assert running(shown(opened, reduced=True)) == []
        opened.run("Theme.reset()")


def test_with_reduced_motion_the_drawing_is_three_numbered_stills() -> None:
    with stage() as opened:
        words = [text.property("text") for text in texts(shown(opened, reduced=True))]
        assert [word for word in words if word[:2] in ("1.", "2.", "3.")] == [
            "1. Cầm thẻ",
            "2. Đặt lên ô đọc",
            "3. Để yên",
        ]
        opened.run("Theme.reset()")


def test_two_pictures_with_reduced_motion_are_the_same() -> None:
    with stage() as opened:
        shown(opened, reduced=True)
        assert opened.picture() == opened.picture()
        opened.run("Theme.reset()")
