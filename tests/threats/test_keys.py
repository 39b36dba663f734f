"""What a keyboard or a scanner that plays one may do to a locked panel: type letters as a hand does (T2)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QClipboard, QCloseEvent, QGuiApplication, QKeyEvent

from kiosk.visit.snapshot import Snapshot
from kiosk.visit.states import State
from tests.ui.kiosk_screen import Opened, opened
from ui.screenshots.gallery import moments
from ui.touch.shell.locks import Burst, Locks, may_pass

Key, Modifier = Qt.Key, Qt.KeyboardModifier
FORM = next(moment.snapshot for moment in moments() if moment.name == "fill-1")
FUNCTION_KEYS = [getattr(Key, f"Key_F{number}") for number in range(3, 13)]  # 1 and 2 are keys of the keypad
CHORDS = [
    (Key.Key_F4, Modifier.AltModifier),
    (Key.Key_Tab, Modifier.AltModifier),
    (Key.Key_T, Modifier.ControlModifier | Modifier.AltModifier),
    (Key.Key_Q, Modifier.ControlModifier),
    (Key.Key_C, Modifier.ControlModifier),
    (Key.Key_V, Modifier.ControlModifier),
    (Key.Key_Delete, Modifier.ControlModifier | Modifier.AltModifier),
    (Key.Key_L, Modifier.MetaModifier),
]
OTHERS = [Key.Key_Super_L, Key.Key_Menu, Key.Key_Print, Key.Key_SysReq, Key.Key_Pause, Key.Key_Insert, Key.Key_PowerOff]


def press(key: Key, modifier: Modifier = Modifier.NoModifier, text: str = "", at: int = 0) -> QKeyEvent:
    event = QKeyEvent(QEvent.Type.KeyPress, key, modifier, text)
    event.setTimestamp(at)
    return event


@pytest.mark.parametrize("key", [*FUNCTION_KEYS, *OTHERS])
def test_keys_that_no_form_needs_do_not_pass(key: Key) -> None:
    assert not may_pass(press(key))


@pytest.mark.parametrize(("key", "modifier"), CHORDS)
def test_chords_do_not_pass(key: Key, modifier: Modifier) -> None:
    assert not may_pass(press(key, modifier, "x"))


@pytest.mark.parametrize(
    "event",
    [press(Key.Key_A, text="a"), press(Key.Key_unknown, text="ễ"), press(Key.Key_Return), press(Key.Key_Escape)],
)
def test_letters_and_the_keys_of_a_keypad_pass(event: QKeyEvent) -> None:
    assert may_pass(event)


@pytest.fixture
def form() -> Iterator[Opened]:
    with opened() as screen:
        screen.show(FORM)
        entry = next(i for i in screen.items() if i.inherits("QQuickTextInput") and i.isVisible())
        screen.finger.tap(entry)
        yield screen


def typed(screen: Opened) -> str:
    focused = screen.screen.window.activeFocusItem()
    return str(focused.property("text"))


def send(screen: Opened, events: list[QKeyEvent]) -> None:
    for event in events:
        QCoreApplication.sendEvent(screen.screen.window, event)


def scan(text: str, start: int, gap: int) -> list[QKeyEvent]:
    keys = [press(Key.Key_unknown, text=letter, at=start + number * gap) for number, letter in enumerate(text)]
    return [*keys, press(Key.Key_Return, at=start + len(text) * gap)]


def test_a_hand_types_and_a_scanner_that_plays_keyboard_does_not(form: Opened) -> None:
    locks = Locks(form.screen.window)
    send(form, scan("tay", 1_000, 120)[:-1])
    assert typed(form).endswith("tay")
    before = typed(form)
    send(form, scan("000099012345|canary|0101", 5_000, 3))
    assert "canary" not in typed(form)
    assert len(typed(form)) <= len(before) + 4
    send(form, scan("mai", 9_000, 120)[:-1])
    assert typed(form).endswith("mai")
    locks.open()


def test_without_the_lock_the_scanner_would_fill_the_field(form: Opened) -> None:
    """The positive control of the test above."""
    send(form, scan("000099012345|canary|0101", 5_000, 3)[:-1])
    assert "canary" in typed(form)


def test_a_burst_ends_with_a_pause() -> None:
    burst = Burst()
    assert [burst.drops(at) for at in (0, 5, 10, 15, 20, 25)] == [False] * 4 + [True] * 2
    assert burst.drops(100)
    assert not burst.drops(400)
    assert not any(burst.drops(400 + 31 * number) for number in range(1, 40))  # key repeat of a hand


def test_no_program_closes_a_locked_window(form: Opened) -> None:
    locks = Locks(form.screen.window)
    event = QCloseEvent()
    QCoreApplication.sendEvent(form.screen.window, event)
    assert form.screen.window.isVisible()
    locks.open()


def test_the_clipboard_is_empty_after_a_visit(form: Opened) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("canary 000099012345")
    assert clipboard.text()
    form.show(Snapshot(State.WELCOME))
    assert clipboard.text(QClipboard.Mode.Clipboard) == ""
