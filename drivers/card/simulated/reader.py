"""A card reader without a device: the real chip protocols run against a software card in the same process."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator

from drivers.card.chip_options import CardOptions, ChipOptions
from drivers.card.emrtd.files import Habits
from drivers.card.simulated.chip import SoftwareChip
from drivers.card.simulated.link import InProcessLink
from drivers.card.simulated.profiles import DEFAULT, PROFILES, issue
from drivers.options import checked
from drivers.ports import CardReading, CardRequest, DeviceError, DeviceFault, DeviceInfo, ProgressSink


class SimulatedCardReader:
    """Cards are laid and lifted from outside, also in the middle of a reading; `plugged_in` pulls the plug."""

    def __init__(self, options: ChipOptions | None = None, chip: SoftwareChip | None = None) -> None:
        self._options = options or ChipOptions()
        self._chip = chip
        self._changed = asyncio.Condition()
        self.plugged_in = True

    async def lay(self, chip: SoftwareChip) -> None:
        """Lay a card on the reader; one that lies there is taken away."""
        await self._put(chip)

    async def lift(self) -> None:
        """Take the card away."""
        await self._put(None)

    async def open(self) -> DeviceInfo:
        """Plug in. Raises NOT_CONNECTED when `plugged_in` is False."""
        self._need_plug()
        return DeviceInfo("simulated", "software card", "memory", simulated=True)

    async def close(self) -> None:
        """Let go; the card stays where it lies."""

    async def wait_for_card(self) -> None:
        """Return when a card lies there."""
        self._need_plug()
        async with self._changed:
            await self._changed.wait_for(lambda: self._chip is not None)

    async def wait_for_removal(self) -> None:
        """Return when no card lies there."""
        self._need_plug()
        async with self._changed:
            await self._changed.wait_for(lambda: self._chip is None)

    def card_kind(self) -> str:
        """See ``drivers/ports.py``: nothing is known here."""
        return ""

    async def read(self, request: CardRequest, progress: ProgressSink = lambda _: None) -> CardReading:
        """Read the card with the real protocols. Raises DeviceError."""
        self._need_plug()
        if self._chip is None:
            raise DeviceError(DeviceFault.CARD_REMOVED, "no card on the simulated reader")
        return await self._options.read(_Contact(self, self._chip), request, progress, Habits())

    def on_reader(self, chip: SoftwareChip) -> bool:
        """True while this very card lies there and the reader is plugged in."""
        return self.plugged_in and self._chip is chip

    async def _put(self, chip: SoftwareChip | None) -> None:
        async with self._changed:
            self._chip = chip
            self._changed.notify_all()

    def _need_plug(self) -> None:
        if not self.plugged_in:
            raise DeviceError(DeviceFault.NOT_CONNECTED, "simulated reader is unplugged")


class _Contact(InProcessLink):
    """A link that breaks when its card is lifted or the reader unplugged."""

    def __init__(self, reader: SimulatedCardReader, chip: SoftwareChip) -> None:
        super().__init__(chip)
        self._reader = reader
        self._own = chip

    async def transmit(self, apdu: bytes) -> bytes:
        """Give the loop a turn, so that a reading can be watched, cancelled and torn; then answer."""
        await asyncio.sleep(0)
        if not self._reader.plugged_in:
            raise DeviceError(DeviceFault.NOT_CONNECTED, "simulated reader is unplugged")
        if not self._reader.on_reader(self._own):
            raise DeviceError(DeviceFault.CARD_REMOVED, "card was taken from the simulated reader")
        return await super().transmit(apdu)


def _known(profile: str) -> str:
    if profile not in PROFILES:
        raise ValueError(f"one of {', '.join(PROFILES)}")
    return profile


class Options(CardOptions):
    """What lies there."""

    profile: Annotated[str, AfterValidator(_known)] = DEFAULT
    """Name of a card of the test bench."""


def create(options: Mapping[str, object]) -> SimulatedCardReader:
    """Make a reader on which a card already lies. Raises DeviceError WRONG_SETTINGS."""
    said = checked(Options, options)
    return SimulatedCardReader(ChipOptions.of(said), issue(said.profile).chip)
