"""What the live reader makes of a frame source, second by second, for a technician; never what a code says."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from drivers.code.live import LiveReader
from drivers.ports import AimHint
from drivers.transport.frames import FrameSource


@dataclass(slots=True)
class Second:
    """One second of looking."""

    size: tuple[int, int] = (0, 0)
    """Pixels of a frame, width and height."""
    milliseconds: list[float] = field(default_factory=list)
    """What the reader took for each frame."""
    engines: Counter[str] = field(default_factory=Counter)
    """How many frames each engine and filter read a code in."""
    hint: AimHint = AimHint.NONE

    @property
    def frames(self) -> int:
        """Frames in this second."""
        return len(self.milliseconds)

    def ms(self, percentile: float) -> float:
        """Return a percentile (0…100) of the milliseconds a frame."""
        return round(float(np.percentile(self.milliseconds, percentile)), 1) if self.milliseconds else 0.0


def measure(source: FrameSource, seconds: int) -> Iterator[Second]:
    """Look for so many seconds and yield each as it ends. Raises DeviceError."""
    reader = LiveReader()
    try:
        source.open()
        for _ in range(seconds):
            yield _second(source, reader)
    finally:
        reader.close()
        source.close()


def _second(source: FrameSource, reader: LiveReader) -> Second:
    seen, ends = Second(), time.monotonic() + 1
    while time.monotonic() < ends:
        picture, at = source.next_frame()
        began = time.perf_counter()
        codes = reader.feed(picture, at)
        seen.milliseconds.append(1e3 * (time.perf_counter() - began))
        seen.engines.update({code.engine for code in codes})
        seen.size, seen.hint = (picture.shape[1], picture.shape[0]), reader.hint
    return seen
