"""A camera that is not there: it plays drawn card frames, picture files or a video to the real live reader."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from drivers.code.card_frames import card_frame
from drivers.code.watching import CameraScanner
from drivers.options import DriverOptions, checked
from drivers.ports import DeviceInfo
from drivers.transport.playing import Playing, pictures_in

_SPECIMEN = (
    "000190000123||Trần Thị Mẫu|02091990|Nữ|Thôn 2, Xã Suối Trong, Huyện Đơn Dương, Lâm Đồng|20062021"  # invented
)


class Options(DriverOptions):
    """See the README."""

    text: str = _SPECIMEN
    pictures: str = ""
    fps: int = 24


def create(options: Mapping[str, object]) -> CameraScanner:
    """Make the scanner. Raises DeviceError WRONG_SETTINGS."""
    said = checked(Options, options)
    path = said.pictures
    source = Playing(pictures_in(Path(path)) if path else lambda seconds: card_frame(said.text, seconds), said.fps)
    return CameraScanner(source, lambda model: DeviceInfo("simulated", model, path or "drawn card", simulated=True))
