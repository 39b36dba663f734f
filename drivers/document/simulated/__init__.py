"""A document camera that is not there: it shows photographs from files, or one of a drawn sheet, to the real code."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from pathlib import Path

import cv2

from drivers.document.desk import DeskCamera
from drivers.document.simulated.drawn_sheet import drawn_sheet
from drivers.options import DriverOptions, checked
from drivers.picture import Picture
from drivers.ports import DeviceError, DeviceFault, DeviceInfo

_SUFFIXES = {".png", ".jpg", ".jpeg"}


class Options(DriverOptions):
    """What it shows."""

    pictures: str = ""
    """A file or a folder of photographs; without it, a drawn sheet."""


def create(options: Mapping[str, object]) -> DeskCamera:
    """Make the camera. Raises DeviceError WRONG_SETTINGS."""
    path = checked(Options, options).pictures
    photographs = _photographs(Path(path)) if path else [drawn_sheet()]
    return DeskCamera(Lying(photographs), lambda model: DeviceInfo("simulated", model, path or "drawn sheet", True))


def _photographs(path: Path) -> list[Picture]:
    files = sorted(file for file in path.iterdir() if file.suffix.lower() in _SUFFIXES) if path.is_dir() else [path]
    pictures: list[Picture | None] = [cv2.imread(str(file), cv2.IMREAD_COLOR) for file in files]
    readable = [picture for picture in pictures if picture is not None]
    if not readable or len(readable) < len(pictures):
        raise DeviceError(DeviceFault.WRONG_SETTINGS, f"no pictures in {path}")
    return readable


class Lying:
    """A `FrameSource` in front of which one photograph after another lies, each for a second."""

    def __init__(self, photographs: list[Picture], interval: float = 0.1) -> None:
        self._photographs = photographs
        self._interval = interval
        self._opened_at = 0.0
        self._pace = threading.Event()

    def open(self) -> str:
        """Lay the first one down."""
        self._opened_at = time.monotonic()
        return "simulated document camera"

    def next_frame(self) -> tuple[Picture, float]:
        """Return what lies there."""
        self._pace.wait(self._interval)
        now = time.monotonic()
        return self._photographs[int(now - self._opened_at) % len(self._photographs)], now

    def close(self) -> None:
        """Nothing is held."""
