"""A counter scanner on a serial line (virtual COM port): it sends each code as a line of text."""

from __future__ import annotations

from collections.abc import Mapping

from drivers.code.serial_scanner.scanner import SerialScanner
from drivers.options import Baud, DriverOptions, checked


class Options(DriverOptions):
    """See the README."""

    port: str = "/dev/ttyACM0"
    baud: Baud = 115200


def create(options: Mapping[str, object]) -> SerialScanner:
    """Make the scanner. Raises DeviceError WRONG_SETTINGS."""
    said = checked(Options, options)
    return SerialScanner(said.port, said.baud)
