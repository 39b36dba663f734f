"""A flatbed scanner through SANE's `scanimage`."""

from __future__ import annotations

from collections.abc import Mapping

from drivers.document.scanner.flatbed import Flatbed
from drivers.ports import DeviceError, DeviceFault


def create(options: Mapping[str, object]) -> Flatbed:
    """Make the scanner. Option ``device``: SANE's name for it, "" = the first one found."""
    device = options.get("device", "")
    if set(options) - {"device"} or not isinstance(device, str) or device.startswith("-"):
        raise DeviceError(DeviceFault.WRONG_SETTINGS, "scanner: device, a name as `scanimage -L` prints it")
    return Flatbed(device)
