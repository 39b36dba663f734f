"""The card reader driver for contactless readers behind PC/SC."""

from __future__ import annotations

from collections.abc import Mapping

from drivers.card.chip_options import CardOptions, ChipOptions
from drivers.card.emrtd.files import Habits
from drivers.options import checked
from drivers.ports import CardReading, CardRequest, DeviceError, DeviceFault, DeviceInfo, ProgressSink
from drivers.transport.pcsc_slot import PcscSlot


class PcscReader:
    """A CardReader (see ``drivers/ports.py``): the reader does the radio, pcscd the line, we the APDUs."""

    def __init__(self, name: str, options: ChipOptions) -> None:
        self._name = name
        self._options = options
        self._slot: PcscSlot | None = None
        self._habits = Habits()

    async def open(self) -> DeviceInfo:
        """Find the reader. Raises DeviceError."""
        await self.close()
        await self._options.prepare()
        self._slot = await PcscSlot.open(self._name)
        return DeviceInfo("pcsc", self._slot.name, "pcscd")

    async def close(self) -> None:
        """Let go of the reader."""
        slot, self._slot = self._slot, None
        if slot is not None:
            await slot.close()

    async def wait_for_card(self) -> None:
        """Return when a card lies there."""
        await self._reader().wait(present=True)

    async def read(self, request: CardRequest, progress: ProgressSink = lambda _: None) -> CardReading:
        """Power the card up and read it. Raises DeviceError."""
        await self.reset()
        return await self._options.read(self, request, progress, self._habits)

    async def wait_for_removal(self) -> None:
        """Return when no card lies there."""
        await self._reader().wait(present=False)
        self._habits = Habits()

    def card_kind(self) -> str:
        """See ``drivers/ports.py``; of a contactless card PC/SC makes an ATR from its ATS (part 3 §3.1.3.2.3)."""
        return f"ATR {self._slot.atr.hex(' ').upper()}" if self._slot is not None and self._slot.atr else ""

    async def transmit(self, apdu: bytes) -> bytes:
        """Carry one APDU (see ``drivers/card/link.py``). Raises DeviceError."""
        return await self._reader().transmit(apdu)

    async def reset(self) -> None:
        """Power the card off and on. Raises DeviceError CARD_REMOVED."""
        await self._reader().power_on()

    def _reader(self) -> PcscSlot:
        if self._slot is None:
            raise DeviceError(DeviceFault.NOT_CONNECTED, "PC/SC: not open")
        return self._slot


class Options(CardOptions):
    """See the README."""

    reader: str = ""
    """Part of its name; empty for the first one found."""


def create(options: Mapping[str, object]) -> PcscReader:
    """Make the driver. Raises DeviceError WRONG_SETTINGS."""
    said = checked(Options, options)
    return PcscReader(said.reader, ChipOptions.of(said))
