"""A USB camera (V4L2) through OpenCV."""

from __future__ import annotations

from collections.abc import Mapping

from drivers.code.options import Options
from drivers.code.watching import CameraScanner
from drivers.ports import DeviceError, DeviceFault, DeviceInfo
from drivers.transport.video import Capture

_DEFAULTS: dict[str, object] = {
    "device": "/dev/video0",
    "width": 1920,
    "height": 1080,
    "fps": 30,
    "focus": -1,
    "exposure": -1,
}


def create(options: Mapping[str, object]) -> CameraScanner:
    """Make the scanner; see the README for its options. Raises DeviceError WRONG_SETTINGS."""
    said = Options(options, _DEFAULTS)
    width, height, fps = (said.get(name, int) for name in ("width", "height", "fps"))
    if not (160 <= width <= 7680 and 120 <= height <= 4320 and 5 <= fps <= 120):
        raise DeviceError(DeviceFault.WRONG_SETTINGS, "width 160…7680, height 120…4320, fps 5…120")
    device = said.get("device", str)
    source = Capture(device, (width, height), fps, focus=said.get("focus", int), exposure=said.get("exposure", int))
    return CameraScanner(source, lambda model: DeviceInfo("camera", model, device))
