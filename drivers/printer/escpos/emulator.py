"""The device side of ESC/POS: a receipt printer in memory whose paper can be looked at.

It knows ESC @, ESC d, GS v 0, GS ( k (swallowed, not drawn), GS V, GS r and DLE EOT. Like the real ones it answers
DLE EOT wherever the bytes stand, also inside picture data and while offline (Epson ESC/POS Command Reference,
"Real-time commands").
"""

from __future__ import annotations

from dataclasses import dataclass

from drivers.ports import Bitmap, Paper

_ONLINE, _OFFLINE = 0x12, 0x1A
_CAUSE_COVER, _CAUSE_NO_PAPER, _CAUSE_ERROR = 0x04, 0x20, 0x40
_PAPER_BYTES = {Paper.OK: 0x12, Paper.NEAR_END: 0x1E, Paper.OUT: 0x7E}
_REPORTS = {Paper.OK: 0x00, Paper.NEAR_END: 0x03, Paper.OUT: 0x0C}

_RASTER, _CODE, _CUT, _REPORT = b"\x1dv0", b"\x1d(k", b"\x1dV", b"\x1dr"
_LENGTHS = {b"\x1b@": 2, b"\x1bd": 3, b"\x10\x04": 3, _REPORT: 3}
"""Commands of a fixed length."""
_OPENINGS = (_RASTER, _CODE, _CUT, *_LENGTHS)


@dataclass
class Emulator:
    """One printer. `feed` takes what the host sends and returns what the printer answers."""

    width: int = 576
    paper: Paper = Paper.OK
    cover_open: bool = False
    broken: bool = False
    """The cutter is jammed: an error that the printer reports."""
    rows_left: int | None = None
    """Rows until the roll is empty; None never ends."""
    silent: bool = False
    """Prints, but answers nothing."""
    garbled: bool = False
    """Answers with bytes of no protocol."""

    def __post_init__(self) -> None:
        self.pages: list[Bitmap] = []
        """What was cut off, oldest first."""
        self.unknown: list[bytes] = []
        """Commands it did not understand: a driver must send none."""
        self._rows = bytearray()
        self._buffer = bytearray()
        self._tail = b""
        """End of what was fed before: a real-time command may be split."""

    @property
    def online(self) -> bool:
        """False while paper, cover or an error stop it; buffered commands then wait."""
        return not (self.cover_open or self.broken or self.paper is Paper.OUT)

    @property
    def uncut(self) -> Bitmap:
        """What has been printed since the last cut."""
        return Bitmap(self.width, len(self._rows) // (self.width // 8), bytes(self._rows))

    def feed(self, data: bytes) -> bytes:
        """Take bytes from the host and return the answers, in order."""
        answers = self._answer_at_once(data)
        self._buffer += data
        while self.online and (report := self._step()) is not None:
            answers += report
        if self.silent:
            return b""
        return bytes(byte | 0x81 for byte in answers) if self.garbled else answers

    def _answer_at_once(self, data: bytes) -> bytes:
        """DLE EOT n, n = 1, 2 or 4."""
        seen, answers = self._tail + data, b""
        for position in range(len(seen) - 2):
            if seen[position : position + 2] == b"\x10\x04":
                answers += self._status(seen[position + 2])
        self._tail = seen[-2:]
        return answers

    def _status(self, question: int) -> bytes:
        cause = 0x12 | (_CAUSE_COVER if self.cover_open else 0) | (_CAUSE_ERROR if self.broken else 0)
        cause |= _CAUSE_NO_PAPER if self.paper is Paper.OUT else 0
        known = {1: _ONLINE if self.online else _OFFLINE, 2: cause, 4: _PAPER_BYTES[self.paper]}
        return bytes([known[question]]) if question in known else b""

    def _step(self) -> bytes | None:
        """Carry out the next buffered command; its answer, or None when it is not complete yet."""
        buffer = bytes(self._buffer[:5])
        if any(opening.startswith(buffer) for opening in _OPENINGS):  # also when nothing is there
            return None
        if buffer[0] in (0x00, 0x0A):
            return self._take(1)
        if buffer.startswith(_RASTER):
            return self._raster()
        if buffer.startswith(_CODE):
            return self._take(5 + int.from_bytes(buffer[3:5], "little")) if len(buffer) == 5 else None
        if buffer.startswith(_CUT):
            return self._cut()
        for opening, length in _LENGTHS.items():
            if buffer.startswith(opening):
                answer = bytes([_REPORTS[self.paper]]) if opening == _REPORT else b""
                return answer if self._take(length) is not None else None
        self.unknown.append(buffer[:3])
        return self._take(1)

    def _take(self, count: int) -> bytes | None:
        if len(self._buffer) < count:
            return None
        del self._buffer[:count]
        return b""

    def _raster(self) -> bytes | None:
        """GS v 0: one band of a picture; the roll may end inside it."""
        if len(self._buffer) < 8:
            return None
        stride, height = int.from_bytes(self._buffer[4:6], "little"), int.from_bytes(self._buffer[6:8], "little")
        if len(self._buffer) < 8 + stride * height:
            return None
        for row in range(height):
            start = 8 + row * stride
            self._print_row(bytes(self._buffer[start : start + stride]))
        return self._take(8 + stride * height)

    def _print_row(self, row: bytes) -> None:
        if self.rows_left == 0:
            self.paper = Paper.OUT
            return
        if self.rows_left is not None:
            self.rows_left -= 1
        on_paper = self.width // 8
        self._rows += row[:on_paper].ljust(on_paper, b"\x00")

    def _cut(self) -> bytes | None:
        """GS V m, or GS V m n for m = 65, 66."""
        if len(self._buffer) < 3 or self._take(4 if self._buffer[2] in (65, 66) else 3) is None:
            return None
        self.pages.append(self.uncut)
        self._rows.clear()
        return b""
