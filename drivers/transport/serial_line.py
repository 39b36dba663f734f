"""A serial line: a port that pyserial opened for us alone, 8N1, whose speed can change."""

from __future__ import annotations

import asyncio

import serial

from drivers.ports import DeviceError, DeviceFault
from drivers.transport.line import Line, open_error


class SerialLine(Line):
    """One open port. Made by :meth:`open`."""

    def __init__(self, port: serial.Serial) -> None:
        super().__init__(port.fileno())
        self._port = port

    @classmethod
    async def open(cls, path: str, baud: int) -> SerialLine:
        """Open a port. Raises DeviceError NOT_CONNECTED, BUSY or WRONG_SETTINGS."""
        try:
            return cls(await asyncio.to_thread(serial.Serial, path, baud, exclusive=True))
        except ValueError as error:
            raise DeviceError(DeviceFault.WRONG_SETTINGS, str(error)) from error
        except OSError as error:
            raise open_error(path, error) from error

    async def set_baud(self, baud: int) -> None:
        """Change the speed once all that was written is on its way. Raises DeviceError WRONG_SETTINGS."""
        try:
            await asyncio.to_thread(self._set_baud, baud)
        except (ValueError, OSError) as error:
            raise DeviceError(DeviceFault.WRONG_SETTINGS, f"baud rate {baud}") from error

    def _set_baud(self, baud: int) -> None:
        self._port.flush()
        self._port.baudrate = baud

    def _release(self) -> None:
        self._port.close()
