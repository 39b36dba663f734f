"""A document camera (V4L2) above a desk."""

from __future__ import annotations

from collections.abc import Mapping

from drivers.document.desk import DeskCamera
from drivers.ports import DeviceError, DeviceFault, DeviceInfo
from drivers.transport.video import Capture

_DEFAULTS: dict[str, object] = {"device": "/dev/video2", "width": 2592, "height": 1944, "fps": 15, "focus": -1}


def create(options: Mapping[str, object]) -> DeskCamera:
    """Make the camera; see the README for its options. Raises DeviceError WRONG_SETTINGS."""
    said = {**_DEFAULTS, **options}
    for name, value in options.items():
        if name not in _DEFAULTS or type(value) is not type(_DEFAULTS[name]):
            raise DeviceError(DeviceFault.WRONG_SETTINGS, f"option {name} = {value!r}")
    device = str(said["device"])
    width, height, fps, focus = (int(str(said[name])) for name in ("width", "height", "fps", "focus"))
    source = Capture(device, (width, height), fps, focus=focus)
    return DeskCamera(source, lambda model: DeviceInfo("camera", model, device))
