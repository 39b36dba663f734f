"""The screen is heard: pages have words, a headset begins, the tile repeats and interrupts, nothing private aloud."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from kiosk.faults import Fault
from kiosk.visit.events import CallStaff
from kiosk.visit.snapshot import IdentifyStep, IdleWarning, SlipState, Snapshot
from kiosk.visit.states import State
from kiosk.voice.orders import Cue, Hearing, Hush, Order, Speech, Tone
from tests.ui.kiosk_screen import Opened, opened
from ui.screenshots.gallery import moments
from ui.touch.shell import reading
from ui.touch.shell.happenings import happened
from ui.touch.shell.reading import spelled

DESKS = ("staff", "technician")
"""Their screens are for people who work here, in the hall's own light, without a headset."""
MOMENTS = {moment.name: moment.snapshot for moment in moments() if not moment.name.startswith(DESKS)}
PRIVATE = ("Trần Thị Mẫu", "000190000123", "000 190", "190 000", "Suối Trong", "Đơn Dương", "1990", "0042")
A_MOMENT_MS = 250


class Voicebox:
    """Stands where the kiosk's speaker stands."""

    def __init__(self) -> None:
        self.orders: list[Order] = []
        self.tell: Callable[[Hearing], None] = lambda _: None

    def send(self, order: Order) -> None:
        self.orders.append(order)

    def subscribe(self, listener: Callable[[Hearing], None]) -> None:
        self.tell = listener
        listener(Hearing(available=True))

    @property
    def said(self) -> str:
        """The words of the last speech."""
        last = next((order for order in reversed(self.orders) if isinstance(order, Speech)), None)
        return " | ".join(part.words for part in last.parts) if last else ""

    @property
    def tones(self) -> list[Cue]:
        return [order.cue for order in self.orders if isinstance(order, Tone)]


@pytest.fixture
def screen() -> Iterator[Opened]:
    with opened() as one:
        one.listen()
        yield one


@pytest.fixture
def box(screen: Opened) -> Voicebox:
    made = Voicebox()
    screen.screen.bridge.lend_voice(made)
    screen.finger.live()
    return made


def hear(screen: Opened, box: Voicebox, words: str) -> None:
    """Wait until the last speech has these words."""
    screen.finger.until(lambda: words in box.said, words)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_moment_in_every_language_has_words_and_none_that_are_private_aloud(
    screen: Opened, language: str
) -> None:
    for name, snapshot in MOMENTS.items():
        screen.show(replace(snapshot, language=language))
        parts = list(reading.page(screen.screen.window))
        aloud = " ".join(part.words for part in parts if not part.personal)
        assert len(aloud) > 20, name
        assert [word for word in PRIVATE if word in aloud] == [], name
        assert all("•" not in part.words for part in parts), name


def test_every_fault_is_said_first_with_what_happened_what_is_safe_and_what_to_do(screen: Opened) -> None:
    for name in ("identify-removed", "review-not-stored", "done-no-paper", "identify-no-camera"):
        screen.show(MOMENTS[name])
        first = next(reading.page(screen.screen.window)).words
        assert len(first.split(". ")) >= 3, (name, first)


def test_plugging_a_headset_in_begins_with_the_page_from_its_top(screen: Opened, box: Voicebox) -> None:
    screen.show(MOMENTS["review"])
    assert box.said == ""
    box.tell(Hearing(available=True, headset=True))
    hear(screen, box, "Bước 5 trên 6")
    assert box.said.startswith("Bước 5 trên 6")
    assert "Trần Thị Mẫu" in box.said


def test_pulling_it_out_ends_the_reading(screen: Opened, box: Voicebox) -> None:
    box.tell(Hearing(available=True, headset=True))
    screen.finger.rest(A_MOMENT_MS)
    box.tell(Hearing(available=True))
    screen.finger.live()
    assert box.orders[-1] == Hush()
    begun = len(box.orders)
    screen.show(MOMENTS["catalogue"], rest_ms=A_MOMENT_MS)
    assert not any(isinstance(order, Speech) for order in box.orders[begun:])


def test_the_tile_begins_interrupts_and_repeats(screen: Opened, box: Voicebox) -> None:
    screen.finger.touch("Nghe đọc")
    hear(screen, box, "Xin chào")
    box.tell(Hearing(available=True, speaking=True))
    screen.finger.touch("Dừng đọc")
    assert box.orders[-1] == Hush()
    box.tell(Hearing(available=True))
    screen.finger.touch("Đọc lại")
    hear(screen, box, "Xin chào")


def test_a_new_page_another_sheet_and_another_language_are_read(screen: Opened, box: Voicebox) -> None:
    screen.finger.touch("Nghe đọc")
    screen.show(MOMENTS["catalogue"])
    hear(screen, box, "Nơi ở")
    screen.show(replace(MOMENTS["catalogue"], language="en"))
    hear(screen, box, "Step 1 of 6")
    assert next(o for o in reversed(box.orders) if isinstance(o, Speech)).language == "en"


def test_a_dialog_and_its_safe_answer_are_one_speech(screen: Opened, box: Voicebox) -> None:
    screen.show(MOMENTS["fill-1"])
    screen.finger.touch("Nghe đọc")
    screen.finger.rest(A_MOMENT_MS)
    screen.show(replace(MOMENTS["fill-1"], idle=IdleWarning(60, 0)))
    hear(screen, box, "Ông/bà còn ở đây không?")
    assert "Còn 60 giây. Bấm Tôi cần thêm thời gian" in box.said
    assert box.tones[-1] is Cue.BELL


def test_speed_and_volume_are_chosen_in_the_panel_and_end_with_the_visit(screen: Opened, box: Voicebox) -> None:
    screen.show(MOMENTS["fill-1"])
    screen.finger.touch("Nghe đọc")
    screen.finger.touch("Dễ dùng")
    screen.finger.rest(A_MOMENT_MS)
    while not screen.finger.find("Đọc nhanh hơn"):
        screen.finger.touch("Xem tiếp")
    for _ in range(9):
        screen.finger.touch("Đọc nhanh hơn")
        screen.finger.touch("Nhỏ hơn")
    screen.finger.rest(A_MOMENT_MS)
    last = next(o for o in reversed(box.orders) if isinstance(o, Speech))
    assert (last.speed, last.volume) == (2.0, 0.1)
    screen.show(Snapshot(State.WELCOME), rest_ms=A_MOMENT_MS)
    assert (screen.screen.voice.speed, screen.screen.voice.volume, screen.screen.voice.on) == (1, 3, False)


def test_a_machine_that_cannot_speak_says_so_where_one_asks(screen: Opened) -> None:
    screen.show(MOMENTS["fill-1"])
    screen.finger.touch("Nghe đọc")
    while not screen.sees("Máy chưa đọc được thành tiếng.") and screen.finger.find("Xem tiếp"):
        screen.finger.touch("Xem tiếp")
    assert screen.sees("Máy chưa đọc được thành tiếng.")
    assert screen.sees("TB-10")


def test_a_key_and_an_error_are_heard(screen: Opened, box: Voicebox) -> None:
    screen.show(MOMENTS["catalogue"])
    screen.finger.touch("Nơi ở")
    screen.show(MOMENTS["fill-errors"])
    assert box.tones == [Cue.TICK, Cue.ERRED]


def test_help_keys_of_a_keypad_read_call_staff_and_change_the_volume(screen: Opened, box: Voicebox) -> None:
    screen.show(MOMENTS["catalogue"])
    screen.finger.press(Qt.Key.Key_F1)
    hear(screen, box, "Chọn việc cần làm")
    screen.finger.press(Qt.Key.Key_F2)
    assert CallStaff() in screen.listener.events
    screen.finger.press(Qt.Key.Key_VolumeUp)
    assert screen.screen.voice.volume == 4
    screen.finger.press(Qt.Key.Key_VolumeDown)
    assert screen.screen.voice.volume == 3


def test_letters_of_a_plugged_in_keyboard_are_said_to_the_headset_alone(screen: Opened, box: Voicebox) -> None:
    screen.show(MOMENTS["fill-1"])
    screen.finger.touch("Nghe đọc")
    screen.finger.tap(next(i for i in screen.items() if i.inherits("QQuickTextInput") and i.isVisible()))
    screen.finger.rest(A_MOMENT_MS)
    screen.finger.write("q")
    screen.finger.until(lambda: box.said.endswith("q"), "the letter")
    last = next(order for order in reversed(box.orders) if isinstance(order, Speech))
    assert (last.parts[-1].words, last.parts[-1].personal) == ("q", True)


@pytest.mark.parametrize("seconds", [60, 45, 20])
def test_the_warning_rings_when_it_comes_whatever_its_length(screen: Opened, box: Voicebox, seconds: int) -> None:
    screen.show(replace(MOMENTS["fill-1"], idle=IdleWarning(seconds, 0)))
    assert box.tones == [Cue.BELL]
    screen.show(replace(MOMENTS["fill-1"], idle=IdleWarning(10, 0)))
    assert box.tones == [Cue.BELL, Cue.BELL]


def identified(step: IdentifyStep) -> Snapshot:
    there = MOMENTS["identify-card"]
    return replace(there, identification=replace(there.identification, step=step))


DONE = MOMENTS["done"]
PRINTED = replace(DONE, submitted=replace(DONE.submitted, slip=SlipState.PRINTED))


@pytest.mark.parametrize(
    ("old", "new", "cue", "twin"),
    [
        (identified(IdentifyStep.CODE), identified(IdentifyStep.CARD), Cue.FOUND, "Đã đọc mã trên thẻ"),
        (identified(IdentifyStep.CHECKING), identified(IdentifyStep.READ), Cue.READ, "Đọc xong, mời cầm thẻ"),
        (DONE, replace(DONE, fault=Fault.PAPER_OUT), Cue.ERRED, "Máy in hết giấy"),
        (DONE, replace(DONE, staff_called_at=1.0), Cue.CALLED, "Đã gọi"),
        (DONE, PRINTED, Cue.CALLED, "Đã in xong"),
    ],
)
def test_each_tone_of_the_visit_has_something_to_see(
    screen: Opened, old: Snapshot, new: Snapshot, cue: Cue, twin: str
) -> None:
    assert list(happened(old, new)) == [cue]
    screen.show(old)
    assert not screen.sees(twin)
    screen.show(new)
    assert screen.sees(twin)


def test_nothing_new_is_no_tone() -> None:
    assert [list(happened(one, one)) for one in MOMENTS.values()] == [[]] * len(MOMENTS)


def test_codes_are_spelled() -> None:
    assert spelled("K07-0042-U") == "K 0 7, 0 0 4 2, U"
