"""Whatever a host or terminal sends, the emulated reader and the software chip answer, stay small and never break."""

from __future__ import annotations

import asyncio
import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.card.emrtd.apdu import Command
from drivers.card.emrtd.errors import SessionLost
from drivers.card.pn532.emulator_firmware import Firmware, LaidCard, Modulation, UnknownCommand
from drivers.card.pn532.emulator_isodep import CardBlocks
from drivers.card.pn532.frames import CHIP, HOST, MAX_HELD, Frame, FrameReader, build_frame
from drivers.card.simulated.profiles import issue
from tests.drivers.card_device.chip_terminal import opened
from tests.drivers.card_device.pn532_host import frame

SPECIMEN = issue(portrait_size=2_000)
KNOWN = """00A40400 00A4020C 00B00000 00B19C00 0022C1A4 10860000 0CB08100
           00820000 00840000 00880000 002241A4 002241A6 00860000"""
HEADERS = st.sampled_from([bytes.fromhex(header) for header in KNOWN.split()])
APDUS = st.one_of(st.binary(max_size=40), st.builds(bytes.__add__, HEADERS, st.binary(max_size=80)))


class Bystander:
    """Surroundings in which no time passes and one card lies still."""

    laid = LaidCard(SPECIMEN.chip, Modulation.A)

    def spend(self, seconds: float) -> None:
        assert seconds >= 0

    def on_air(self, seconds: float) -> bool:
        return seconds >= 0

    def wait_for_change(self) -> None:
        raise UnknownCommand


@settings(max_examples=300, deadline=None)
@given(st.lists(APDUS, max_size=6))
def test_the_chip_answers_every_command_with_a_status_word(commands: list[bytes]) -> None:
    SPECIMEN.chip.power_on()
    for command in commands:
        answer = SPECIMEN.chip.transmit(command)
        assert 2 <= len(answer) <= 258
        assert answer[-2] in (0x61, 0x62, 0x63, 0x67, 0x69, 0x6A, 0x6B, 0x6D, 0x90)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(HEADERS, st.binary(max_size=60), st.integers(0, 223)), max_size=6))
def test_the_chip_answers_every_protected_command_or_ends_the_session(
    commands: list[tuple[bytes, bytes, int]],
) -> None:
    async def send_all() -> None:
        channel = await opened(SPECIMEN)
        for header, data, expect in commands:
            answer = await channel.send(Command(0, *header[1:4], data, expect))
            assert len(answer.data) <= 223

    with contextlib.suppress(SessionLost):  # a command that changes the keys under way
        asyncio.run(send_all())


@settings(max_examples=300, deadline=None)
@given(st.lists(st.builds(bytes.__add__, st.binary(min_size=1, max_size=1), st.binary(max_size=20)), max_size=8))
def test_the_firmware_answers_or_refuses_every_command(commands: list[bytes]) -> None:
    firmware = Firmware(Bystander())
    for command in commands:
        try:
            answer = firmware.run(command)
        except UnknownCommand:
            continue
        assert answer[0] == (command[0] + 1) & 0xFF
        assert len(answer) <= 264


@settings(max_examples=200, deadline=None)
@given(st.lists(st.binary(min_size=1, max_size=30), max_size=10))
def test_iso_dep_blocks_never_break_the_card(blocks: list[bytes]) -> None:
    card = CardBlocks(SPECIMEN.chip)
    for block in blocks:
        assert len(card.exchange(block)) <= 256


@given(st.lists(st.binary(max_size=200), max_size=20), st.binary(min_size=1, max_size=264))
def test_noise_never_hides_the_next_good_frame_for_long(noise: list[bytes], command: bytes) -> None:
    frames = FrameReader(HOST)
    for piece in noise:
        list(frames.feed(piece))
    found = []
    for _ in range(3):  # a truncated frame in the noise may swallow the first
        found += [heard for heard in frames.feed(bytes(300) + frame(command)) if isinstance(heard, Frame)]
    assert found[-1] == Frame(command[0], command[1:])


def test_noise_without_a_start_is_not_kept() -> None:
    frames = FrameReader(HOST)
    assert list(frames.feed(b"\x55" * 100_000)) == []
    assert len(frames._held) <= MAX_HELD
    assert list(frames.feed(frame(b"\x02"))) == [Frame(0x02, b"")]


@pytest.mark.parametrize("size", [1, 253, 254, 255, 263])
def test_answers_switch_to_extended_frames_where_normal_ones_end(size: int) -> None:
    answer = build_frame(bytes(size), CHIP)
    extended = answer[3:5] == b"\xff\xff"
    assert extended is (size > 254)
    assert len(answer) == size + (11 if extended else 8)
