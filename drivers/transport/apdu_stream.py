"""APDUs over a TCP connection: a length of two bytes, most significant first, then the bytes; one answer each."""

from __future__ import annotations

import asyncio
import contextlib

from drivers.ports import DeviceError, DeviceFault

CONNECT_SECONDS = 3.0
ANSWER_SECONDS = 10.0
"""Chips may think for seconds."""
_CHUNK = 4096


class ApduStream:
    """One connection; the card at the other end is powered as long as it lasts."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def connect(cls, host: str, port: int) -> ApduStream:
        """Connect. Raises DeviceError NOT_CONNECTED."""
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                return cls(*await asyncio.open_connection(host, port))
        except (OSError, TimeoutError) as error:
            raise DeviceError(DeviceFault.NOT_CONNECTED, f"{host}:{port}: {type(error).__name__}") from error

    async def exchange(self, apdu: bytes) -> bytes:
        """Send an APDU and return the answer. Raises DeviceError CARD_REMOVED when the other end hangs up."""
        try:
            self._writer.write(len(apdu).to_bytes(2, "big") + apdu)
            async with asyncio.timeout(ANSWER_SECONDS):
                await self._writer.drain()
                size = int.from_bytes(await self._reader.readexactly(2), "big")
                return await self._reader.readexactly(size)
        except TimeoutError as error:
            raise DeviceError(DeviceFault.NOT_RESPONDING, "no answer over TCP") from error
        except (OSError, asyncio.IncompleteReadError) as error:
            raise DeviceError(DeviceFault.CARD_REMOVED, "the other end hung up") from error

    async def closed(self) -> None:
        """Return when the other end has hung up."""
        with contextlib.suppress(OSError):
            while await self._reader.read(_CHUNK):
                pass  # what nobody asked for is not kept

    async def close(self) -> None:
        """Hang up."""
        self._writer.close()
        with contextlib.suppress(OSError):
            await self._writer.wait_closed()
