"""The card reader driver for a PN532 on a serial line."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from drivers.card.chip_options import CardOptions, ChipOptions
from drivers.card.emrtd.files import Habits
from drivers.card.pn532 import radio
from drivers.card.pn532.conversation import Conversation
from drivers.card.pn532.opening import START_BAUD, go_back, go_faster, wake_up
from drivers.card.pn532.radio import Target
from drivers.options import Baud, checked
from drivers.ports import (
    CardReading,
    CardRequest,
    DeviceError,
    DeviceFault,
    DeviceInfo,
    ProgressSink,
)
from drivers.transport.serial_line import SerialLine

FRESH_SECONDS = 1.0
"""So long a card that was found counts as still untouched in its start state; later it is activated anew."""
OFF_SECONDS = 0.01
"""Time without field after which every card has lost its state (ISO 14443-3 §5: 5.1 ms)."""
POLL_SECONDS = 0.15
"""Pause between two looks for a card."""


class Pn532Reader:
    """A CardReader (see ``drivers/ports.py``) over a PN532."""

    def __init__(self, port: str, baud: int, options: ChipOptions) -> None:
        self._port = port
        self._baud = baud
        self._options = options
        self._line: SerialLine | None = None
        self._conversation: Conversation | None = None
        self._target: Target | None = None
        self._activated = False
        """A card may still be active, also one that went out of reach for a moment."""
        self._listed_at = -FRESH_SECONDS
        self._habits = Habits()

    async def open(self) -> DeviceInfo:
        """Open the port, wake the PN532 and take it to the fastest agreed speed. Raises DeviceError."""
        await self.close()
        await self._options.prepare()
        line = await SerialLine.open(self._port, START_BAUD)
        try:
            conversation, model = await wake_up(line, self._baud)
            await go_faster(line, conversation, self._baud)
        except BaseException:
            await line.close()
            raise
        self._line, self._conversation = line, conversation
        return DeviceInfo("pn532", model, self._port)

    async def close(self) -> None:
        """Set the PN532 back to its power-up speed and release the port; harmless when it is gone."""
        line, conversation = self._line, self._conversation
        self._line = self._conversation = self._target = None
        if line is None or conversation is None:
            return
        with contextlib.suppress(DeviceError):
            await go_back(line, conversation)
        await line.close()

    async def wait_for_card(self) -> None:
        """Return when any card lies on the reader; reading tells a chip card from others."""
        while not await self._look():  # noqa: ASYNC110  a card can only be asked for
            await asyncio.sleep(POLL_SECONDS)

    async def read(self, request: CardRequest, progress: ProgressSink = lambda _: None) -> CardReading:
        """Activate the card anew and read it. Raises DeviceError."""
        fresh = asyncio.get_running_loop().time() < self._listed_at + FRESH_SECONDS
        if not fresh:
            await self.reset()
        self._listed_at = -FRESH_SECONDS
        return await self._options.read(self, request, progress, self._habits)

    async def wait_for_removal(self) -> None:
        """Return when the card that lay there is gone."""
        while await self._is_present():  # noqa: ASYNC110  a card can only be asked for
            await asyncio.sleep(POLL_SECONDS)
        self._forget()

    def card_kind(self) -> str:
        """See ``drivers/ports.py``."""
        return self._target.kind if self._target is not None else ""

    async def transmit(self, apdu: bytes) -> bytes:
        """Carry one APDU (see ``drivers/card/link.py``). Raises DeviceError."""
        target = self._target
        if target is None:
            raise DeviceError(DeviceFault.CARD_REMOVED, "PN532: no card in the field")
        if not target.is_chip_card:
            raise DeviceError(DeviceFault.NOT_A_CHIP_CARD, "the card does not speak ISO 14443-4")
        try:
            return await radio.exchange(self._talk(), target, apdu)
        except DeviceError as error:
            if error.fault in (DeviceFault.CARD_REMOVED, DeviceFault.CARD_CHANGED):
                self._forget()
            raise

    async def reset(self) -> None:
        """Activate the card anew. Raises DeviceError CARD_REMOVED."""
        if not await self._look():
            raise DeviceError(DeviceFault.CARD_REMOVED, "PN532: no card in the field")

    async def _look(self) -> bool:
        """Look for a card once; one that was active before starts anew, as an active card ignores the call."""
        if self._activated:
            await radio.field_off(self._talk())
            await asyncio.sleep(OFF_SECONDS)
        self._target = await radio.find_target(self._talk())
        self._activated = self._target is not None
        if self._target is None:
            self._forget()
            return False
        self._listed_at = asyncio.get_running_loop().time()
        return True

    async def _is_present(self) -> bool:
        """A chip card answers a presence check; another card must be looked for."""
        if self._target is not None and self._target.is_chip_card and await radio.is_present(self._talk()):
            return True
        return await self._look()

    def _forget(self) -> None:
        self._target, self._listed_at, self._habits = None, -FRESH_SECONDS, Habits()

    def _talk(self) -> Conversation:
        if self._conversation is None:
            raise DeviceError(DeviceFault.NOT_CONNECTED, "PN532: not open")
        return self._conversation


class Options(CardOptions):
    """See the README."""

    port: Annotated[str, Field(min_length=1)]
    baud: Baud = 921_600
    """The fastest to try."""


def create(options: Mapping[str, object]) -> Pn532Reader:
    """Make the driver. Raises DeviceError WRONG_SETTINGS."""
    said = checked(Options, options)
    return Pn532Reader(said.port, said.baud, ChipOptions.of(said))
