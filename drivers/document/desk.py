"""A camera above a desk: the newest frame is kept, `take` makes a page of what lies there."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence

from drivers.document.binding import bind
from drivers.document.taking import page_from_photograph
from drivers.picture import Picture
from drivers.ports import DeviceError, DeviceFault, PaperAdvice, PaperLabel, PaperPage
from drivers.transport.frames import Camera

_TRIES = 3
"""Frames looked at in one `take`: a hand may just be leaving the picture."""


class DeskCamera(Camera["_DeskEye"]):
    """A `DocumentCamera` over any source of frames."""

    def _new_eye(self) -> _DeskEye:
        return _DeskEye()

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
        eye = self._eye
        if eye is None:
            raise DeviceError(DeviceFault.NOT_CONNECTED, "not looking")
        return page_from_photograph(eye.next_picture())

    async def bind(self, pages: Sequence[PaperPage], label: PaperLabel) -> bytes:
        """Make one PDF/A-2b of the pages."""
        return await asyncio.to_thread(bind, pages, label)


class _DeskEye:
    """Hands the next frame of one stretch of looking to whoever waits for it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._picture: Picture | None = None
        self._error: DeviceError | None = None

    def next_picture(self) -> Picture:
        """Wait for a frame that begins after this call. Raises DeviceError when no frame follows."""
        with self._changed:
            self._picture = None
            self._changed.wait_for(lambda: self._picture is not None or self._error is not None)
            if self._picture is None:
                raise self._error or DeviceError(DeviceFault.NOT_CONNECTED)
            return self._picture

    def see(self, picture: Picture, at: float) -> None:
        with self._changed:
            self._picture = picture
            self._changed.notify_all()

    def shut(self, error: DeviceError | None) -> None:
        with self._changed:
            self._picture, self._error = None, error or DeviceError(DeviceFault.NOT_CONNECTED, "stopped")
            self._changed.notify_all()
