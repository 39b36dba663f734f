"""A USB camera (V4L2) through OpenCV."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from drivers.code.watching import CameraScanner
from drivers.options import DriverOptions, checked
from drivers.ports import DeviceInfo
from drivers.transport.video import Capture


class Options(DriverOptions):
    """See the README."""

    device: str = "/dev/video0"
    width: Annotated[int, Field(ge=160, le=7680)] = 1920
    height: Annotated[int, Field(ge=120, le=4320)] = 1080
    fps: Annotated[int, Field(ge=5, le=120)] = 30
    focus: int = -1
    exposure: int = -1


def create(options: Mapping[str, object]) -> CameraScanner:
    """Make the scanner. Raises DeviceError WRONG_SETTINGS."""
    said = checked(Options, options)
    source = Capture(said.device, (said.width, said.height), said.fps, focus=said.focus, exposure=said.exposure)
    return CameraScanner(source, lambda model: DeviceInfo("camera", model, said.device))
