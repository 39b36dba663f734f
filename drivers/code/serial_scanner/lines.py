"""Cuts what a serial scanner sends into texts: a text ends with CR or LF, or with a pause."""

from __future__ import annotations

import re

LONGEST = 4096
"""Bytes of one text: a version-40 code holds 2953; what is longer is noise and is dropped up to the next line end."""

_END = re.compile(rb"[\r\n]+")


class Lines:
    """Collects bytes; `take` gives what is complete, `flush` what stands there after a pause."""

    def __init__(self) -> None:
        self._received = b""
        self._overflowed = False

    @property
    def waiting(self) -> bool:
        """True when part of a text has come."""
        return bool(self._received)

    def take(self, data: bytes) -> list[str]:
        """Add bytes and return the texts that they complete."""
        *complete, rest = _END.split(self._received + data)
        if complete and self._overflowed:
            complete[0] = b""  # its beginning was dropped
        too_long = len(rest) > LONGEST
        self._overflowed = too_long or (self._overflowed and not complete)
        self._received = b"" if too_long else rest
        return [_text(line) for line in complete if _text(line) and len(line) <= LONGEST]

    def flush(self) -> list[str]:
        """Return the unfinished text as a whole one: some scanners send no line end."""
        return self.take(b"\n")


def _text(line: bytes) -> str:
    """Bytes that are no UTF-8 become U+FFFD: the numbers in a card's code are good all the same."""
    return line.decode("utf-8", "replace").strip("\ufeff\x00\x02\x03")  # BOM; NUL, STX and ETX as framing
