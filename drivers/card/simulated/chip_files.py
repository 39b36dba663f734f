"""The files of a software chip: selection, access rules and reading (ISO 7816-4 §7.1, §7.2; ICAO 9303-10 §3.6)."""

from __future__ import annotations

from collections.abc import Mapping

from drivers.card.emrtd import tlv
from drivers.card.emrtd.apdu import (
    END_OF_FILE,
    FILE_NOT_FOUND,
    MAX_ANSWER,
    SECURITY_NOT_SATISFIED,
    WRONG_LENGTH,
    WRONG_OFFSET,
    WRONG_PARAMETERS,
    Command,
)
from drivers.card.emrtd.channel import APPLICATION
from drivers.card.simulated.card import FINGERPRINTS, Card
from drivers.card.simulated.refusal import Refusal

MASTER = bytes.fromhex("3F00")

BY_IDENTIFIER, BY_ELEMENTARY, BY_NAME = 0x00, 0x02, 0x04
"""P1 of SELECT (ISO 7816-4 table 63)."""
NO_CURRENT_FILE = 0x6986


class FileSystem:
    """Which folder and which file of the card are current."""

    def __init__(self, card: Card) -> None:
        self._card = card
        self._folder: Mapping[int, bytes] = card.master
        self._current: bytes | None = None

    @property
    def in_application(self) -> bool:
        """True when the eMRTD application is selected."""
        return self._folder is self._card.application

    def select(self, how: int, name: bytes, *, unlocked: bool) -> None:
        """Make a folder or file current; `unlocked` once a secure channel stands. Raises Refusal."""
        if how == BY_NAME:
            self._select_application(name)
        elif how == BY_IDENTIFIER and name in (b"", MASTER):
            self._select_master()
        elif how in (BY_IDENTIFIER, BY_ELEMENTARY):
            self._current = self._file(int.from_bytes(name, "big"), unlocked)
        else:
            raise Refusal(WRONG_PARAMETERS)

    def read(self, command: Command, *, unlocked: bool) -> bytes:
        """READ BINARY, by offset in the current file or by short file identifier. Raises Refusal."""
        if command.p1 & 0x80:
            self._current = self._file(_short(command.p1), unlocked)
            return self._part(command.p2, command.expect, unlocked)
        return self._part(command.p1 << 8 | command.p2, command.expect, unlocked)

    def read_odd(self, command: Command, *, unlocked: bool) -> bytes:
        """READ BINARY B1, for offsets above 7FFF: offset in DO 54, data in DO 53 (ISO 7816-4 §7.2.3).

        Raises Refusal, Malformed.
        """
        offset = int.from_bytes(tlv.first(command.data, 0x54), "big")
        if command.p1 or command.p2:
            identifier = command.p1 << 8 | command.p2
            self._current = self._file(identifier if command.p1 else _short(identifier), unlocked)
        header = 2 if command.expect < 2 + 0x80 else 3
        return tlv.encode(0x53, self._part(offset, command.expect - header, unlocked))

    def _part(self, offset: int, wanted: int, unlocked: bool) -> bytes:
        content = self._current
        if content is None:
            raise Refusal(NO_CURRENT_FILE)
        if self.in_application and not unlocked:
            raise Refusal(SECURITY_NOT_SATISFIED)
        largest = self._card.temper.largest_read or MAX_ANSWER
        if wanted <= 0 or largest < wanted < MAX_ANSWER:
            raise Refusal(WRONG_LENGTH)
        if offset >= len(content):
            raise Refusal(WRONG_OFFSET)
        part = content[offset : offset + min(wanted, largest)]  # Le 00 asks for as much as the chip gives
        if len(part) < wanted < MAX_ANSWER:
            raise Refusal(END_OF_FILE, part)
        return part

    def _select_application(self, name: bytes) -> None:
        if name != APPLICATION:
            raise Refusal(FILE_NOT_FOUND)
        self._folder, self._current = self._card.application, None

    def _select_master(self) -> None:
        self._folder, self._current = self._card.master, None

    def _file(self, identifier: int, unlocked: bool) -> bytes:
        if self.in_application and (not unlocked or identifier == FINGERPRINTS):
            raise Refusal(SECURITY_NOT_SATISFIED)
        if identifier not in self._folder:
            raise Refusal(FILE_NOT_FOUND)
        return self._folder[identifier]


def _short(identifier: int) -> int:
    """File identifier of a short one: those of the eMRTD are its low five bits (ICAO 9303-10 §4.6, table 36)."""
    return 0x0100 | identifier & 0x1F
