"""Frames of the PN532 on a serial line: building them, and finding them in whatever bytes come (UM0701-02 §6.2.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

ACK = bytes.fromhex("0000FF00FF00")
NACK = bytes.fromhex("0000FFFF0000")
HOST, CHIP = 0xD4, 0xD5
"""Frame identifiers: who speaks."""
MAX_NORMAL = 255
MAX_EXTENDED = 265
"""Bytes of frame identifier, command and data."""
MAX_HELD = 4 * MAX_EXTENDED
"""Bytes kept while no frame is whole: more is noise."""
_START = b"\x00\xff"
_SYNTAX_ERROR = b"\x7f"


class Signal(Enum):
    """Frames without data."""

    ACK = "ack"
    NACK = "nack"
    SYNTAX_ERROR = "syntax error"
    DAMAGED = "damaged"
    """A frame with a wrong checksum, or without its last byte."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A good frame of the chip: code of the answer and data."""

    code: int
    data: bytes = field(repr=False)


def build_frame(payload: bytes) -> bytes:
    """Frame command code and data of the host. Raises ValueError above 264 bytes."""
    body = bytes([HOST]) + payload
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

    def __init__(self) -> None:
        self._held = bytearray()

    @property
    def is_inside(self) -> bool:
        """True when a frame has begun and is not whole yet."""
        return _START in self._held

    @property
    def held(self) -> int:
        """Bytes kept until a frame is whole."""
        return len(self._held)

    def clear(self) -> None:
        """Forget half a frame."""
        self._held.clear()

    def feed(self, data: bytes) -> Iterator[Signal | Answer]:
        """Add bytes and give every frame that is whole now."""
        self._held += data
        while (start := self._held.find(_START)) >= 0:
            del self._held[:start]
            size, frame = _read(bytes(self._held))
            if size == 0:
                break
            del self._held[:size]
            if frame is not None:
                yield frame
        del self._held[:-MAX_HELD]


def _read(data: bytes) -> tuple[int, Signal | Answer | None]:
    """The frame that begins with 00 FF: bytes used (0 when it is not whole yet) and what it is."""
    if len(data) < 4:
        return 0, None
    length, check = data[2], data[3]
    if (length, check) == (0x00, 0xFF):
        return 4, Signal.ACK
    if (length, check) == (0xFF, 0x00):
        return 4, Signal.NACK
    if (length, check) == (0xFF, 0xFF):
        return _read_extended(data)
    if (length + check) & 0xFF:
        return 2, Signal.DAMAGED
    return _read_body(data, 4, length)


def _read_extended(data: bytes) -> tuple[int, Signal | Answer | None]:
    if len(data) < 7:
        return 0, None
    length = int.from_bytes(data[4:6], "big")
    if sum(data[4:7]) & 0xFF or length > MAX_EXTENDED:
        return 2, Signal.DAMAGED
    return _read_body(data, 7, length)


def _read_body(data: bytes, start: int, length: int) -> tuple[int, Signal | Answer | None]:
    """Body, checksum and postamble. The checksum is a sum and cannot see that a 00 was lost: the postamble, which has
    then moved into its place and is missing behind it, can.
    """
    end = start + length
    if len(data) <= end + 1:
        return 0, None
    body, check, postamble = data[start:end], data[end], data[end + 1]
    if (sum(body) + check) & 0xFF or postamble:
        return 2, Signal.DAMAGED
    if body == _SYNTAX_ERROR:
        return end + 2, Signal.SYNTAX_ERROR
    if len(body) < 2 or body[0] != CHIP:
        return end + 2, None
    return end + 2, Answer(body[1], body[2:])
