"""Takes frames from a V4L2 camera in a thread of its own: whoever asks gets the newest, never one that waited."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import cv2

from drivers.picture import Picture
from drivers.ports import DeviceError, DeviceFault

_PATIENCE = 2.0
"""Seconds without a frame after which a camera is gone, even if its driver still says nothing."""
_MISSES = 5
"""Failed grabs in a row after which it is gone; one or two occur while a camera changes its mode."""


class Capture:
    """A `FrameSource` over one camera; focus and exposure are absolute values of its driver, -1 = automatic."""

    def __init__(self, device: str, size: tuple[int, int], fps: int, *, focus: int = -1, exposure: int = -1) -> None:
        self._device = device
        self._size = size
        self._fps = fps
        self._focus = focus
        self._exposure = exposure
        self._thread: threading.Thread | None = None
        self._newest = _Newest()

    def open(self) -> str:
        """Open the node, set it up and begin to grab. Raises DeviceError NOT_CONNECTED, BUSY or NOT_RESPONDING."""
        if not Path(self._device).exists():
            raise DeviceError(DeviceFault.NOT_CONNECTED, self._device)
        grabber = cv2.VideoCapture(self._device, cv2.CAP_V4L2)
        if not grabber.isOpened():
            raise DeviceError(DeviceFault.BUSY, f"{self._device} exists and cannot be opened")
        self._set_up(grabber)
        self._newest = _Newest()
        self._thread = threading.Thread(target=_grab, args=(grabber, self._newest), name="camera", daemon=True)
        self._thread.start()
        picture, _ = self.next_frame()
        return f"V4L2 camera {picture.shape[1]}x{picture.shape[0]}"

    def next_frame(self) -> tuple[Picture, float]:
        """Wait for a frame newer than the last one. Raises DeviceError NOT_CONNECTED or NOT_RESPONDING."""
        return self._newest.take(_PATIENCE)

    def close(self) -> None:
        """Stop grabbing and close the node."""
        thread, self._thread = self._thread, None
        self._newest.stopped.set()
        if thread is not None:
            thread.join(_PATIENCE)

    def _set_up(self, grabber: cv2.VideoCapture) -> None:
        """Ask for what the settings say; a camera that cannot do it keeps what it has."""
        wanted = {
            cv2.CAP_PROP_FOURCC: float(cv2.VideoWriter.fourcc(*"MJPG")),  # USB 2 has no room for raw 1080p
            cv2.CAP_PROP_FRAME_WIDTH: self._size[0],
            cv2.CAP_PROP_FRAME_HEIGHT: self._size[1],
            cv2.CAP_PROP_FPS: self._fps,
            cv2.CAP_PROP_BUFFERSIZE: 1,
            cv2.CAP_PROP_AUTOFOCUS: float(self._focus < 0),
            cv2.CAP_PROP_AUTO_EXPOSURE: 3 if self._exposure < 0 else 1,  # V4L2_EXPOSURE_APERTURE_PRIORITY, _MANUAL
        }
        if self._focus >= 0:
            wanted[cv2.CAP_PROP_FOCUS] = self._focus
        if self._exposure >= 0:
            wanted[cv2.CAP_PROP_EXPOSURE] = self._exposure
        for prop, value in wanted.items():
            grabber.set(prop, value)


class _Newest:
    """A slot for one frame between the grabbing thread and the reading thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._frame: tuple[Picture, float] | None = None
        self._gone = False
        self.stopped = threading.Event()

    def put(self, picture: Picture) -> None:
        with self._changed:
            self._frame = (picture, time.monotonic())
            self._changed.notify()

    def lose(self) -> None:
        with self._changed:
            self._gone = True
            self._changed.notify()

    def take(self, patience: float) -> tuple[Picture, float]:
        with self._changed:
            arrived = self._changed.wait_for(lambda: self._frame is not None or self._gone, patience)
            frame, self._frame = self._frame, None
        if frame is not None:
            return frame
        raise DeviceError(DeviceFault.NOT_CONNECTED if arrived else DeviceFault.NOT_RESPONDING, "no frames")


def _grab(grabber: cv2.VideoCapture, newest: _Newest) -> None:
    """Grab until told to stop or until the camera is gone; only this thread touches the open node."""
    misses = 0
    try:
        while not newest.stopped.is_set() and misses < _MISSES:
            taken, picture = grabber.read()
            misses = 0 if taken else misses + 1
            if taken and picture is not None:
                newest.put(picture)
        if misses:
            newest.lose()
    except cv2.error:
        newest.lose()
    finally:
        grabber.release()
