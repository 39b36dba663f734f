"""A byte line as coroutines: an open descriptor (serial port, device node, socket) read and written without blocking.

The descriptor is watched by the event loop itself, so a line costs no thread and no hand-over between threads, which at
921,600 baud would take longer than the bytes. What can block, opening and draining, runs on a thread.
"""

from __future__ import annotations

import asyncio
import errno
import os

from drivers.ports import DeviceError, DeviceFault

_CHUNK = 4096


class Line:
    """One open descriptor, which belongs to it; all methods belong to the event loop that made it.

    Making one raises OSError for a plain file.
    """

    def __init__(self, file: int) -> None:
        os.set_blocking(file, False)
        self._file = file
        self._loop = asyncio.get_running_loop()
        self._received = bytearray()
        self._arrived = asyncio.Event()
        self._unsent = bytearray()
        self._room = asyncio.Event()
        self._open = True
        self._lost: DeviceError | None = None
        try:
            self._loop.add_reader(file, self._take)
        except OSError:  # a plain file cannot be waited for
            os.close(file)
            raise

    def write(self, data: bytes) -> None:
        """Send bytes after all that was written before. Raises DeviceError NOT_CONNECTED."""
        if self._lost is not None:
            raise self._lost
        self._unsent += data
        self._send()

    async def drained(self) -> None:
        """Return when the kernel has taken all that was written. Raises DeviceError NOT_CONNECTED."""
        while self._unsent and self._lost is None:
            self._room.clear()
            await self._room.wait()
        if self._lost is not None:
            raise self._lost

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

    async def close(self) -> None:
        """Release the descriptor, with whatever was not sent; harmless when done before."""
        if self._open:
            self._open = False
            self._lose("closed")
            await asyncio.to_thread(self._release)

    def _release(self) -> None:
        os.close(self._file)

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
        """Give the kernel what it takes now; the rest when it takes more."""
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
            self._room.set()

    def _lose(self, why: str) -> None:
        """From now on every call says that the line is gone; the loop no longer watches it."""
        self._loop.remove_reader(self._file)
        self._loop.remove_writer(self._file)
        self._lost = DeviceError(DeviceFault.NOT_CONNECTED, f"line: {why}")
        self._arrived.set()
        self._room.set()


def open_error(where: str, error: OSError) -> DeviceError:
    """What kept a line from opening; for some reasons pyserial has only words."""
    fault = DeviceFault.NOT_CONNECTED
    if error.errno in (errno.EACCES, errno.EPERM, errno.EISDIR, errno.EINVAL) or "configure" in str(error):
        fault = DeviceFault.WRONG_SETTINGS
    if error.errno in (errno.EBUSY, errno.EAGAIN) or "lock" in str(error):
        fault = DeviceFault.BUSY
    return DeviceError(fault, f"{where}: {error.strerror or type(error).__name__}")
