"""A `CodeScanner` over a serial line: no picture, no hint, texts as they come."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from drivers.code.repeats import Repeats
from drivers.code.serial_scanner.lines import Lines
from drivers.ports import AimHint, DeviceError, DeviceFault, DeviceInfo, Frame, ScannedCode
from drivers.transport.serial_line import SerialLine

_PAUSE = 0.15
"""Seconds of silence that end a text without line end; a scanner sends a whole code in one go."""


class SerialScanner:
    """One scanner; what it sends while nobody looks is thrown away."""

    pictures = False

    def __init__(self, port: str, baud: int) -> None:
        self._port = port
        self._baud = baud
        self._line: SerialLine | None = None
        self._looking = False
        self._lines = Lines()
        self._ready: list[str] = []
        self._repeats = Repeats()

    async def open(self) -> DeviceInfo:
        """Open the port. Raises DeviceError."""
        await self.close()
        self._line = await SerialLine.open(self._port, self._baud)
        return DeviceInfo("serial_scanner", "serial scanner", self._port)

    async def close(self) -> None:
        """Release the port."""
        line, self._line = self._line, None
        await self.stop()
        if line is not None:
            await line.close()

    async def start(self) -> None:
        """Forget what was sent so far and begin to listen. Raises DeviceError NOT_CONNECTED when it is not open."""
        if self._line is None:
            raise DeviceError(DeviceFault.NOT_CONNECTED, self._port)
        if not self._looking:
            self._line.clear()
            self._forget()
            self._looking = True

    async def stop(self) -> None:
        """Stop listening and forget."""
        self._looking = False
        self._forget()

    async def next_code(self) -> ScannedCode:
        """Return the next text. Raises DeviceError NOT_CONNECTED when the scanner goes away."""
        while True:
            while self._ready:
                text = self._ready.pop(0)
                if self._repeats.is_new(text, asyncio.get_running_loop().time()):
                    return ScannedCode(text, "serial")
            self._ready = await self._more()

    def latest_frame(self) -> Frame | None:
        """A scanner shows no picture."""
        return None

    def hint(self) -> AimHint:
        """A scanner aims by its own light."""
        return AimHint.NONE

    async def _more(self) -> list[str]:
        if self._line is None:
            raise DeviceError(DeviceFault.NOT_CONNECTED, self._port)
        if not self._lines.waiting:
            return self._lines.take(await self._line.read())
        with suppress(TimeoutError):
            async with asyncio.timeout(_PAUSE):
                return self._lines.take(await self._line.read())
        return self._lines.flush()

    def _forget(self) -> None:
        self._lines, self._ready, self._repeats = Lines(), [], Repeats()
