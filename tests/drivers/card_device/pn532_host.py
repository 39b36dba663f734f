"""A bare host for tests of the emulated PN532: writes bytes to its port and takes frames apart by hand."""

from __future__ import annotations

import os
import select
import termios

ACK = bytes.fromhex("0000FF00FF00")
NACK = bytes.fromhex("0000FFFF0000")
WAKE_UP = b"\x55\x55" + bytes(14)
PATIENCE = 5.0
"""Seconds after which a missing byte fails a test."""


class Silence(Exception):
    """The emulator sent fewer bytes than expected."""


class Pn532Host:
    """Owns the host's end of a port."""

    def __init__(self, path: str) -> None:
        self._port = os.open(path, os.O_RDWR | os.O_NOCTTY)

    def speed(self, speed: int) -> None:
        """Set the host's baud rate (a constant of termios)."""
        settings = termios.tcgetattr(self._port)
        settings[4] = settings[5] = speed
        termios.tcsetattr(self._port, termios.TCSANOW, settings)

    def close(self) -> None:
        os.close(self._port)

    def write(self, data: bytes) -> None:
        os.write(self._port, data)

    def read(self, size: int, patience: float = PATIENCE) -> bytes:
        """Return exactly `size` bytes. Raises Silence, EOFError when the reader was unplugged."""
        data = b""
        while len(data) < size:
            ready, _, _ = select.select([self._port], [], [], patience)
            if not ready:
                raise Silence(f"{len(data)} of {size} bytes: {data.hex()}")
            piece = os.read(self._port, size - len(data))
            if not piece:
                raise EOFError
            data += piece
        return data

    def answer(self) -> bytes:
        """Return code and data of one answer frame, whose checksums must be right."""
        head = self.read(5)
        assert head[:3] == b"\x00\x00\xff"
        if head[3:] == b"\xff\xff":
            high, low, check = self.read(3)
            assert (high + low + check) & 0xFF == 0
            length = high * 256 + low
        else:
            length = head[3]
            assert sum(head[3:]) & 0xFF == 0
        body = self.read(length + 2)
        assert sum(body[:-1]) & 0xFF == 0
        assert (body[0], body[-1]) == (0xD5, 0)
        return body[1:-2]

    def ask(self, command: str) -> str:
        """Send a command (hex), take ACK and answer, return the answer (hex)."""
        self.write(frame(bytes.fromhex(command)))
        assert self.read(6) == ACK
        return self.answer().hex().upper()

    def wake(self) -> None:
        self.write(WAKE_UP)
        assert self.ask("1401") == "15"


def frame(payload: bytes) -> bytes:
    """A host frame around a command."""
    body = b"\xd4" + payload
    size = len(body)
    head = bytes([size, -size & 0xFF]) if size < 256 else _extended(size)
    return b"\x00\x00\xff" + head + body + bytes([-sum(body) & 0xFF, 0])


def _extended(size: int) -> bytes:
    high, low = divmod(size, 256)
    return bytes([0xFF, 0xFF, high, low, -(high + low) & 0xFF])
