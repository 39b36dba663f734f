"""Frames that are played instead of taken: material is a function from seconds to a picture."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeAlias

import cv2

from drivers.picture import Picture
from drivers.ports import DeviceError, DeviceFault

Material: TypeAlias = Callable[[float], Picture]
"""Gives the picture to show at a number of seconds since the camera went on."""

_SHOWN = 0.8
"""Seconds for which one still picture is shown."""
_MOST_PICTURES = 500
_SUFFIXES = {".png", ".jpg", ".jpeg", ".bmp", ".webp"}


def still(picture: Picture) -> Material:
    """Show one picture for ever."""
    return lambda _: picture


def pictures_in(path: Path) -> Material:
    """Show a picture file, the pictures of a folder by name, or a video, over and over. Raises DeviceError."""
    if path.is_dir():
        stills = [_picture(file) for file in sorted(path.iterdir()) if file.suffix.lower() in _SUFFIXES]
        return _in_turn(stills, 1 / _SHOWN, path)
    if path.suffix.lower() in _SUFFIXES:
        return _in_turn([_picture(path)], 1 / _SHOWN, path)
    video = cv2.VideoCapture(str(path))
    rate = video.get(cv2.CAP_PROP_FPS) or 25.0
    return _in_turn(list(_frames(video)), rate, path)


def _picture(file: Path) -> Picture:
    picture: Picture | None = cv2.imread(str(file), cv2.IMREAD_COLOR)
    if picture is None:
        raise DeviceError(DeviceFault.WRONG_SETTINGS, f"no picture: {file.name}")
    return picture


def _frames(video: cv2.VideoCapture) -> Iterable[Picture]:
    for _ in range(_MOST_PICTURES):
        taken, frame = video.read()
        if not taken:
            return
        yield frame


def _in_turn(pictures: list[Picture], rate: float, path: Path) -> Material:
    if not pictures:
        raise DeviceError(DeviceFault.WRONG_SETTINGS, f"no pictures in {path}")
    return lambda seconds: pictures[int(seconds * rate) % len(pictures)]


class Playing:
    """A `FrameSource` that plays material in real time, at most `fps` frames a second."""

    def __init__(self, material: Material, fps: int) -> None:
        if not 1 <= fps <= 1000:
            raise DeviceError(DeviceFault.WRONG_SETTINGS, "fps: 1…1000")
        self._material = material
        self._interval = 1 / fps
        self._opened_at = 0.0
        self._due_at = 0.0
        self._pace = threading.Event()

    def open(self) -> str:
        """Begin to play from the start."""
        self._opened_at = self._due_at = time.monotonic()
        return "simulated camera"

    def next_frame(self) -> tuple[Picture, float]:
        """Return the next picture when its time has come."""
        self._pace.wait(max(0.0, self._due_at - time.monotonic()))
        now = time.monotonic()
        self._due_at = max(self._due_at + self._interval, now)
        return self._material(now - self._opened_at), now

    def close(self) -> None:
        """Nothing is held."""
