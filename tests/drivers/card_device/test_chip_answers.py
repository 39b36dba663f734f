"""What the software chip answers when a terminal asks too early, too much, too far or with the wrong key."""

from __future__ import annotations

import pytest

from drivers.card.emrtd.apdu import Command, Response
from drivers.card.emrtd.errors import Refused, SessionLost
from drivers.card.emrtd.tlv import encode, first
from drivers.card.simulated.card import Card, Temper
from drivers.card.simulated.chip import SoftwareChip
from drivers.card.simulated.chip_files import FileSystem
from drivers.card.simulated.link import InProcessLink
from drivers.card.simulated.profiles import Specimen, issue
from drivers.ports import Can, DeviceError, DeviceFault, MrzKey
from tests.drivers.card_device.chip_terminal import opened, read, select

DG1, DG2, DG3, DG13 = 0x0101, 0x0102, 0x0103, 0x010D
SELECT_APPLICATION = bytes.fromhex("00A4040C07A0000002471001")


@pytest.fixture
def specimen() -> Specimen:
    return issue()


def status(chip: SoftwareChip, command: str) -> str:
    return chip.transmit(bytes.fromhex(command))[-2:].hex().upper()


def test_files_are_locked_until_access_is_gained(specimen: Specimen) -> None:
    specimen.chip.transmit(SELECT_APPLICATION)
    assert status(specimen.chip, "00A4020C020101") == "6982"
    assert status(specimen.chip, "00B0810004") == "6982"


def test_card_access_is_open_by_identifier_and_by_short_identifier(specimen: Specimen) -> None:
    assert specimen.chip.transmit(bytes.fromhex("00B09C0000"))[:2] == b"\x31\x34"
    assert status(specimen.chip, "00A4020C02011C") == "9000"
    assert specimen.chip.transmit(bytes.fromhex("00B0000002")) == b"\x31\x34\x90\x00"


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("00A4040C07A0000002471002", "6A82"),
        ("00A4020C02011E", "6A82"),
        ("00A4050C02011E", "6A86"),
        ("00B0000004", "6986"),
        ("00CA000000", "6D00"),
        ("00B0", "6700"),
        ("0022C1A403830102", "6A80"),
        ("0022C1A40F800A04007F00070202040202830103", "6A88"),
        ("0022000003830102", "6A86"),
        ("10860000027C0000", "6985"),
        ("00820000" + "28" + "00" * 40, "6985"),
        ("0088000008" + "00" * 8 + "00", "6982"),
        ("0CB000000D9701048E08ED6705417E96BA5500", "6988"),
    ],
)
def test_a_fresh_chip_refuses_with_the_status_word_of_the_standard(
    specimen: Specimen, command: str, answer: str
) -> None:
    assert status(specimen.chip, command) == answer


async def test_reading_stops_at_the_end_of_the_file(specimen: Specimen) -> None:
    channel = await opened(specimen)
    assert await select(channel, DG1) == 0x9000
    whole = specimen.chip.card.application[DG1]
    assert await read(channel, 90, 20) == Response(whole[90:], 0x6282)
    assert (await read(channel, len(whole), 1)).status == 0x6B00


async def test_odd_read_reaches_what_even_read_reaches(specimen: Specimen) -> None:
    channel = await opened(specimen)
    await select(channel, DG13)
    offset = encode(0x54, (0x0102).to_bytes(2, "big"))
    answer = await channel.send(Command(0x00, 0xB1, 0, 0, offset, 0x20))
    assert first(answer.data, 0x53) == specimen.chip.card.application[DG13][0x102 : 0x102 + 0x1E]


async def test_fingerprints_stay_locked_although_the_file_list_names_them(specimen: Specimen) -> None:
    channel = await opened(specimen)
    assert await select(channel, DG3) == 0x6982
    assert 0x63 in specimen.chip.card.application[0x011E]


async def test_the_largest_protected_read_is_223_bytes(specimen: Specimen) -> None:
    channel = await opened(specimen)
    await select(channel, DG2)
    assert len((await read(channel, 0, 223)).data) == 223
    with pytest.raises(SessionLost):
        await read(channel, 0, 224)


async def test_a_plain_command_ends_the_protected_session(specimen: Specimen) -> None:
    channel = await opened(specimen)
    assert await select(channel, DG1) == 0x9000
    assert status(specimen.chip, "00B0000004") == "6982"
    with pytest.raises(SessionLost):
        await read(channel, 0, 4)


async def test_a_wrong_can_is_refused(specimen: Specimen) -> None:
    with pytest.raises(Refused) as refused:
        await opened(specimen, Can("999999"))
    assert refused.value.status == 0x6300


async def test_pace_opens_with_the_mrz_too(specimen: Specimen) -> None:
    channel = await opened(specimen, specimen.key)
    assert await select(channel, DG1) == 0x9000


async def test_a_counting_chip_counts_down_blocks_and_forgets_after_success() -> None:
    specimen = with_temper(Temper(tries=3))
    for left in (0x63C2, 0x63C1):
        assert await refusal(specimen, Can("999999")) == left
    await opened(specimen)
    for left in (0x63C2, 0x63C1, 0x6983, 0x6983):
        assert await refusal(specimen, Can("999999")) == left
    assert await refusal(specimen, Can("000123")) == 0x6983


async def test_a_chip_that_refuses_the_master_file_still_gives_card_access() -> None:
    specimen = issue("mf-refused")
    assert status(specimen.chip, "00A4000C023F00") == "6D00"
    assert status(specimen.chip, "00A4000C") == "6D00"
    await opened(specimen)


async def test_a_chip_of_small_reads_refuses_large_ones() -> None:
    channel = await opened(issue("reads-112"))
    await select(channel, DG13)
    assert (await read(channel, 0, 113)).status == 0x6700
    assert len((await read(channel, 0, 112)).data) == 112


async def test_a_torn_card_falls_silent_at_its_step_and_comes_back_with_power() -> None:
    specimen = issue("torn", step=3)
    assert status(specimen.chip, "00A4020C02011C") == "9000"
    assert status(specimen.chip, "00B0000002") == "9000"
    assert specimen.chip.transmit(bytes.fromhex("00B0000002")) == b""
    with pytest.raises(DeviceError) as torn:
        await InProcessLink(issue("torn", step=1).chip).transmit(b"\x00\xa4\x00\x0c")
    assert torn.value.fault is DeviceFault.CARD_REMOVED
    specimen.chip.power_on()
    assert status(specimen.chip, "00A4020C02011C") == "9000"


def test_offsets_beyond_32767_need_the_odd_instruction() -> None:
    files = FileSystem(Card({}, {DG2: bytes(40_000) + b"end"}, MrzKey("1", "900101", "300101"), None))
    files.select(0x04, SELECT_APPLICATION[5:], unlocked=True)
    files.select(0x02, b"\x01\x02", unlocked=True)
    answer = files.read_odd(Command(0, 0xB1, 0, 0, encode(0x54, (40_000).to_bytes(3, "big")), 5), unlocked=True)
    assert answer == b"\x53\x03end"


def with_temper(temper: Temper) -> Specimen:
    from dataclasses import replace

    specimen = issue()
    return replace(specimen, chip=SoftwareChip(replace(specimen.chip.card, temper=temper)))


async def refusal(specimen: Specimen, key: Can) -> int:
    with pytest.raises(Refused) as refused:
        await opened(specimen, key)
    return refused.value.status
