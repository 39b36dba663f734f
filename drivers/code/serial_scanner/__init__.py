"""A counter scanner on a serial line (virtual COM port): it sends each code as a line of text."""

from __future__ import annotations

from collections.abc import Mapping

from drivers.code.options import Options
from drivers.code.serial_scanner.scanner import SerialScanner
from drivers.ports import DeviceError, DeviceFault

_DEFAULTS: dict[str, object] = {"port": "/dev/ttyACM0", "baud": 115200, "emulated": False}
_BAUDS = (9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600)


def create(options: Mapping[str, object]) -> SerialScanner:
    """Make the scanner; see the README for its options. Raises DeviceError WRONG_SETTINGS."""
    said = Options(options, _DEFAULTS)
    baud = said.get("baud", int)
    if baud not in _BAUDS:
        raise DeviceError(DeviceFault.WRONG_SETTINGS, f"baud: {baud} is none of {', '.join(map(str, _BAUDS))}")
    return SerialScanner(said.get("port", str), baud, emulated=said.get("emulated", bool))
