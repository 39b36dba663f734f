"""A document camera that is not there: it shows photographs from files, or one of a drawn sheet, to the real code."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from drivers.document.desk import DeskCamera
from drivers.document.simulated.drawn_sheet import drawn_sheet
from drivers.options import DriverOptions, checked
from drivers.ports import DeviceInfo
from drivers.transport.playing import Playing, pictures_in, still

_FPS = 10


class Options(DriverOptions):
    """What it shows."""

    pictures: str = ""
    """A file or a folder of photographs; without it, a drawn sheet."""


def create(options: Mapping[str, object]) -> DeskCamera:
    """Make the camera. Raises DeviceError WRONG_SETTINGS."""
    path = checked(Options, options).pictures
    source = Playing(pictures_in(Path(path)) if path else still(drawn_sheet()), _FPS)
    return DeskCamera(source, lambda model: DeviceInfo("simulated", model, path or "drawn sheet", simulated=True))
