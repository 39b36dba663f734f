"""Elementary files of a chip: their names, and reading them with as few and as large exchanges as the chip takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from drivers.card.emrtd import apdu, tlv
from drivers.card.emrtd.apdu import Command, Response
from drivers.card.emrtd.channel import Channel
from drivers.card.emrtd.errors import Malformed, Refused

MAX_FILE = 65_535
"""Bytes accepted of one file; no eMRTD file of a real card comes near."""
MAX_SHORT_OFFSET = 0x7FFF
"""Highest offset of READ BINARY B0; bit 8 of P1 means a short file identifier (ISO 7816-4 §7.2.3)."""
READ_SIZES = (223, 160, 112, 64)
"""Bytes to ask for, from the largest that fits a short answer under AES (256 = 242 + 14) down."""
_MOST_READS = 2 * MAX_FILE // READ_SIZES[-1]
"""Exchanges for one file: a chip that gives a byte at a time would hold the reader for minutes."""
_HEAD = 8
"""Bytes that surely hold tag and length."""
_OFFSET_OBJECT, _DATA_OBJECT = 0x54, 0x53
_DATA_OBJECT_HEAD = 3
"""53 81 LL, which stands in front of the data of an odd READ BINARY."""

_NOT_FOR_US = (apdu.FILE_NOT_FOUND, apdu.REFERENCE_NOT_FOUND, apdu.SECURITY_NOT_SATISFIED)
"""The chip has no such file, or protects it."""
_TOO_LONG = (apdu.WRONG_LENGTH, apdu.WRONG_OFFSET, apdu.WRONG_PARAMETERS, apdu.SM_OBJECTS_INCORRECT)


@dataclass(frozen=True, slots=True)
class FileId:
    """Where a file stands and what it begins with (ICAO 9303-10 §4, table 36)."""

    name: str
    identifier: int
    tag: int

    @property
    def short(self) -> int:
        """Short file identifier: in this application the low five bits of the long one."""
        return self.identifier & 0x1F


CARD_ACCESS = FileId("CardAccess", 0x011C, 0x31)
COM = FileId("COM", 0x011E, 0x60)
SOD = FileId("SOD", 0x011D, 0x77)
_GROUP_TAGS = (0x61, 0x75, 0x63, 0x76, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F, 0x70)
GROUPS = {number: FileId(f"DG{number}", 0x0100 + number, tag) for number, tag in enumerate(_GROUP_TAGS, start=1)}
"""Data groups by number."""


@dataclass(slots=True)
class Habits:
    """What worked for the card that lies there; forget it when the card goes."""

    size: int = READ_SIZES[0]
    """Bytes to ask for."""
    modest: bool = False
    """Read the length of a file before anything else: this chip refuses to read past an end."""
    by_short_identifier: bool | None = None
    """Read without SELECT; None as long as no file was found that way, for some chips say then that there is none."""
    rung: int = 0
    """The way that found EF.CardAccess (see `access`)."""

    def step_down(self) -> bool:
        """Take the next smaller size, and short identifiers only if they have worked. False when there is none."""
        self.by_short_identifier = bool(self.by_short_identifier)
        smaller = [size for size in READ_SIZES if size < self.size]
        if smaller:
            self.size = smaller[0]
        return bool(smaller)


OnBytes = Callable[[int, int], None]
"""Told of bytes read and bytes of the whole file."""


class FileReader:
    """Reads files of one session."""

    def __init__(self, channel: Channel, habits: Habits) -> None:
        self._channel = channel
        self._habits = habits

    async def find(self, file: FileId, on_bytes: OnBytes = lambda done, total: None) -> bytes | None:
        """Read a whole file; None when the chip has none or protects it. Raises Malformed, DeviceError."""
        try:
            return await self._read(file, on_bytes)
        except Refused as refusal:
            if refusal.status in _NOT_FOR_US:
                return None
            raise

    async def _read(self, file: FileId, on_bytes: OnBytes) -> bytes:
        begin = await self._begin(file)
        total = _total(file, begin)
        data = bytearray(begin)
        on_bytes(min(len(data), total), total)
        for _ in range(_MOST_READS):
            if len(data) >= total:
                return bytes(data[:total])
            data += await self._next(len(data), total - len(data))
            on_bytes(min(len(data), total), total)
        raise Malformed(f"{file.name}: in too small pieces")

    async def _begin(self, file: FileId) -> bytes:
        """The first bytes: without SELECT and as many as fit, where the chip allows it."""
        habits = self._habits
        first = _HEAD if habits.modest else habits.size
        if habits.by_short_identifier is not False:
            answer = await read_binary(self._channel, 0x80 | file.short, 0, first)
            if answer.data or (habits.by_short_identifier and answer.status in _NOT_FOR_US):
                habits.by_short_identifier = True
                return _data(answer, file)
            if self._less_daring(answer.status):
                return await self._begin(file)
        await self._channel.require(select_file(file), f"select {file.name}")
        habits.by_short_identifier = False
        answer = await read_binary(self._channel, 0, 0, first)
        if not answer.data and self._less_daring(answer.status):
            return await self._begin(file)
        return _data(answer, file)

    def _less_daring(self, status: int) -> bool:
        """After a complaint about the length: read the header first. False when that is no cure."""
        if self._habits.modest or status not in _TOO_LONG:
            return False
        self._habits.modest = True
        return True

    async def _next(self, offset: int, left: int) -> bytes:
        while True:
            answer = await self._at(offset, min(self._habits.size, left))
            if answer.data:
                return answer.data
            if answer.status not in (*_TOO_LONG, apdu.END_OF_FILE) or not self._habits.step_down():
                raise Refused("read binary", answer.status)

    async def _at(self, offset: int, size: int) -> Response:
        if offset <= MAX_SHORT_OFFSET:
            return await read_binary(self._channel, offset >> 8, offset & 0xFF, size)
        return await self._far(offset, size)

    async def _far(self, offset: int, size: int) -> Response:
        """READ BINARY with odd instruction, for offsets that P1-P2 cannot name (ISO 7816-4 §7.2.3)."""
        where = tlv.encode(_OFFSET_OBJECT, offset.to_bytes(2, "big"))
        expect = min(size + _DATA_OBJECT_HEAD, self._habits.size)
        answer = await self._channel.send(Command(0x00, 0xB1, 0, 0, where, expect))
        if not answer.data:
            return answer
        return Response(tlv.first(answer.data, _DATA_OBJECT), answer.status)


async def read_binary(channel: Channel, p1: int, p2: int, size: int) -> Response:
    """READ BINARY once."""
    return await channel.send(Command(0x00, 0xB0, p1, p2, b"", size))


def select_file(file: FileId) -> Command:
    """SELECT an elementary file by its identifier, without answer data (ICAO 9303-10 §3.6.2)."""
    return Command(0x00, 0xA4, 0x02, 0x0C, file.identifier.to_bytes(2, "big"))


def _data(answer: Response, file: FileId) -> bytes:
    if not answer.data or answer.status not in (apdu.OK, apdu.END_OF_FILE):
        raise Refused(f"read {file.name}", answer.status)
    return answer.data


def _total(file: FileId, begin: bytes) -> int:
    header = tlv.read_header(begin)
    if header.tag != file.tag:
        raise Malformed(f"{file.name}: begins with another tag")
    if header.total > MAX_FILE:
        raise Malformed(f"{file.name}: too long")
    return header.total
