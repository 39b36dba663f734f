"""The chip's end of the serial line: host frames found in a byte stream, answers framed, the time bytes take.

Written apart from the host's frame codec, so that one mistake cannot hide in both (PN532 User Manual UM0701-02 §6.2.1).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

ACK = bytes.fromhex("0000FF00FF00")
NACK = bytes.fromhex("0000FFFF0000")
SYNTAX_ERROR = bytes.fromhex("0000FF01FF7F8100")

HOST, CHIP = 0xD4, 0xD5
"""Frame identifier of host and chip."""
START = b"\x00\xff"
LARGEST_NORMAL = 255
LARGEST = 265
"""Bytes of frame identifier, command and data in an extended frame."""

BAUD_RATES = (9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600, 1288000)
"""By number of SetSerialBaudRate (UM0701-02 §7.2.7)."""

BITS_ON_LINE = 10
AIR_BITS_A_SECOND = 106_000
BITS_ON_AIR = 9
"""Eight and parity (ISO 14443-3 §6.2.3)."""
BLOCK = 64
BLOCK_HEAD = 3
"""Control byte and CRC of an ISO-DEP block (ISO 14443-4 §7.1)."""
TURN_ROUND = 0.0004
"""Seconds between two blocks: frame delay and the firmware's own work; an assumption, not a measurement."""


def line_seconds(size: int, baud: int) -> float:
    """Time that `size` bytes take on a serial line with 8N1."""
    return size * BITS_ON_LINE / baud


def air_seconds(sent: int, received: int) -> float:
    """Time of one APDU exchange on the air: 106 kbit/s, blocks of 64 bytes, each but the last acknowledged."""
    ways = [-(-max(size, 1) // (BLOCK - BLOCK_HEAD)) for size in (sent, received)]
    blocks = sum(2 * way - 1 for way in ways)
    return (sent + received + blocks * BLOCK_HEAD) * BITS_ON_AIR / AIR_BITS_A_SECOND + blocks * TURN_ROUND


@dataclass(frozen=True, slots=True)
class HostAck:
    """The host confirms an answer, or aborts the running command."""


@dataclass(frozen=True, slots=True)
class HostNack:
    """The host wants the last answer again."""


@dataclass(frozen=True, slots=True)
class HostCommand:
    """A well-formed frame: command code and its data."""

    data: bytes = field(repr=False)


Token = HostAck | HostNack | HostCommand


class FrameScanner:
    """Turns the host's bytes into tokens; noise and damaged frames vanish."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> None:
        """Take bytes from the line."""
        self._buffer += data

    def clear(self) -> None:
        """Forget what has come."""
        self._buffer.clear()

    def tokens(self) -> Iterator[Token]:
        """Yield what is whole; an incomplete frame waits for its rest."""
        while (start := self._buffer.find(START)) >= 0:
            del self._buffer[:start]
            used, token = _read(bytes(self._buffer))
            if used == 0:
                return
            del self._buffer[:used]
            if token is not None:
                yield token
        del self._buffer[:-1]  # its last byte may begin the next frame


def build_answer(payload: bytes) -> bytes:
    """Frame an answer: code and data, without the frame identifier."""
    body = bytes([CHIP]) + payload
    size = len(body)
    if size <= LARGEST_NORMAL:
        head = bytes([size, -size & 0xFF])
    else:
        high, low = divmod(size, 256)
        head = bytes([0xFF, 0xFF, high, low, -(high + low) & 0xFF])
    return b"\x00" + START + head + body + bytes([-sum(body) & 0xFF, 0])


def rising_edges(byte: int) -> int:
    """Rising edges of one byte with start and stop bit: five of them wake a sleeping PN532 (UM0701-02 §7.2.11)."""
    levels = [0, *(byte >> place & 1 for place in range(8)), 1]
    return sum(before < after for before, after in pairwise(levels))


def _read(data: bytes) -> tuple[int, Token | None]:
    """Return how many bytes the frame at the start takes (0: wait for more) and what it says."""
    if len(data) < 4:
        return 0, None
    length, check = data[2], data[3]
    if (length, check) == (0x00, 0xFF):
        return 4, HostAck()
    if (length, check) == (0xFF, 0x00):
        return 4, HostNack()
    head = 4
    if (length, check) == (0xFF, 0xFF):
        if len(data) < 7:
            return 0, None
        length, head = data[4] * 256 + data[5], 7
        check = data[6] if sum(data[4:7]) & 0xFF == 0 else -1
    elif (length + check) & 0xFF:
        check = -1
    if check < 0 or not 2 <= length <= LARGEST:
        return 1, None
    return _body(data, head, length)


def _body(data: bytes, head: int, length: int) -> tuple[int, Token | None]:
    end = head + length + 1
    if len(data) < end:
        return 0, None
    body = data[head:end]
    if sum(body) & 0xFF or body[0] != HOST:
        return 2, None
    return end, HostCommand(body[1:-1])
