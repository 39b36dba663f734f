"""Command and answer of a card in the short form, and the status words the chip protocols know (ISO 7816-4 §5)."""

from __future__ import annotations

from dataclasses import dataclass, field

from drivers.card.emrtd.errors import Malformed

OK = 0x9000
END_OF_FILE = 0x6282
WRONG_PASSWORD = 0x6300
NO_TRIES_LEFT = 0x63C0
"""63Cx: x tries are left."""
WRONG_LENGTH = 0x6700
SM_OBJECTS_INCORRECT = 0x6988
SECURITY_NOT_SATISFIED = 0x6982
BLOCKED = 0x6983
CONDITIONS_NOT_SATISFIED = 0x6985
WRONG_DATA = 0x6A80
FUNCTION_NOT_SUPPORTED = 0x6A81
FILE_NOT_FOUND = 0x6A82
WRONG_PARAMETERS = 0x6A86
LENGTH_INCONSISTENT = 0x6A87
REFERENCE_NOT_FOUND = 0x6A88
WRONG_OFFSET = 0x6B00
INSTRUCTION_NOT_SUPPORTED = 0x6D00

RIGHT_LENGTH, MORE_DATA = 0x6C, 0x61
"""First bytes of 6Cxx and 61xx: xx is the length to ask for, and the bytes that wait to be fetched."""

PROTECTED = 0x0C
"""CLA of a command under secure messaging, header authenticated (ICAO 9303-11 §9.8.4)."""
CHAINED = 0x10
"""CLA bit of a command that more commands of its chain follow."""
MAX_ANSWER = 256


@dataclass(frozen=True, slots=True)
class Command:
    """A short command APDU."""

    cla: int
    ins: int
    p1: int
    p2: int
    data: bytes = field(default=b"", repr=False)
    expect: int = 0
    """Most bytes wanted back (Ne): 0 for none, up to 256."""

    @property
    def header(self) -> bytes:
        """The four bytes in front."""
        return bytes((self.cla, self.ins, self.p1, self.p2))

    def encode(self) -> bytes:
        """The bytes on the line (ISO 7816-3 §12.1.3)."""
        body = bytes([len(self.data)]) + self.data if self.data else b""
        return self.header + body + (bytes([self.expect & 0xFF]) if self.expect else b"")

    @classmethod
    def decode(cls, apdu: bytes) -> Command:
        """Read a short command APDU. Raises Malformed."""
        if not 4 <= len(apdu) <= 4 + 1 + 255 + 1:
            raise Malformed("APDU: length")
        cla, ins, p1, p2 = apdu[:4]
        body = apdu[4:]
        if len(body) <= 1:
            return cls(cla, ins, p1, p2, b"", (body[0] or MAX_ANSWER) if body else 0)
        data, rest = body[1 : 1 + body[0]], body[1 + body[0] :]
        if not data or len(data) != body[0] or len(rest) > 1:
            raise Malformed("APDU: Lc")
        return cls(cla, ins, p1, p2, data, (rest[0] or MAX_ANSWER) if rest else 0)


@dataclass(frozen=True, slots=True)
class Response:
    """Answer of a card: data and status word."""

    data: bytes = field(repr=False)
    status: int

    def encode(self) -> bytes:
        """The bytes on the line."""
        return self.data + self.status.to_bytes(2, "big")

    @classmethod
    def decode(cls, answer: bytes) -> Response:
        """Read an answer. Raises Malformed."""
        if len(answer) < 2:
            raise Malformed("APDU: answer without status word")
        return cls(answer[:-2], int.from_bytes(answer[-2:], "big"))
