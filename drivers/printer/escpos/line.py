"""The way to a printer: its address, and the bytes of a serial line, a TCP port or a USB printer node with patience."""

from __future__ import annotations

import asyncio
import os
import socket
from dataclasses import dataclass

from drivers.ports import DeviceError, DeviceFault
from drivers.transport.line import Line, open_error
from drivers.transport.serial_line import SerialLine

_CONNECT_SECONDS = 5.0

_CHUNK = 4096
"""Bytes given to the line at a time; the patience of `send` is for each."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a printer is: ``serial:PATH``, ``tcp:HOST:PORT`` or ``file:PATH``."""

    kind: str
    place: str
    port: int = 0
    baud: int = 0

    @classmethod
    def parse(cls, text: str, baud: int) -> Address:
        """Read an address. Raises DeviceError WRONG_SETTINGS."""
        kind, _, place = text.partition(":")
        if kind in ("serial", "file") and place.startswith("/"):
            return cls(kind, place, baud=baud)
        host, _, port = place.rpartition(":")
        if kind == "tcp" and host and port.isdecimal() and 0 < int(port) < 65536:
            return cls(kind, host, port=int(port))
        raise DeviceError(DeviceFault.WRONG_SETTINGS, "at: serial:/dev/…, file:/dev/… or tcp:HOST:PORT")

    def __str__(self) -> str:
        return f"{self.kind}:{self.place}" + (f":{self.port}" if self.port else "")


class PrinterLine:
    """An open line on which printers are slow and often silent."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._inbox = bytearray()

    @classmethod
    async def open(cls, address: Address) -> PrinterLine:
        """Connect. Raises DeviceError: NOT_CONNECTED, BUSY, NOT_RESPONDING or WRONG_SETTINGS."""
        if address.kind == "serial":
            return cls(await SerialLine.open(address.place, address.baud))
        try:
            return cls(Line(await asyncio.to_thread(_open, address)))
        except TimeoutError as error:
            raise DeviceError(DeviceFault.NOT_RESPONDING, f"no connection to {address}") from error
        except OSError as error:
            raise open_error(str(address), error) from error

    async def send(self, data: bytes, seconds: float) -> None:
        """Send everything. Raises NOT_RESPONDING when nothing was taken for `seconds`, NOT_CONNECTED at the end."""
        for start in range(0, len(data), _CHUNK):
            self._line.write(data[start : start + _CHUNK])
            try:
                await asyncio.wait_for(self._line.drained(), seconds)
            except TimeoutError as error:
                raise DeviceError(DeviceFault.NOT_RESPONDING, "the printer takes no data") from error

    async def receive(self, seconds: float) -> int | None:
        """Return the next byte, or None when none comes in time. Raises NOT_CONNECTED when the line ended."""
        if not self._inbox:
            try:
                self._inbox += await asyncio.wait_for(self._line.read(), seconds)
            except TimeoutError:
                return None
        return self._inbox.pop(0)

    def forget(self) -> None:
        """Drop what came unasked."""
        self._inbox.clear()
        self._line.clear()

    async def close(self) -> None:
        """Close at once; what was not sent is dropped."""
        await self._line.close()


def _open(address: Address) -> int:
    if address.kind == "file":
        return os.open(address.place, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
    return socket.create_connection((address.place, address.port), _CONNECT_SECONDS).detach()
