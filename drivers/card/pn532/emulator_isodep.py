"""The card's end of ISO-DEP, for hosts that speak it themselves through InCommunicateThru (ISO 14443-4)."""

from __future__ import annotations

from typing import Protocol

RATS = 0xE0
FRAME_SIZES = (16, 24, 32, 40, 48, 64, 96, 128, 256)
"""By the size code of RATS and ATS (ISO 14443-4 §5.1)."""

WAITING_TIME = 0.0773
"""Seconds of FWI 8: 4096 / 13.56 MHz · 2⁸ (ISO 14443-4 §7.2)."""
LONGEST_EXTENSION = 59

ATS = bytes.fromhex("0578008002")
"""Length, T0 (frames of 256 bytes; TA, TB, TC follow), 106 kbit/s, FWI 8, CID supported (ISO 14443-4 §5.2)."""

INFORMATION, ACKNOWLEDGE, REFUSE, EXTEND, DESELECT = 0x02, 0xA2, 0xB2, 0xF2, 0xC2
"""Control bytes with block number 0 (ISO 14443-4 §7.1.1)."""
CHAINING, WITH_CID, WITH_NAD, NUMBER = 0x10, 0x08, 0x04, 0x01


class ContactlessCard(Protocol):
    """What can be laid on the emulated reader."""

    @property
    def work(self) -> float:
        """Seconds that the last command kept the chip busy."""

    def power_on(self) -> None:
        """The field came on, or the card was activated anew."""

    def transmit(self, apdu: bytes) -> bytes:
        """Answer one APDU; nothing at all when the card has left the field."""


class CardBlocks:
    """Answers ISO-DEP blocks for a card. An empty answer means silence."""

    def __init__(self, card: ContactlessCard) -> None:
        self._card = card
        self._frame = 64
        self._number = 1
        self._command = b""
        self._rest = b""
        self._last = b""

    def exchange(self, block: bytes) -> bytes:
        """Take one block without its CRC and return the card's."""
        control = block[0]
        if control == RATS and len(block) == 2:
            self._frame = FRAME_SIZES[min(block[1] >> 4, 8)]
            return ATS
        if control & ~(WITH_CID | CHAINING | WITH_NAD | NUMBER) == INFORMATION:
            return self._information(control, block[_head(control) :])
        if control & ~(WITH_CID | NUMBER) in (ACKNOWLEDGE, REFUSE):
            return self._receipt(control)
        if control & ~WITH_CID == DESELECT:
            return block
        return self._remember(self._next_block()) if control & ~WITH_CID == EXTEND else b""

    def _information(self, control: int, data: bytes) -> bytes:
        self._number = control & NUMBER
        self._command += data
        if control & CHAINING:
            return self._remember(bytes([ACKNOWLEDGE | self._number]))
        command, self._command = self._command, b""
        self._rest = self._card.transmit(command)
        if not self._rest:
            return b""
        waits = round(self._card.work / WAITING_TIME + 0.5) if self._card.work > WAITING_TIME else 0
        if waits:
            return self._remember(bytes([EXTEND, min(waits, LONGEST_EXTENSION)]))
        return self._remember(self._next_block())

    def _receipt(self, control: int) -> bytes:
        """R-blocks: the same number asks for the last block again, the other one goes on (ISO 14443-4 §7.5.4)."""
        if control & NUMBER == self._number:
            return self._last
        if control & ~(WITH_CID | NUMBER) == REFUSE:
            return bytes([ACKNOWLEDGE | self._number])
        self._number = control & NUMBER
        return self._remember(self._next_block())

    def _next_block(self) -> bytes:
        size = self._frame - 3
        part, self._rest = self._rest[:size], self._rest[size:]
        return bytes([INFORMATION | self._number | (CHAINING if self._rest else 0)]) + part

    def _remember(self, block: bytes) -> bytes:
        self._last = block
        return block


def _head(control: int) -> int:
    """Bytes before the information field."""
    return 1 + bool(control & WITH_CID) + bool(control & WITH_NAD)
