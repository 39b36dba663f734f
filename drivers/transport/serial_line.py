"""A serial line as coroutines: opened by pyserial for us alone, read and written without ever blocking.

The port is non-blocking and watched by the event loop itself, so a line costs no thread and no hand-over between
threads, which at 921,600 baud would take longer than the bytes. What can block, opening and draining, runs on a thread.
"""

from __future__ import annotations

import asyncio
import errno
import os

import serial

from drivers.ports import DeviceError, DeviceFault

_CHUNK = 4096


class SerialLine:
    """One open port, 8N1. Made by :meth:`open`; all methods belong to the event loop that opened it."""

    def __init__(self, port: serial.Serial) -> None:
        self._port = port
        self._file: int = port.fileno()
        self._loop = asyncio.get_running_loop()
        self._received = bytearray()
        self._arrived = asyncio.Event()
        self._unsent = bytearray()
        self._lost: DeviceError | None = None
        self._loop.add_reader(self._file, self._take)

    @classmethod
    async def open(cls, path: str, baud: int) -> SerialLine:
        """Open a port. Raises DeviceError NOT_CONNECTED, BUSY or WRONG_SETTINGS."""
        return cls(await asyncio.to_thread(_open, path, baud))

    def write(self, data: bytes) -> None:
        """Send bytes after all that was written before. Raises DeviceError NOT_CONNECTED."""
        if self._lost is not None:
            raise self._lost
        self._unsent += data
        self._send()

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

    @property
    def waiting(self) -> int:
        """Bytes that have come and were not read."""
        return len(self._received)

    def clear(self) -> None:
        """Forget what has come and was not read."""
        self._received.clear()

    async def set_baud(self, baud: int) -> None:
        """Change the speed once all that was written is on its way. Raises DeviceError WRONG_SETTINGS."""
        try:
            await asyncio.to_thread(self._set_baud, baud)
        except (ValueError, OSError) as error:
            raise DeviceError(DeviceFault.WRONG_SETTINGS, f"baud rate {baud}") from error

    async def close(self) -> None:
        """Release the port; harmless when done before."""
        if self._port.is_open:
            self._loop.remove_reader(self._file)
            self._loop.remove_writer(self._file)
            self._lose("closed")
            await asyncio.to_thread(self._port.close)

    def _set_baud(self, baud: int) -> None:
        self._port.flush()
        self._port.baudrate = baud

    def _take(self) -> None:
        try:
            data = os.read(self._file, _CHUNK)
        except BlockingIOError:
            return
        except OSError as error:
            self._lose(type(error).__name__)
            return
        if not data:
            self._lose("end of file")
            return
        self._received += data
        self._arrived.set()

    def _send(self) -> None:
        """Give the port what it takes now; the rest when it takes more."""
        try:
            sent = os.write(self._file, self._unsent)
        except BlockingIOError:
            sent = 0
        except OSError as error:
            self._lose(type(error).__name__)
            return
        del self._unsent[:sent]
        if self._unsent:
            self._loop.add_writer(self._file, self._send)
        else:
            self._loop.remove_writer(self._file)

    def _lose(self, why: str) -> None:
        """From now on every call says that the line is gone; the loop no longer watches it."""
        self._loop.remove_reader(self._file)
        self._loop.remove_writer(self._file)
        self._lost = DeviceError(DeviceFault.NOT_CONNECTED, f"serial line: {why}")
        self._arrived.set()


def _open(path: str, baud: int) -> serial.Serial:
    try:
        port = serial.Serial(path, baud, exclusive=True)
    except ValueError as error:
        raise DeviceError(DeviceFault.WRONG_SETTINGS, str(error)) from error
    except OSError as error:
        raise DeviceError(_open_fault(error), f"{path}: {error.strerror or type(error).__name__}") from error
    os.set_blocking(port.fileno(), False)
    return port


def _open_fault(error: OSError) -> DeviceFault:
    """What kept a port from opening; for some reasons pyserial has only words."""
    if error.errno in (errno.EACCES, errno.EPERM, errno.EISDIR) or "configure" in str(error):
        return DeviceFault.WRONG_SETTINGS
    if error.errno in (errno.EBUSY, errno.EAGAIN) or "lock" in str(error):
        return DeviceFault.BUSY
    return DeviceFault.NOT_CONNECTED
