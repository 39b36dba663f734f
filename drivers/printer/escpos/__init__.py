"""Thermal receipt printers that speak ESC/POS."""

from __future__ import annotations

from collections.abc import Mapping

from drivers.ports import DeviceError, DeviceFault
from drivers.printer.escpos.line import Address
from drivers.printer.escpos.printer import EscposPrinter, Options

_DEFAULTS: Mapping[str, object] = {"at": "", "baud": 115_200, "width": 576, "mute": False, "emulated": False}


def create(options: Mapping[str, object]) -> EscposPrinter:
    """Make the printer of a settings table; see the README for its options. Raises DeviceError WRONG_SETTINGS."""
    said = {**_DEFAULTS, **options}
    for name, value in said.items():
        if name not in _DEFAULTS or type(value) is not type(_DEFAULTS[name]):
            raise DeviceError(DeviceFault.WRONG_SETTINGS, f"option {name} = {value!r}")
    if said["width"] not in (576, 384):
        raise DeviceError(DeviceFault.WRONG_SETTINGS, "width: 576 (80 mm) or 384 (58 mm)")
    at = Address.parse(str(said["at"]), int(str(said["baud"])))
    return EscposPrinter(Options(at, int(str(said["width"])), mute=bool(said["mute"]), emulated=bool(said["emulated"])))
