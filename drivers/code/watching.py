"""Watches a frame source in a thread of its own and tells the event loop which codes it saw.

`CameraScanner` is the whole of a camera-like driver but for its frames. A source that goes away (cable pulled) is
reported once to whoever waits for a code; the supervisor opens the driver anew.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

from drivers.code.engines import Decoded
from drivers.code.live import LiveReader
from drivers.ports import AimHint, DeviceError, DeviceFault, DeviceInfo, Frame, ScannedCode
from drivers.transport.frames import FrameSource, preview_of

_SILENCE = 2.0
"""Seconds for which a text that was just reported is not reported again."""


class CameraScanner:
    """A `CodeScanner` over any source of frames."""

    def __init__(self, source: FrameSource, describe: Callable[[str], DeviceInfo]) -> None:
        self._source = source
        self._describe = describe
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()
        self._arrived: asyncio.Queue[ScannedCode | DeviceError] = asyncio.Queue()
        self._frame: Frame | None = None
        self._hint = AimHint.NONE

    async def open(self) -> DeviceInfo:
        """Open the source once to identify it, and release it again: the camera is on only while it looks."""
        model = await asyncio.to_thread(self._identify)
        return self._describe(model)

    def _identify(self) -> str:
        if self._thread is not None:
            raise DeviceError(DeviceFault.BUSY, "already looking")
        try:
            return self._source.open()
        finally:
            self._source.close()

    async def close(self) -> None:
        """Stop looking and release the source."""
        await self.stop()

    async def start(self) -> None:
        """Begin to look; harmless when it looks already."""
        if self._thread is not None:
            return
        self._arrived = asyncio.Queue()
        self._stopping = threading.Event()
        arguments = (asyncio.get_running_loop(), self._arrived, self._stopping)
        self._thread = threading.Thread(target=self._watch, args=arguments, name="code-frames", daemon=True)
        self._thread.start()

    async def stop(self) -> None:
        """Stop looking and forget the last frame."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._stopping.set()
            await asyncio.to_thread(thread.join)
        self._frame, self._hint = None, AimHint.NONE

    async def next_code(self) -> ScannedCode:
        """Return the next code seen after start. Raises DeviceError when the source goes away."""
        arrived = await self._arrived.get()
        if isinstance(arrived, DeviceError):
            await self.stop()
            raise arrived
        return arrived

    def latest_frame(self) -> Frame | None:
        """The newest picture, at most 960 pixels wide."""
        return self._frame

    def hint(self) -> AimHint:
        """The instruction that helps now."""
        return self._hint

    def _watch(
        self,
        loop: asyncio.AbstractEventLoop,
        arrived: asyncio.Queue[ScannedCode | DeviceError],
        stopping: threading.Event,
    ) -> None:
        """Run in the thread: frames in, codes and at last perhaps one error out."""

        def tell(what: ScannedCode | DeviceError) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(arrived.put_nowait, what)

        reader, silence, last = LiveReader(), _Silence(), DeviceError(DeviceFault.DEFECT, "reading stopped")
        try:
            self._source.open()
            while not stopping.is_set():
                picture, at = self._source.next_frame()
                self._frame = preview_of(picture, at)
                for code in silence.new_ones(reader.feed(picture, at), at):
                    tell(ScannedCode(code.text, code.engine))
                self._hint = reader.hint
        except DeviceError as error:
            last = error
        finally:
            reader.close()
            self._source.close()
            if not stopping.is_set():  # whoever waits must hear of it, also when the cause is a bug
                tell(last)


class _Silence:
    """Keeps a text from being reported again while it stays in view."""

    def __init__(self) -> None:
        self._last: dict[str, float] = {}

    def new_ones(self, codes: list[Decoded], at: float) -> list[Decoded]:
        new = [code for code in codes if at - self._last.get(code.text, float("-inf")) > _SILENCE]
        self._last = {text: when for text, when in self._last.items() if at - when <= _SILENCE}
        self._last.update((code.text, at) for code in codes)
        return new
