"""Tells the event loop which codes the frames of a camera show: the whole of a camera-like scanner but for its frames.

A source that goes away (cable pulled) is reported once to whoever waits for a code; the supervisor opens it anew.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from drivers.code.live import LiveReader
from drivers.code.repeats import Repeats
from drivers.picture import Picture
from drivers.ports import AimHint, DeviceError, DeviceInfo, ScannedCode
from drivers.transport.frames import Camera, FrameSource

_Arrived = asyncio.Queue[ScannedCode | DeviceError]


class CameraScanner(Camera["_CodeEye"]):
    """A `CodeScanner` over any source of frames."""

    pictures = True

    def __init__(self, source: FrameSource, describe: Callable[[str], DeviceInfo]) -> None:
        super().__init__(source, describe)
        self._arrived: _Arrived = asyncio.Queue()

    def _new_eye(self) -> _CodeEye:
        self._arrived = asyncio.Queue()
        return _CodeEye(self._arrived)

    async def next_code(self) -> ScannedCode:
        """Return the next code seen after start. Raises DeviceError when the source goes away."""
        arrived = await self._arrived.get()
        if isinstance(arrived, DeviceError):
            await self.stop()
            raise arrived
        return arrived

    def hint(self) -> AimHint:
        """The instruction that helps now."""
        eye = self._eye
        return AimHint.NONE if eye is None else eye.hint


class _CodeEye:
    """Reads the frames of one stretch of looking."""

    def __init__(self, arrived: _Arrived) -> None:
        self._loop = asyncio.get_running_loop()
        self._arrived = arrived
        self._reader = LiveReader()
        self._repeats = Repeats()
        self.hint = AimHint.NONE

    def see(self, picture: Picture, at: float) -> None:
        for code in self._reader.feed(picture, at):
            if self._repeats.is_new(code.text, at):
                self._tell(ScannedCode(code.text, code.engine))
        self.hint = self._reader.hint

    def shut(self, error: DeviceError | None) -> None:
        self._reader.close()
        if error is not None:
            self._tell(error)

    def _tell(self, what: ScannedCode | DeviceError) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._arrived.put_nowait, what)
