"""The byte stream to a printer: a serial line, a TCP port or a USB printer node, never blocking the loop."""

from __future__ import annotations

import asyncio
import errno
import os
from dataclasses import dataclass

import serial

from drivers.ports import DeviceError, DeviceFault

_CONNECT_SECONDS = 5.0

_CHUNK = 4096
"""Bytes given to the line at a time; the patience of `send` is for each."""

_FAULTS = {
    errno.EBUSY: DeviceFault.BUSY,
    errno.EAGAIN: DeviceFault.BUSY,
    errno.EACCES: DeviceFault.WRONG_SETTINGS,
    errno.EPERM: DeviceFault.WRONG_SETTINGS,
    errno.EISDIR: DeviceFault.WRONG_SETTINGS,
    errno.EINVAL: DeviceFault.WRONG_SETTINGS,
}


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


class _Wire(asyncio.Protocol):
    """What the loop tells of an open line: bytes that came, room to write, the end."""

    def __init__(self) -> None:
        self.inbox = bytearray()
        self.news = asyncio.Event()
        self.room = asyncio.Event()
        self.room.set()
        self.lost = False

    def data_received(self, data: bytes) -> None:
        self.inbox += data
        self.news.set()

    def pause_writing(self) -> None:
        self.room.clear()

    def resume_writing(self) -> None:
        self.room.set()

    def connection_lost(self, exc: Exception | None) -> None:
        self.lost = True
        self.news.set()
        self.room.set()


class Line:
    """An open stream in both directions."""

    def __init__(self, wire: _Wire, forth: asyncio.WriteTransport, back: asyncio.BaseTransport) -> None:
        self._wire = wire
        self._forth = forth
        self._back = back
        forth.set_write_buffer_limits(high=0)  # "room" then means that everything is with the kernel

    @classmethod
    async def open(cls, address: Address) -> Line:
        """Connect. Raises DeviceError: NOT_CONNECTED, BUSY, NOT_RESPONDING or WRONG_SETTINGS."""
        try:
            if address.kind == "tcp":
                connecting = asyncio.get_running_loop().create_connection(_Wire, address.place, address.port)
                forth, wire = await asyncio.wait_for(connecting, _CONNECT_SECONDS)
                return cls(wire, forth, forth)
            return await cls._of_node(_open_node(address))
        except TimeoutError as error:
            raise DeviceError(DeviceFault.NOT_RESPONDING, f"no connection to {address}") from error
        except OSError as error:
            raise _as_fault(error) from error

    @classmethod
    async def _of_node(cls, node: int) -> Line:
        """Attach both directions of a device node; it is duplicated, since each direction closes its own."""
        loop, wire = asyncio.get_running_loop(), _Wire()
        back, _ = await loop.connect_read_pipe(lambda: wire, os.fdopen(os.dup(node), "rb", buffering=0))
        forth, _ = await loop.connect_write_pipe(lambda: wire, os.fdopen(node, "wb", buffering=0))
        return cls(wire, forth, back)

    async def send(self, data: bytes, seconds: float) -> None:
        """Send everything. Raises NOT_RESPONDING when nothing was taken for `seconds`, NOT_CONNECTED at the end."""
        for start in range(0, len(data), _CHUNK):
            self._need_wire()
            self._forth.write(data[start : start + _CHUNK])
            try:
                await asyncio.wait_for(self._wire.room.wait(), seconds)
            except TimeoutError as error:
                raise DeviceError(DeviceFault.NOT_RESPONDING, "the printer takes no data") from error
        self._need_wire()

    async def receive(self, seconds: float) -> int | None:
        """Return the next byte, or None when none comes in time. Raises NOT_CONNECTED when the line ended."""
        if not self._wire.inbox:
            self._need_wire()
            self._wire.news.clear()
            try:
                await asyncio.wait_for(self._wire.news.wait(), seconds)
            except TimeoutError:
                return None
        if not self._wire.inbox:
            self._need_wire()
        return self._wire.inbox.pop(0)

    def forget(self) -> None:
        """Drop what came unasked."""
        self._wire.inbox.clear()

    async def close(self) -> None:
        """Close both directions at once; what was not sent is dropped."""
        if not self._forth.is_closing():
            self._forth.abort()
        if not self._back.is_closing():
            self._back.close()
        await asyncio.sleep(0)  # the loop closes the descriptors in its next round

    def _need_wire(self) -> None:
        if self._wire.lost:
            raise DeviceError(DeviceFault.NOT_CONNECTED, "the line was closed by the other side")


def _open_node(address: Address) -> int:
    if address.kind == "file":
        return os.open(address.place, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
    try:
        with serial.Serial(address.place, address.baud, timeout=0, exclusive=True) as port:
            return os.dup(port.fileno())
    except ValueError as error:
        raise DeviceError(DeviceFault.WRONG_SETTINGS, str(error)) from error


def _as_fault(error: OSError) -> DeviceError:
    return DeviceError(_FAULTS.get(error.errno or 0, DeviceFault.NOT_CONNECTED), error.strerror or str(error))
