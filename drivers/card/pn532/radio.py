"""The PN532's commands for cards: finding one, exchanging APDUs with it, seeing whether it is still there."""

from __future__ import annotations

from dataclasses import dataclass

from drivers.card.pn532.conversation import DIAGNOSE, Conversation
from drivers.ports import DeviceError, DeviceFault

FIRMWARE, SET_BAUD, SET_PARAMETERS, SAM, RF_CONFIGURATION = 0x02, 0x10, 0x12, 0x14, 0x32
EXCHANGE, LIST = 0x40, 0x4A
"""Commands (UM0701-02 §7.1, table 11)."""
TYPE_A, TYPE_B = b"\x00", b"\x03\x00"
"""BrTy of InListPassiveTarget; type B with AFI 0, all applications."""
_PRESENCE_TEST = b"\x06"
_FIELD_OFF = b"\x01\x00"
_ISO_DEP = 0x20
"""SEL_RES bit of a card that speaks ISO 14443-4 (ISO 14443-3 §6.5.3.4)."""
_MORE = 0x40
_STATUS = 0x3F
EXCHANGE_SECONDS = 5.0
"""Chips may think for seconds over PACE and Chip Authentication."""
MAX_PARTS = 8

_GONE = {0x01, 0x0A, 0x29, 0x2B}
_CHANGED = {0x2A}
_BAD_CONTACT = {0x02, 0x03, 0x04, 0x05, 0x06, 0x0B, 0x13, 0x23, 0x07, 0x09, 0x0E}
_DEFECT = {0x0D, 0x2D}


@dataclass(frozen=True, slots=True)
class Target:
    """A card that the PN532 has activated."""

    number: int
    is_chip_card: bool
    """It speaks ISO 14443-4; others carry no APDUs."""
    kind: str
    """What it said of itself but for its UID."""


async def find_target(conversation: Conversation) -> Target | None:
    """Look once for a card of type A, then of type B. The UID is ignored: ID chips draw it at random."""
    found = await conversation.command(LIST, b"\x01" + TYPE_A)
    if found[:1] == b"\x01" and len(found) >= 5:
        return Target(found[1], bool(found[4] & _ISO_DEP), _kind_of_type_a(found))
    found = await conversation.command(LIST, b"\x01" + TYPE_B)
    if found[:1] == b"\x01" and len(found) >= 2:
        return Target(found[1], True, f"ISO 14443-B, ATQB {found[11:14].hex(' ').upper()}")
    return None


def _kind_of_type_a(found: bytes) -> str:
    """SEL_RES and ATS without the UID between them (UM0701-02 §7.3.5; ISO 14443-4 §5.2)."""
    ats = found[6 + found[5] :] if len(found) > 5 else b""
    return f"ISO 14443-A, SAK {found[4]:02X}" + (f", ATS {ats.hex(' ').upper()}" if ats else "")


async def is_present(conversation: Conversation) -> bool:
    """Ask whether the activated card is still in the field (Diagnose 06, ISO 14443-4 presence)."""
    return await conversation.command(DIAGNOSE, _PRESENCE_TEST) == b"\x00"


async def field_off(conversation: Conversation) -> None:
    """Take the power from every card; the next look for one gives it back (RFConfiguration, UM0701-02 §7.3.1)."""
    await conversation.command(RF_CONFIGURATION, _FIELD_OFF)


async def exchange(conversation: Conversation, target: Target, apdu: bytes) -> bytes:
    """Send one APDU and collect its answer, however many parts it comes in. Raises DeviceError."""
    answer, more = await _part(conversation, target, apdu)
    for _ in range(MAX_PARTS):
        if not more:
            return answer
        part, more = await _part(conversation, target, b"")
        answer += part
    raise DeviceError(DeviceFault.GARBLED, "PN532: answer without end")


async def _part(conversation: Conversation, target: Target, data: bytes) -> tuple[bytes, bool]:
    try:
        answer = await conversation.command(
            EXCHANGE, bytes([target.number]) + data, seconds=EXCHANGE_SECONDS, once=True
        )
    except DeviceError as error:
        if error.fault not in (DeviceFault.NOT_RESPONDING, DeviceFault.GARBLED):
            raise
        raise DeviceError(await _lost(conversation), error.detail) from error
    if not answer:
        raise DeviceError(DeviceFault.GARBLED, "PN532: answer without status")
    if answer[0] & _STATUS:
        raise DeviceError(await _fault(conversation, answer[0] & _STATUS), f"PN532 status {answer[0] & _STATUS:02X}")
    return answer[1:], bool(answer[0] & _MORE)


async def _lost(conversation: Conversation) -> DeviceFault:
    """What it means that an exchange was lost, on the air or on the line. Raises DeviceError without a reader."""
    return DeviceFault.CARD_UNREADABLE if await is_present(conversation) else DeviceFault.CARD_REMOVED


async def _fault(conversation: Conversation, status: int) -> DeviceFault:
    """What a status byte means (UM0701-02 §7.1, table 12); "no answer" is settled by a presence check."""
    if status in _GONE:
        return await _lost(conversation)
    if status in _CHANGED:
        return DeviceFault.CARD_CHANGED
    if status in _DEFECT:
        return DeviceFault.DEFECT
    return DeviceFault.CARD_UNREADABLE if status in _BAD_CONTACT else DeviceFault.GARBLED
