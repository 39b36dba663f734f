"""Where frames come from, and what the screen gets of them: the part that all camera-like drivers share."""

from __future__ import annotations

from typing import Protocol

import cv2

from drivers.picture import Picture
from drivers.ports import Frame

_PREVIEW_WIDTH = 960
"""Pixels of the preview: no tile on the screen is wider."""


class FrameSource(Protocol):
    """Gives frames to one reading thread. Every method may block and runs in that thread only."""

    def open(self) -> str:
        """Open and return what the device calls itself. Raises DeviceError."""
        ...

    def next_frame(self) -> tuple[Picture, float]:
        """Wait for the next BGR frame and return it with its monotonic time; raises DeviceError, also after 2 s."""
        ...

    def close(self) -> None:
        """Release the device; harmless when it is closed or gone."""
        ...


def preview_of(picture: Picture, at: float) -> Frame:
    """Return a BGR picture as the screen shows it, at most 960 pixels wide: the one copy that is made of it."""
    height, width = picture.shape[:2]
    if width > _PREVIEW_WIDTH:
        height, width = round(height * _PREVIEW_WIDTH / width), _PREVIEW_WIDTH
        picture = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
    return Frame(width, height, picture.tobytes(), at)
