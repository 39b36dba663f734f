"""Frames on the serial line of a PN532: building them, and finding them in whatever bytes come (UM0701-02 §6.2.1).

Both ends use it, the driver and the emulated reader; what others think of a frame their programs prove in the tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

ACK = bytes.fromhex("0000FF00FF00")
NACK = bytes.fromhex("0000FFFF0000")
SYNTAX_ERROR = bytes.fromhex("0000FF01FF7F8100")
HOST, CHIP = 0xD4, 0xD5
"""Frame identifiers: who speaks."""
MAX_NORMAL = 255
MAX_EXTENDED = 265
"""Bytes of frame identifier, command and data."""
MAX_HELD = 4 * MAX_EXTENDED
"""Bytes kept while no frame is whole: more is noise."""
BAUD_RATES = (9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600, 1288000)
"""By number of SetSerialBaudRate (UM0701-02 §7.2.7); the last is no speed of ordinary serial adapters."""
_START = b"\x00\xff"
_ERROR_BODY = b"\x7f"


class Signal(Enum):
    """Frames without data."""

    ACK = "ack"
    NACK = "nack"
    SYNTAX_ERROR = "syntax error"
    DAMAGED = "damaged"
    """A frame with a wrong checksum, or without its last byte."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A good frame of the other end: code of the command or answer, and data."""

    code: int
    data: bytes = field(repr=False)


def build_frame(payload: bytes, speaker: int = HOST) -> bytes:
    """Frame the code and data that `speaker` sends. Raises ValueError above 264 bytes."""
    body = bytes([speaker]) + payload
    if len(body) > MAX_EXTENDED:
        raise ValueError("PN532 frame too long")
    if len(body) <= MAX_NORMAL:
        head = bytes([len(body), -len(body) & 0xFF])
    else:
        size = len(body).to_bytes(2, "big")
        head = b"\xff\xff" + size + bytes([-sum(size) & 0xFF])
    return b"\x00" + _START + head + body + bytes([-sum(body) & 0xFF]) + b"\x00"


class FrameReader:
    """Takes bytes as they come and gives frames; junk between frames is skipped."""

    def __init__(self, speaker: int = CHIP) -> None:
        self._speaker = speaker
        """Whose frames are wanted; those of the other end, as an echo brings them, are skipped."""
        self._held = bytearray()

    @property
    def is_inside(self) -> bool:
        """True when a frame has begun and is not whole yet."""
        return _START in self._held

    def clear(self) -> None:
        """Forget half a frame."""
        self._held.clear()

    def feed(self, data: bytes) -> Iterator[Signal | Frame]:
        """Add bytes and give every frame that is whole now."""
        self._held += data
        while (start := self._held.find(_START)) >= 0:
            del self._held[:start]
            size, frame = _read(bytes(self._held), self._speaker)
            if size == 0:
                break
            del self._held[:size]
            if frame is not None:
                yield frame
        del self._held[:-MAX_HELD]


def _read(data: bytes, speaker: int) -> tuple[int, Signal | Frame | None]:
    """The frame that begins with 00 FF: bytes used (0 when it is not whole yet) and what it is."""
    if len(data) < 4:
        return 0, None
    length, check = data[2], data[3]
    if (length, check) == (0x00, 0xFF):
        return 4, Signal.ACK
    if (length, check) == (0xFF, 0x00):
        return 4, Signal.NACK
    if (length, check) == (0xFF, 0xFF):
        return _read_extended(data, speaker)
    if (length + check) & 0xFF:
        return 2, Signal.DAMAGED
    return _read_body(data, 4, length, speaker)


def _read_extended(data: bytes, speaker: int) -> tuple[int, Signal | Frame | None]:
    if len(data) < 7:
        return 0, None
    length = int.from_bytes(data[4:6], "big")
    if sum(data[4:7]) & 0xFF or length > MAX_EXTENDED:
        return 2, Signal.DAMAGED
    return _read_body(data, 7, length, speaker)


def _read_body(data: bytes, start: int, length: int, speaker: int) -> tuple[int, Signal | Frame | None]:
    """Body, checksum and postamble. The checksum is a sum and cannot see that a 00 was lost: the postamble, which has
    then moved into its place and is missing behind it, can.
    """
    end = start + length
    if len(data) <= end + 1:
        return 0, None
    body, check, postamble = data[start:end], data[end], data[end + 1]
    if (sum(body) + check) & 0xFF or postamble:
        return 2, Signal.DAMAGED
    if body == _ERROR_BODY:
        return end + 2, Signal.SYNTAX_ERROR
    if len(body) < 2 or body[0] != speaker:
        return end + 2, None
    return end + 2, Frame(body[1], body[2:])
