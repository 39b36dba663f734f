"""A camera above a desk: a thread of its own keeps the newest frame, `take` makes a page of what lies there."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence

from drivers.document.binding import bind
from drivers.document.taking import page_from_photograph
from drivers.picture import Picture
from drivers.ports import DeviceError, DeviceFault, DeviceInfo, Frame, PaperAdvice, PaperLabel, PaperPage
from drivers.transport.frames import FrameSource, preview_of

_TRIES = 3
"""Frames looked at in one `take`: a hand may just be leaving the picture."""


class DeskCamera:
    """A `DocumentCamera` over any source of frames."""

    def __init__(self, source: FrameSource, describe: Callable[[str], DeviceInfo]) -> None:
        self._source = source
        self._describe = describe
        self._watch: _Watch | None = None

    async def open(self) -> DeviceInfo:
        """Open the source once to identify it, and release it again: the camera is on only while it looks."""
        return self._describe(await asyncio.to_thread(self._identify))

    def _identify(self) -> str:
        if self._watch is not None:
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
        if self._watch is None:
            self._watch = _Watch(self._source)

    async def stop(self) -> None:
        """Stop looking and forget the last frame."""
        watch, self._watch = self._watch, None
        if watch is not None:
            await asyncio.to_thread(watch.end)

    async def take(self) -> PaperPage | PaperAdvice:
        """Take the page that lies there now, or say what is in the way. Raises DeviceError."""
        advice = PaperAdvice.NO_SHEET
        for _ in range(_TRIES):
            page = await asyncio.to_thread(self._take)
            if isinstance(page, PaperPage):
                return page
            advice = page
        return advice

    def _take(self) -> PaperPage | PaperAdvice:
        if self._watch is None:
            raise DeviceError(DeviceFault.NOT_CONNECTED, "not looking")
        return page_from_photograph(self._watch.next_picture())

    def latest_frame(self) -> Frame | None:
        """The newest picture, at most 960 pixels wide."""
        return None if self._watch is None else self._watch.preview

    async def bind(self, pages: Sequence[PaperPage], label: PaperLabel) -> bytes:
        """Make one PDF/A-2b of the pages."""
        return await asyncio.to_thread(bind, pages, label)


class _Watch:
    """One stretch of looking: a thread that takes frames until it is ended or the source goes away."""

    def __init__(self, source: FrameSource) -> None:
        self._source = source
        self._ending = threading.Event()
        self._changed = threading.Condition()
        self._picture: Picture | None = None
        self._error: DeviceError | None = None
        self.preview: Frame | None = None
        self._thread = threading.Thread(target=self._run, name="paper-frames", daemon=True)
        self._thread.start()

    def next_picture(self) -> Picture:
        """Wait for a frame that begins after this call."""
        with self._changed:
            self._picture = None
            self._changed.wait_for(lambda: self._picture is not None or self._error is not None)
            if self._picture is None:
                raise self._error or DeviceError(DeviceFault.NOT_CONNECTED)
            return self._picture

    def end(self) -> None:
        """Stop and release the source."""
        self._ending.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            self._source.open()
            while not self._ending.is_set():
                picture, at = self._source.next_frame()
                self.preview = preview_of(picture, at)
                self._tell(picture, None)
            self._tell(None, DeviceError(DeviceFault.NOT_CONNECTED, "stopped"))
        except DeviceError as error:
            self._tell(None, error)
        finally:
            self._source.close()

    def _tell(self, picture: Picture | None, error: DeviceError | None) -> None:
        with self._changed:
            self._picture, self._error = picture, error
            self._changed.notify_all()
