"""A serial line as coroutines: pyserial on threads of its own, opened for us alone, every wait cancellable."""

from __future__ import annotations

import asyncio
import errno
import threading
from concurrent.futures import ThreadPoolExecutor

import serial

from drivers.ports import DeviceError, DeviceFault


class SerialLine:
    """One open port, 8N1. Made by :meth:`open`; all methods belong to the event loop that opened it."""

    def __init__(self, port: serial.Serial) -> None:
        self._port = port
        self._loop = asyncio.get_running_loop()
        self._received = bytearray()
        self._arrived = asyncio.Event()
        self._lost: DeviceError | None = None
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="serial-write")
        self._reader = threading.Thread(target=self._listen, name="serial-read", daemon=True)
        self._closing = False
        self._reader.start()

    @classmethod
    async def open(cls, path: str, baud: int) -> SerialLine:
        """Open a port. Raises DeviceError NOT_CONNECTED, BUSY or WRONG_SETTINGS."""
        return cls(await asyncio.to_thread(_open, path, baud))

    async def write(self, data: bytes) -> None:
        """Hand bytes to the port. Raises DeviceError NOT_CONNECTED."""
        await asyncio.wrap_future(self._writer.submit(self._write, data))
        if self._lost is not None:
            raise self._lost

    def post(self, data: bytes) -> None:
        """Send bytes after all that was written, without waiting: for an abort from a cancelled coroutine."""
        self._writer.submit(self._write, data)

    async def read(self) -> bytes:
        """Wait for bytes and take all that have come. Raises DeviceError NOT_CONNECTED."""
        while not self._received:
            if self._lost is not None:
                raise self._lost
            self._arrived.clear()
            await self._arrived.wait()
        data = bytes(self._received)
        self._received.clear()
        return data

    def clear(self) -> None:
        """Forget what has come and was not read."""
        self._received.clear()

    async def set_baud(self, baud: int) -> None:
        """Change the speed once all that was written is on its way. Raises DeviceError WRONG_SETTINGS."""
        try:
            await asyncio.wrap_future(self._writer.submit(self._set_baud, baud))
        except (ValueError, OSError) as error:
            raise DeviceError(DeviceFault.WRONG_SETTINGS, f"baud rate {baud}") from error

    async def close(self) -> None:
        """Send what was written, release the port and end the threads; harmless when done before."""
        if not self._closing:
            self._closing = True
            await asyncio.to_thread(self._close)

    def _close(self) -> None:
        self._writer.shutdown(wait=True)
        self._port.cancel_read()
        self._reader.join()
        self._port.close()

    def _write(self, data: bytes) -> None:
        try:
            self._port.write(data)
        except OSError as error:
            self._tell_lost(error)

    def _set_baud(self, baud: int) -> None:
        self._port.flush()
        self._port.baudrate = baud

    def _listen(self) -> None:
        while not self._closing:
            try:
                data = self._port.read(1)
                data += self._port.read(self._port.in_waiting)
            except (OSError, TypeError) as error:  # TypeError: closed under pyserial's feet
                self._tell_lost(error)
                return
            if data:
                self._call(self._take, data)

    def _take(self, data: bytes) -> None:
        self._received += data
        self._arrived.set()

    def _tell_lost(self, error: Exception) -> None:
        fault = DeviceError(DeviceFault.NOT_CONNECTED, f"serial line lost: {type(error).__name__}")
        self._call(self._lose, fault)

    def _lose(self, fault: DeviceError) -> None:
        self._lost = fault
        self._arrived.set()

    def _call(self, function: object, *arguments: object) -> None:
        """Run on the event loop; when that is closed nobody waits any more."""
        try:
            self._loop.call_soon_threadsafe(function, *arguments)  # type: ignore[arg-type]
        except RuntimeError:
            self._closing = True


def _open(path: str, baud: int) -> serial.Serial:
    try:
        return serial.Serial(path, baud, exclusive=True)
    except ValueError as error:
        raise DeviceError(DeviceFault.WRONG_SETTINGS, str(error)) from error
    except OSError as error:
        raise DeviceError(_open_fault(error), f"{path}: {error.strerror or type(error).__name__}") from error


def _open_fault(error: OSError) -> DeviceFault:
    if error.errno in (errno.EACCES, errno.EPERM, errno.ENOTTY, errno.EISDIR):
        return DeviceFault.WRONG_SETTINGS
    if error.errno in (errno.EBUSY, errno.EAGAIN) or "lock" in str(error):
        return DeviceFault.BUSY
    return DeviceFault.NOT_CONNECTED
