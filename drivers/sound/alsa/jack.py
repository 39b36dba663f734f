"""The headset's socket: an input device of the kernel with the switch SW_HEADPHONE_INSERT.

Source: linux/input.h (struct input_event, EVIOCGSW) and linux/input-event-codes.h (EV_SW 5, SW_HEADPHONE_INSERT 2).
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import struct

from drivers.ports import DeviceError, DeviceFault

_EVENT = struct.Struct("@llHHi")
"""Seconds, microseconds, type, code, value."""
_SWITCH, _HEADPHONE = 5, 2
_SWITCHES = 0x8001451B
"""EVIOCGSW(1): the state of the first eight switches."""
_MANY = 64


class Jack:
    """Follows one socket; without a path there is none, and no headset is ever plugged in."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._file: int | None = None
        self._lost: DeviceError | None = None
        self._plugged = False
        self._changed = asyncio.Event()

    def open(self) -> None:
        """Open the socket and learn its state. Raises DeviceError NOT_CONNECTED."""
        self._lost = None
        if not self._path:
            return
        try:
            self._file = os.open(self._path, os.O_RDONLY | os.O_NONBLOCK)
        except OSError as error:
            raise DeviceError(DeviceFault.NOT_CONNECTED, f"{self._path}: {error.strerror}") from error
        self._tell(plugged=self._ask(self._file))
        asyncio.get_running_loop().add_reader(self._file, self._read, self._file)

    def close(self) -> None:
        """Let go: nobody is known to wear a headset."""
        if self._file is not None:
            asyncio.get_running_loop().remove_reader(self._file)
            os.close(self._file)
            self._file = None
        self._tell(plugged=False)

    async def wait(self, plugged: bool) -> None:
        """Return when the socket is in this state. Raises DeviceError when the device vanished."""
        while self._plugged is not plugged:
            if self._lost is not None:
                raise self._lost
            self._changed.clear()
            await self._changed.wait()

    def _ask(self, file: int) -> bool:
        """A socket that cannot say its state counts as empty: nothing private is said then."""
        switches = bytearray(1)
        try:
            fcntl.ioctl(file, _SWITCHES, switches)
        except OSError:
            return False
        return bool(switches[0] & 1 << _HEADPHONE)

    def _read(self, file: int) -> None:
        try:
            events = os.read(file, _EVENT.size * _MANY)
        except BlockingIOError:
            return
        except OSError:
            events = b""
        if not events:
            self.close()
            self._lost = DeviceError(DeviceFault.NOT_CONNECTED, f"{self._path} vanished")
            self._changed.set()
        for _, _, kind, code, value in _EVENT.iter_unpack(events[: len(events) // _EVENT.size * _EVENT.size]):
            if (kind, code) == (_SWITCH, _HEADPHONE):
                self._tell(plugged=bool(value))

    def _tell(self, *, plugged: bool) -> None:
        self._plugged = plugged
        self._changed.set()
