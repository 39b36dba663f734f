"""Reading files: as few exchanges as the chip allows, smaller where it does not, and never without end."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from drivers.card.emrtd import tlv
from drivers.card.emrtd.apdu import Command, Response
from drivers.card.emrtd.channel import Channel
from drivers.card.emrtd.errors import Malformed, Refused
from drivers.card.emrtd.files import COM, GROUPS, READ_SIZES, FileReader, Habits

DG2 = GROUPS[2]
Whim = Callable[[int, int], int | None]
"""Offset and length asked for to a status word instead of data; None to answer."""


class PlainChip:
    """A chip without access control whose files can be read, with whims."""

    def __init__(self, content: bytes, whim: Whim = lambda offset, size: None, no_short_ids: int | None = None) -> None:
        self.content = content
        self.whim = whim
        self.no_short_ids = no_short_ids
        self.reads: list[tuple[int, int]] = []
        self.commands = 0

    async def reset(self) -> None:
        raise AssertionError("reading a file never resets the chip")

    async def transmit(self, apdu: bytes) -> bytes:
        self.commands += 1
        command = Command.decode(apdu)
        if command.ins == 0xA4:
            return b"\x90\x00"
        if command.ins == 0xB1:
            offset = int.from_bytes(tlv.first(command.data, 0x54), "big")
            return Response(tlv.encode(0x53, self.content[offset : offset + command.expect - 3]), 0x9000).encode()
        if command.p1 & 0x80 and self.no_short_ids is not None:
            return Response(b"", self.no_short_ids).encode()
        offset = command.p2 if command.p1 & 0x80 else command.p1 << 8 | command.p2
        self.reads.append((offset, command.expect))
        status = self.whim(offset, command.expect)
        if status is not None:
            return Response(b"", status).encode()
        data = self.content[offset : offset + command.expect]
        return Response(data, 0x9000 if len(data) == command.expect else 0x6282).encode()


def file(size: int) -> bytes:
    return tlv.encode(0x75, bytes(at % 251 for at in range(size)))


async def read(chip: PlainChip, habits: Habits | None = None) -> bytes | None:
    return await FileReader(Channel(chip), habits or Habits()).find(DG2)


@pytest.mark.parametrize("size", [0, 1, 100, 219, 220, 221, 222, 446, 5_000])
async def test_a_file_costs_no_exchange_more_than_its_bytes_need(size: int) -> None:
    chip = PlainChip(file(size))
    assert await read(chip) == file(size)
    assert chip.commands == -(-len(file(size)) // READ_SIZES[0])


async def test_a_file_beyond_offset_7fff_is_read_to_its_end() -> None:
    assert await read(PlainChip(file(40_000))) == file(40_000)


@pytest.mark.parametrize("status", [0x6A86, 0x6A82, 0x6A88, 0x6982, 0x6986, 0x6A81, 0x6B00])
async def test_a_chip_without_short_identifiers_is_read_by_select(status: int) -> None:
    habits = Habits()
    assert await read(PlainChip(file(500), no_short_ids=status), habits) == file(500)
    assert habits.by_short_identifier is False


async def test_where_short_identifiers_work_a_missing_file_costs_one_exchange() -> None:
    habits = Habits()
    await read(PlainChip(file(50)), habits)
    missing = PlainChip(b"", no_short_ids=0x6A82)
    assert await read(missing, habits) is None
    assert missing.commands == 1


@pytest.mark.parametrize("status", [0x6700, 0x6B00])
async def test_a_chip_that_gives_no_more_than_112_is_read_in_steps_of_112(status: int) -> None:
    habits = Habits()
    chip = PlainChip(file(3_000), lambda offset, size: status if size > 112 else None)
    assert await read(chip, habits) == file(3_000)
    assert habits.size == 112
    failures = sum(size > 112 for _, size in chip.reads)
    assert failures <= 1 + READ_SIZES.index(112)
    before = len(chip.reads)
    assert await read(chip, habits) == file(3_000)
    assert all(size <= 112 for _, size in chip.reads[before:]), "what worked is remembered"


async def test_a_chip_that_refuses_to_read_past_the_end_is_asked_for_the_length_first() -> None:
    content = file(50)
    chip = PlainChip(content, lambda offset, size: 0x6B00 if offset + size > len(content) else None)
    assert await read(chip) == content


async def test_the_length_that_a_chip_names_is_taken() -> None:
    content = file(50)
    chip = PlainChip(content, lambda offset, size: 0x6C00 | len(content) if size > len(content) else None)
    assert await read(chip) == content
    assert len(chip.reads) == 2


@pytest.mark.parametrize("status", [0x6A82, 0x6A88, 0x6982])
async def test_a_missing_or_protected_file_is_none(status: int) -> None:
    assert await read(PlainChip(b"", lambda offset, size: status)) is None


async def test_a_file_that_ends_before_its_length_ends_the_reading() -> None:
    chip = PlainChip(file(1_000)[:700])
    with pytest.raises(Refused):
        await read(chip)
    assert chip.commands < 20


async def test_a_chip_that_gives_a_byte_at_a_time_is_given_up() -> None:
    class Miser(PlainChip):
        async def transmit(self, apdu: bytes) -> bytes:
            answer = await super().transmit(apdu)
            return answer[:1] + answer[-2:] if len(answer) > 2 and self.commands > 1 else answer

    assert await read(Miser(file(1_000))) == file(1_000)
    miser = Miser(file(30_000))
    with pytest.raises(Malformed):
        await read(miser)
    assert miser.commands < 2_100


@pytest.mark.parametrize(
    "content", [bytes.fromhex("7584FFFFFFFF") + bytes(300), bytes.fromhex("61020000"), b"\x75\x80" + bytes(40)]
)
async def test_a_length_too_large_or_a_wrong_tag_is_refused_before_reading_on(content: bytes) -> None:
    chip = PlainChip(content)
    with pytest.raises(Malformed):
        await read(chip)
    assert chip.commands == 1


async def test_progress_is_told_in_bytes() -> None:
    told: list[tuple[int, int]] = []
    chip = PlainChip(file(500))
    await FileReader(Channel(chip), Habits()).find(DG2, lambda done, total: told.append((done, total)))
    assert told == [(223, 504), (446, 504), (504, 504)]


def test_files_stand_where_the_standard_says() -> None:
    assert (COM.identifier, COM.short, GROUPS[13].identifier, GROUPS[13].short, GROUPS[13].tag) == (
        0x011E,
        0x1E,
        0x010D,
        0x0D,
        0x6D,
    )
