"""The live reader: believes a card at once and a free text twice, helps where a code seems to be, hints."""

import numpy as np
import pytest

from drivers.code.agreement import Agreement
from drivers.code.card_frames import card_frame
from drivers.code.engines import Decoded
from drivers.code.live import LiveReader
from drivers.ports import AimHint
from tests.bench.code_lab.payloads import card_payload
from tests.bench.code_lab.pictures import Shot, picture_of

CARD = "000190000123||Trần Thị Mẫu|02091990|Nữ|Xã Suối Trong|20062021"


def decoded(text):
    return Decoded(text, ((0, 0), (1, 0), (1, 1), (0, 1)), "test")


@pytest.fixture
def reader():
    made = LiveReader()
    yield made
    made.close()


def seen(reader, frames, fps=15):
    """The texts believed, frame by frame, with the second thread given its time."""
    found = []
    for number, frame in enumerate(frames):
        found.append([code.text for code in reader.feed(frame, number / fps)])
        reader.settle()
    return found


def test_a_card_is_believed_at_once_and_a_free_text_at_its_second_reading():
    agreement = Agreement()
    assert agreement.believed([decoded(CARD)], 0.0) == [decoded(CARD)]
    assert agreement.believed([decoded("xin chào")], 0.0) == []
    assert agreement.believed([decoded("xin chao")], 0.1) == []
    assert agreement.believed([decoded("xin chào")], 1.9) == [decoded("xin chào")]


def test_one_frame_is_one_reading_even_if_two_engines_saw_it():
    assert Agreement().believed([decoded("x"), decoded("x")], 0.0) == []


def test_a_second_reading_comes_too_late_after_two_seconds():
    agreement = Agreement()
    agreement.believed([decoded("x")], 0.0)
    assert agreement.believed([decoded("x")], 2.1) == []


def test_where_every_look_is_dear_the_second_thread_reads(reader, monkeypatch):
    monkeypatch.setattr("drivers.code.live._DEAR", -1.0)
    found = seen(reader, [card_frame(CARD, 1.0)] * 4)
    assert found[0] == [CARD], "the first look cannot know"
    assert [CARD] in found[1:]


def test_a_card_that_is_laid_down_is_read(reader):
    found = seen(reader, [card_frame(CARD, number / 15) for number in range(10)])
    assert found[0] == []
    assert found[-1] == [CARD]


@pytest.mark.parametrize(
    "shot",
    [Shot(pitch=1.9), Shot(hologram=1.0, pitch=3.2), Shot(pitch=3.5, defocus=2.4), Shot(exposure=0.03, noise=0.006)],
    ids=["small", "hologram", "out of focus", "dark"],
)
def test_rescues_take_turns_until_a_hard_code_is_read(reader, shot):
    text = card_payload(np.random.default_rng(4))
    frames = (picture_of(text, shot, np.random.default_rng([4, number])) for number in range(12))
    assert [text] in seen(reader, frames)


def test_too_dark_is_said_before_anything_else(reader):
    reader.feed(np.full((480, 640, 3), 12, np.uint8), 0.0)
    assert reader.hint is AimHint.TOO_DARK


@pytest.mark.parametrize(
    ("shot", "hint"),
    [
        (Shot(pitch=1.0), AimHint.CLOSER),
        (Shot(pitch=4, motion=8), AimHint.HOLD_STILL),
        (Shot(pitch=4, glare=1.0, exposure=1.6), AimHint.GLARE),
    ],
    ids=["far", "blurred", "glare"],
)
def test_the_hint_names_what_is_in_the_way(reader, shot, hint):
    rng = np.random.default_rng(12)
    frame = picture_of(card_payload(rng), shot, rng)
    said = [(reader.feed(frame, number / 30), reader.hint)[1] for number in range(5)]
    assert said == [hint] * 5, "an instruction that flickers helps nobody"


def test_a_card_that_crosses_the_picture_is_to_be_held_still(reader):
    text = card_payload(np.random.default_rng(12))
    shots = [Shot(pitch=4, motion=30, shift=(90 * step - 135, 40 * step)) for step in range(4)]
    seen(reader, [picture_of(text, shot, np.random.default_rng(12)) for shot in shots])
    assert reader.hint is AimHint.HOLD_STILL


def test_a_code_in_hand_needs_no_hint(reader):
    seen(reader, [card_frame(CARD, 1.0)])
    assert reader.hint is AimHint.NONE
