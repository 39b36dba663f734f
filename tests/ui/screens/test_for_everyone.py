"""What every screen owes to all: names, roles, room between targets, help, the box that is typed into in sight."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem

from tests.ui.keypad import Keypad, name
from tests.ui.kiosk_screen import LANDSCAPE, PORTRAIT, SMALL, Opened, opened
from ui.screenshots.gallery import moments
from ui.touch.shell.reading import is_seen

GAP = 16
MOMENTS = {moment.name: moment.snapshot for moment in moments() if not moment.name.startswith(("staff", "technician"))}
Role = QAccessible.Role


@pytest.mark.parametrize(
    ("size", "choices"),
    [
        (PORTRAIT, {}),
        (PORTRAIT, {"lowReach": True}),
        *((size, {"textStep": step}) for size in (LANDSCAPE, SMALL) for step in range(3)),
    ],
)
def test_targets_stand_apart_have_names_and_roles_and_help_is_there(
    size: tuple[int, int], choices: dict[str, Any]
) -> None:
    with opened(size) as screen:
        for moment, snapshot in MOMENTS.items():
            screen.show(snapshot)
            screen.look(**choices)
            controls = list(screen.finger.controls())
            assert close(controls, GAP * min(size) / 1080) == [], moment
            assert unnamed(controls) == [], moment
            if snapshot.idle is None:
                assert {"Gọi cán bộ", "Nghe đọc", "Dễ dùng"} <= {name(item) for item in controls}, moment


def close(controls: list[QQuickItem], gap: float) -> list[str]:
    """Pairs of targets nearer to each other than a gap on this panel; one inside of the other is its own part."""
    places = [(name(item), box(item)) for item in controls]
    pairs = ((a, b) for a, b in combinations(places, 2) if not (a[1].contains(b[1]) or b[1].contains(a[1])))
    return [f"{a[0]} – {b[0]}" for a, b in pairs if between(a[1], b[1]) < gap - 0.5]


def between(a: QRectF, b: QRectF) -> float:
    across = max(a.left() - b.right(), b.left() - a.right())
    along = max(a.top() - b.bottom(), b.top() - a.bottom())
    return max(across, along)


def box(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def unnamed(controls: list[QQuickItem]) -> list[str]:
    """Controls of which a screen reader hears no name, or not what they are."""
    heard = [(item, QAccessible.queryAccessibleInterface(item)) for item in controls]
    pressed = (Role.Button, Role.RadioButton, Role.CheckBox, Role.Link)
    return [
        name(item) for item, told in heard if not told.text(QAccessible.Text.Name).strip() or told.role() not in pressed
    ]


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE, SMALL], ids=["portrait", "landscape", "small"])
@pytest.mark.parametrize("choices", [{}, {"textStep": 1}, {"textStep": 2}], ids=["1.0", "1.3", "1.6"])
def test_the_box_that_is_typed_into_stands_whole_above_the_keyboard(
    size: tuple[int, int], choices: dict[str, Any]
) -> None:
    with opened(size) as screen:
        screen.show(MOMENTS["fill-1"])
        screen.look(**choices)
        screen.finger.tap(entry(screen))
        screen.finger.rest(50)
        board = next(item for item in screen.items() if item.metaObject().className().startswith("Keyboard"))
        frame = box(entry(screen).parentItem())
        assert board.isVisible()
        assert frame.bottom() <= box(board).top() + 0.5
        assert frame.top() >= 0
        assert is_seen(entry(screen))


def entry(screen: Opened) -> QQuickItem:
    return next(item for item in screen.items() if item.inherits("QQuickTextInput") and item.isVisible())


@pytest.mark.parametrize("moment", ["welcome", "catalogue", "fill-1", "review", "done"])
def test_under_the_magnifier_the_view_follows_the_keys_to_everything(moment: str) -> None:
    with opened(SMALL) as screen:
        screen.show(MOMENTS[moment])
        screen.look(magnified=True)
        keypad = Keypad(screen.screen.window)
        for _ in range(25):
            keypad.press(Qt.Key.Key_Down)
            keypad.look()
