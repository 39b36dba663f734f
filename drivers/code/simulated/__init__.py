"""A camera that is not there: it plays drawn card frames, picture files or a video to the real live reader."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from drivers.code.options import Options
from drivers.code.simulated.playing import Playing, drawn_card, pictures_in
from drivers.code.watching import CameraScanner
from drivers.ports import DeviceInfo

_SPECIMEN = (
    "000190000123||Trần Thị Mẫu|02091990|Nữ|Thôn 2, Xã Suối Trong, Huyện Đơn Dương, Lâm Đồng|20062021"  # invented
)
_DEFAULTS: dict[str, object] = {"text": _SPECIMEN, "pictures": "", "fps": 24}


def create(options: Mapping[str, object]) -> CameraScanner:
    """Make the scanner; see the README for its options. Raises DeviceError WRONG_SETTINGS."""
    said = Options(options, _DEFAULTS)
    path = said.get("pictures", str)
    pictures = pictures_in(Path(path)) if path else drawn_card(said.get("text", str))
    source = Playing(pictures, said.get("fps", int))
    return CameraScanner(source, lambda model: DeviceInfo("simulated", model, path or "drawn card", simulated=True))
