"""What a real card did, without what it said: a recording that a technician can send in and the test bench can replay.

It holds command headers, lengths, status words and times, the published protocol parameters (EF.CardAccess), names and
sizes of files and kinds of keys. It holds no data of a file, no key, no identifier of the card.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from statistics import median

from drivers.card.emrtd import tlv
from drivers.card.emrtd.apdu import END_OF_FILE, MAX_ANSWER, OK, PROTECTED, Command
from drivers.card.emrtd.errors import Malformed
from drivers.card.link import CardLink
from drivers.ports import DeviceError

FORMAT = "kiosk card recording 1"
READ = 0xB0
CRYPTOGRAPHY = (0x82, 0x86, 0x88)
EXPECTED_LENGTH = 0x97
MAX_SIZE = 1_000_000
"""Bytes of a recording file; a long reading has some hundred lines."""


class BadRecording(Exception):
    """A file that is no recording; the text says why."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One command and its answer, without their data."""

    header: str
    """CLA INS P1 P2, hexadecimal."""
    sent: int
    """Bytes of command data."""
    expected: int
    """Most bytes wanted; under secure messaging those wanted inside the protection."""
    received: int
    """Bytes of answer data."""
    status: str
    """Status word, or the fault of the device when there was no answer."""
    ms: float

    @property
    def protected(self) -> bool:
        """True under secure messaging."""
        return int(self.header[:2], 16) & PROTECTED == PROTECTED

    @property
    def instruction(self) -> int:
        """INS."""
        return int(self.header[2:4], 16)

    @property
    def succeeded(self) -> bool:
        """True for 9000 and for the end of a file."""
        return self.status in (f"{OK:04X}", f"{END_OF_FILE:04X}")


@dataclass(frozen=True, slots=True)
class Recording:
    """One reading of one card."""

    reader: str
    """What the reader calls itself."""
    access: str | None
    """How the chip was opened; None when it was not."""
    failure: str | None
    """Why the reading ended early."""
    card_access: str | None
    """EF.CardAccess, hexadecimal: protocols on offer, the same on every card of a kind."""
    files: Mapping[str, int]
    """Bytes of each file read."""
    keys: Mapping[str, str]
    """Kinds of keys and algorithms by file, ``DG14``, ``DG15``, ``SOD``; ``DG13``: its field numbers that nobody has
    explained; ``proof``: what the chip's proof came to."""
    exchanges: tuple[Exchange, ...]

    def dump(self) -> str:
        """Return the file's text: JSON, an exchange a line."""
        head = {"format": FORMAT} | {name: value for name, value in asdict(self).items() if name != "exchanges"}
        lines = ",\n  ".join(json.dumps(asdict(exchange)) for exchange in self.exchanges)
        return json.dumps(head, ensure_ascii=False)[:-1] + ', "exchanges": [\n  ' + lines + "\n]}\n"

    @classmethod
    def load(cls, text: str) -> Recording:
        """Read what `dump` wrote. Raises BadRecording."""
        if len(text) > MAX_SIZE:
            raise BadRecording("too long")
        try:
            raw = json.loads(text)
            if raw.pop("format") != FORMAT:
                raise BadRecording("another format")
            exchanges = tuple(Exchange(**one) for one in raw.pop("exchanges"))
            return cls(**raw, exchanges=exchanges)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadRecording("not a recording") from error

    def seconds(self, *instructions: int) -> float:
        """Middle time that the card took for the given instructions; 0 when there were none."""
        times = [one.ms for one in self.exchanges if one.instruction in instructions and one.succeeded]
        return round(median(times) / 1000, 4) if times else 0.0

    def largest_read(self) -> int | None:
        """Largest READ BINARY that worked, when a larger one was refused; else None."""
        reads = [one for one in self.exchanges if one.instruction == READ]
        worked = max((one.expected for one in reads if one.succeeded and one.received), default=0)
        refused = any(one.expected > worked for one in reads if not one.succeeded)
        return worked if worked and refused else None

    def refusals(self) -> dict[str, int]:
        """Plain commands that the card refused on their first use, by header: how it greets a terminal."""
        found: dict[str, int] = {}
        for one in self.exchanges:
            if not one.protected and one.instruction not in CRYPTOGRAPHY and one.header not in found:
                found[one.header] = 0 if one.succeeded else _status(one.status)
        return {header: status for header, status in found.items() if status}


class RecordingLink:
    """A card link (see ``drivers/card/link.py``) that notes what passes, without its data."""

    def __init__(self, link: CardLink, clock: Callable[[], float] = time.perf_counter) -> None:
        self._link = link
        self._clock = clock
        self.exchanges: list[Exchange] = []

    async def transmit(self, apdu: bytes) -> bytes:
        """Pass a command on. Raises DeviceError."""
        began = self._clock()
        try:
            answer = await self._link.transmit(apdu)
        except DeviceError as error:
            self._note(apdu, b"", str(error.fault), began)
            raise
        self._note(apdu, answer[:-2], answer[-2:].hex().upper(), began)
        return answer

    async def reset(self) -> None:
        """Pass it on. Raises DeviceError."""
        await self._link.reset()

    def _note(self, apdu: bytes, data: bytes, status: str, began: float) -> None:
        command = Command.decode(apdu)
        ms = round(1000 * (self._clock() - began), 2)
        header = command.header.hex().upper()
        self.exchanges.append(Exchange(header, len(command.data), _expected(command), len(data), status, ms))


def _expected(command: Command) -> int:
    if command.cla & PROTECTED != PROTECTED:
        return command.expect
    try:
        length = tlv.find(tlv.parse(command.data), EXPECTED_LENGTH)
    except Malformed:
        return 0
    return (length[0] or MAX_ANSWER) if length else 0


def _status(text: str) -> int:
    try:
        return int(text, 16) if len(text) == 4 else 0
    except ValueError:
        return 0
