"""The frame codec of the PN532: the manual's examples, and anything a bad line makes of frames."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.card.pn532.frames import ACK, NACK, Frame, FrameReader, Signal, build_frame

FIRMWARE = bytes.fromhex("0000FF06FAD50332010607E800")


def answer(code: int, data: bytes) -> bytes:
    """A frame of the chip, made apart from the codec."""
    body = bytes([0xD5, code]) + data
    if len(body) <= 255:
        head = bytes([len(body), -len(body) & 0xFF])
    else:
        size = len(body).to_bytes(2, "big")
        head = b"\xff\xff" + size + bytes([-sum(size) & 0xFF])
    return b"\x00\x00\xff" + head + body + bytes([-sum(body) & 0xFF]) + b"\x00"


@pytest.mark.parametrize(
    ("payload", "frame"),
    [("02", "0000FF02FED4022A00"), ("140100", "0000FF04FCD41401001700"), ("4A0100", "0000FF04FCD44A0100E100")],
)
def test_frames_of_the_manual_are_built(payload: str, frame: str) -> None:
    assert build_frame(bytes.fromhex(payload)) == bytes.fromhex(frame)


@pytest.mark.parametrize("size", [0, 253, 254, 255, 263])
def test_long_payloads_go_into_extended_frames(size: int) -> None:
    frame = build_frame(b"\x40" + bytes(size))
    assert frame.startswith(b"\x00\x00\xff\xff\xff") is (size > 253)


def test_a_payload_above_the_chips_limit_is_our_bug() -> None:
    with pytest.raises(ValueError, match="too long"):
        build_frame(bytes(265))


def test_signals_and_answers_are_found() -> None:
    found = list(FrameReader().feed(ACK + FIRMWARE + NACK + bytes.fromhex("0000FF01FF7F8100")))
    assert found == [Signal.ACK, Frame(0x03, bytes.fromhex("32010607")), Signal.NACK, Signal.SYNTAX_ERROR]


@given(
    data=st.binary(max_size=262),
    pieces=st.integers(min_value=1, max_value=17),
    noise=st.binary(max_size=20).filter(lambda noise: b"\x00\xff" not in noise + b"\x00\x00"),
)
def test_any_answer_is_found_in_any_pieces_behind_any_noise(data: bytes, pieces: int, noise: bytes) -> None:
    reader = FrameReader()
    stream = noise + answer(0x41, data)
    found = [frame for at in range(0, len(stream), pieces) for frame in reader.feed(stream[at : at + pieces])]
    assert found == [Frame(0x41, data)]


@given(st.binary(min_size=2, max_size=120), st.data())
def test_a_changed_byte_never_passes_for_an_answer(data: bytes, draw: st.DataObject) -> None:
    good = answer(0x41, data)
    at = draw.draw(st.integers(min_value=5, max_value=len(good) - 2))
    flip = draw.draw(st.integers(min_value=1, max_value=255))
    bad = good[:at] + bytes([good[at] ^ flip]) + good[at + 1 :]
    reader = FrameReader()
    assert Frame(0x41, data) not in list(reader.feed(bad))


@given(st.lists(st.sampled_from([0x00, 0x90, 0xD5, 0xFF]), min_size=2, max_size=60).map(bytes), st.data())
def test_a_lost_byte_never_makes_another_answer(data: bytes, draw: st.DataObject) -> None:
    """The checksum is a sum: it alone would take a frame that lost a 00 for a good one."""
    good = answer(0x41, data)
    at = draw.draw(st.integers(min_value=0, max_value=len(good) - 1))
    found = [frame for frame in FrameReader().feed(good[:at] + good[at + 1 :]) if isinstance(frame, Frame)]
    assert found in ([], [Frame(0x41, data)])


@given(st.lists(st.binary(max_size=400), max_size=30))
def test_no_stream_makes_the_reader_grow_or_raise(parts: list[bytes]) -> None:
    reader = FrameReader()
    for part in parts:
        list(reader.feed(part))
    assert len(reader._held) <= 4 * 265


def test_the_next_frame_is_found_after_a_damaged_one() -> None:
    damaged = bytearray(answer(0x41, bytes(20)))
    damaged[10] ^= 1
    assert list(FrameReader().feed(bytes(damaged) + FIRMWARE)) == [Signal.DAMAGED, Frame(0x03, FIRMWARE[7:11])]
