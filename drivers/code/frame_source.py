"""Where frames come from: the one thing in which a camera and a simulated camera differ."""

from __future__ import annotations

from typing import Protocol

from drivers.picture import Picture


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
