"""Waking a PN532 up, and agreeing on the speed of the line with it."""

from __future__ import annotations

import contextlib

from drivers.card.pn532 import radio
from drivers.card.pn532.conversation import DIAGNOSE, ECHO, FIRST_ACK_SECONDS, Conversation
from drivers.card.pn532.frames import BAUD_RATES
from drivers.ports import DeviceError, DeviceFault
from drivers.transport.serial_line import SerialLine

START_BAUD = 115_200
FAST_BAUD = 921_600
"""Where another program that ended badly may have left the chip (nfcpy's speed, and our default)."""
_WAKE_UP = b"\x55\x55" + bytes(14)
"""Edges that end the low-power state and time to start the clock (UM0701-02 §7.2.11; as libnfc sends it)."""
_NORMAL_MODE = b"\x01\x00"
_FEW_RETRIES = b"\x05\xff\x01\x01"
"""RFConfiguration: look for a card twice, then say that there is none, instead of looking for ever."""
_AUTOMATIC = b"\x14"
"""SetParameters: the chip itself does RATS and ATR_RES, whatever the last program wanted (UM0701-02 §7.2.9)."""
_EVERY_BYTE = ECHO + bytes(range(1, 251))
"""A text that shows whether every byte comes through."""


async def wake_up(line: SerialLine, usual: int = FAST_BAUD) -> tuple[Conversation, str]:
    """Find the chip at its power-up speed, at our `usual` one or at the fast one; return the way to talk and what it
    calls itself.

    Raises DeviceError NOT_RESPONDING when no PN532 answers, GARBLED when something else does.
    """
    conversation = Conversation(line)
    for baud in dict.fromkeys((START_BAUD, usual, FAST_BAUD)):
        await line.set_baud(baud)
        line.write(_WAKE_UP)
        with contextlib.suppress(DeviceError):
            await conversation.command(radio.SAM, _NORMAL_MODE, ack_seconds=FIRST_ACK_SECONDS, once=True)
            break
    else:
        raise DeviceError(DeviceFault.NOT_RESPONDING, "no PN532 answers on this port")
    firmware = await conversation.command(radio.FIRMWARE)
    if len(firmware) != 4:
        raise DeviceError(DeviceFault.GARBLED, "PN532: firmware version")
    await conversation.command(radio.SET_PARAMETERS, _AUTOMATIC)
    await conversation.command(radio.RF_CONFIGURATION, _FEW_RETRIES)
    await radio.field_off(conversation)  # another program may have left a card active
    return conversation, f"PN5{firmware[0]:02X} v{firmware[1]}.{firmware[2]}"


async def go_faster(line: SerialLine, conversation: Conversation, baud: int) -> None:
    """Take the line to `baud` and prove it with an echo; go back when it does not carry. Raises DeviceError."""
    await _switch(line, conversation, baud)
    if not await _carries(conversation):
        await _switch_blindly(line, conversation)


async def go_back(line: SerialLine, conversation: Conversation) -> None:
    """Field off, and back to the power-up speed: else the next program to open the port cannot talk."""
    await radio.field_off(conversation)
    await _switch(line, conversation, START_BAUD)


async def _switch(line: SerialLine, conversation: Conversation, baud: int) -> None:
    """Both ends change once the host has acknowledged the answer."""
    await conversation.command(radio.SET_BAUD, bytes([BAUD_RATES.index(baud)]))
    conversation.acknowledge()
    await line.set_baud(baud)


async def _carries(conversation: Conversation) -> bool:
    try:
        return await conversation.command(DIAGNOSE, _EVERY_BYTE) == _EVERY_BYTE
    except DeviceError as error:
        if error.fault is DeviceFault.NOT_CONNECTED:
            raise
        return False


async def _switch_blindly(line: SerialLine, conversation: Conversation) -> None:
    """The chip may hear us though we do not hear it: ask it back to the power-up speed, then wake it there."""
    with contextlib.suppress(DeviceError):
        await conversation.command(radio.SET_BAUD, bytes([BAUD_RATES.index(START_BAUD)]), once=True)
        conversation.acknowledge()
    await line.set_baud(START_BAUD)
    line.write(_WAKE_UP)
    await conversation.command(radio.SAM, _NORMAL_MODE, ack_seconds=FIRST_ACK_SECONDS)
