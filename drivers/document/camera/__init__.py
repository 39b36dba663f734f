"""A document camera (V4L2) above a desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from drivers.document.desk import DeskCamera
from drivers.options import DriverOptions, checked
from drivers.ports import DeviceInfo
from drivers.transport.video import Capture


class Options(DriverOptions):
    """See the README."""

    device: str = "/dev/video2"
    width: Annotated[int, Field(ge=160, le=7680)] = 2592
    height: Annotated[int, Field(ge=120, le=4320)] = 1944
    fps: Annotated[int, Field(ge=5, le=120)] = 15
    focus: int = -1


def create(options: Mapping[str, object]) -> DeskCamera:
    """Make the camera. Raises DeviceError WRONG_SETTINGS."""
    said = checked(Options, options)
    source = Capture(said.device, (said.width, said.height), said.fps, focus=said.focus)
    return DeskCamera(source, lambda model: DeviceInfo("camera", model, said.device))
