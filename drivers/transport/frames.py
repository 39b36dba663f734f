"""What camera-like drivers share: where frames come from, the thread that takes them, what the screen gets of them."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

import cv2

from drivers.picture import Picture
from drivers.ports import DeviceError, DeviceFault, DeviceInfo, Frame

_PREVIEW_WIDTH = 960
"""Pixels of the preview: no tile on the screen is wider."""


class FrameSource(Protocol):
    """Gives frames to one reading thread. Every method may block and runs in that thread only."""

    def open(self) -> str:
        """Open and return what the device calls itself. Raises DeviceError."""

    def next_frame(self) -> tuple[Picture, float]:
        """Wait for the next BGR frame and return it with its monotonic time; raises DeviceError, also after 2 s."""

    def close(self) -> None:
        """Release the device; harmless when it is closed or gone."""


class Eye(Protocol):
    """Sees the frames of one stretch of looking. Both methods run in the thread that takes them."""

    def see(self, picture: Picture, at: float) -> None:
        """Look at a BGR frame taken `at` (monotonic seconds)."""

    def shut(self, error: DeviceError | None) -> None:
        """Learn that no frame follows, and why when nobody asked for the end: the source went away."""


EyeKind = TypeVar("EyeKind", bound=Eye)


class Camera(Generic[EyeKind]):
    """A device over any source of frames. It is on only while it looks, from `start` to `stop`."""

    def __init__(self, source: FrameSource, describe: Callable[[str], DeviceInfo]) -> None:
        self._source = source
        self._describe = describe
        self._looking: _Looking | None = None
        self._eye: EyeKind | None = None

    def _new_eye(self) -> EyeKind:
        """Make the eye of one stretch of looking; called in the event loop."""
        raise NotImplementedError

    async def open(self) -> DeviceInfo:
        """Open the source once to identify it, and release it again. Raises DeviceError."""
        return self._describe(await asyncio.to_thread(self._identify))

    def _identify(self) -> str:
        if self._looking is not None:
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
        if self._looking is None:
            self._eye = self._new_eye()
            self._looking = _Looking(self._source, self._eye)

    async def stop(self) -> None:
        """Stop looking and forget the last frame."""
        looking, self._looking, self._eye = self._looking, None, None
        if looking is not None:
            await asyncio.to_thread(looking.end)

    def latest_frame(self) -> Frame | None:
        """The newest picture, at most 960 pixels wide."""
        looking = self._looking
        return None if looking is None else looking.preview


class _Looking:
    """A thread that shows every frame to an eye until it is ended or the source goes away."""

    def __init__(self, source: FrameSource, eye: Eye) -> None:
        self._source = source
        self._eye = eye
        self._ending = threading.Event()
        self.preview: Frame | None = None
        self._thread = threading.Thread(target=self._run, name="frames", daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._ending.set()
        self._thread.join()

    def _run(self) -> None:
        last = DeviceError(DeviceFault.DEFECT, "looking stopped")
        try:
            self._source.open()
            while not self._ending.is_set():
                picture, at = self._source.next_frame()
                self.preview = _preview_of(picture, at)
                self._eye.see(picture, at)
        except DeviceError as error:
            last = error
        finally:  # whoever waits must hear of the end, also when its cause is a bug
            self._source.close()
            self._eye.shut(None if self._ending.is_set() else last)


def _preview_of(picture: Picture, at: float) -> Frame:
    """Return a BGR picture as the screen shows it, at most 960 pixels wide: the one copy that is made of it."""
    height, width = picture.shape[:2]
    if width > _PREVIEW_WIDTH:
        height, width = round(height * _PREVIEW_WIDTH / width), _PREVIEW_WIDTH
        picture = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
    return Frame(width, height, picture.tobytes(), at)
