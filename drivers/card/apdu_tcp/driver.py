"""The card reader driver for a chip at the other end of a TCP connection: another program, or another machine."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from drivers.card.chip_options import CardOptions, ChipOptions
from drivers.card.emrtd.files import Habits
from drivers.options import checked
from drivers.ports import CardReading, CardRequest, DeviceError, DeviceFault, DeviceInfo, ProgressSink
from drivers.transport.apdu_stream import ApduStream

POLL_SECONDS = 0.2


class ApduTcpReader:
    """A CardReader (see ``drivers/ports.py``): a card lies there as long as the other end takes connections."""

    def __init__(self, host: str, port: int, options: ChipOptions) -> None:
        self._host = host
        self._port = port
        self._options = options
        self._stream: ApduStream | None = None
        self._habits = Habits()

    async def open(self) -> DeviceInfo:
        """Nothing but the trust files to open before a card is wanted."""
        await self.close()
        await self._options.prepare()
        return DeviceInfo("apdu_tcp", "APDU over TCP", f"{self._host}:{self._port}")

    async def close(self) -> None:
        """Hang up."""
        stream, self._stream = self._stream, None
        if stream is not None:
            await stream.close()

    async def wait_for_card(self) -> None:
        """Return when the other end takes a connection."""
        while self._stream is None:
            try:
                self._stream = await self._connect()
            except DeviceError:
                await asyncio.sleep(POLL_SECONDS)

    def card_kind(self) -> str:
        """See ``drivers/ports.py``: nothing is known here."""
        return ""

    async def read(self, request: CardRequest, progress: ProgressSink = lambda _: None) -> CardReading:
        """Read the card in a new connection, which is its power-up. Raises DeviceError."""
        await self.reset()
        return await self._options.read(self, request, progress, self._habits)

    async def wait_for_removal(self) -> None:
        """Return when the other end has hung up."""
        if self._stream is not None:
            await self._stream.closed()
        await self.close()
        self._habits = Habits()

    async def transmit(self, apdu: bytes) -> bytes:
        """Carry one APDU (see ``drivers/card/link.py``). Raises DeviceError."""
        if self._stream is None:
            raise DeviceError(DeviceFault.CARD_REMOVED, "not connected")
        try:
            return await self._stream.exchange(apdu)
        except BaseException:  # the connection is out of step: never use it again
            await self.close()
            raise

    async def reset(self) -> None:
        """Hang up and connect anew. Raises DeviceError CARD_REMOVED."""
        await self.close()
        try:
            self._stream = await self._connect()
        except DeviceError as error:
            raise DeviceError(DeviceFault.CARD_REMOVED, error.detail) from error

    async def _connect(self) -> ApduStream:
        return await ApduStream.connect(self._host, self._port)


class Options(CardOptions):
    """See the README."""

    address: Annotated[str, Field(pattern=r"^.+:\d{1,5}$")]
    """``HOST:PORT``"""


def create(options: Mapping[str, object]) -> ApduTcpReader:
    """Make the driver. Raises DeviceError WRONG_SETTINGS."""
    said = checked(Options, options)
    host, _, port = said.address.rpartition(":")
    return ApduTcpReader(host, int(port), ChipOptions.of(said))
