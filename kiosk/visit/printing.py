"""Prints one page and says what the citizen meets when it fails."""

from __future__ import annotations

from collections.abc import Callable

from drivers.ports import Bitmap, DeviceError
from kiosk.devices import Devices, printer_fault
from kiosk.faults import Fault


async def print_page(devices: Devices, draw: Callable[[], Bitmap | None]) -> Fault | None:
    """Print what `draw` gives and return what went wrong; a page that could not be drawn counts as not printed."""
    printer, page = devices.receipt_printer, draw()
    if printer is None or page is None:
        return Fault.PRINTER_AWAY
    try:
        await printer.print(page)
    except DeviceError as error:
        devices.report(printer, error)
        return printer_fault(error.fault)
    return None
