"""Prints one page and says what the citizen meets when it fails."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from drivers.ports import Bitmap, DeviceError
from kiosk.devices import Devices, printer_fault
from kiosk.faults import Fault

log = structlog.get_logger()

Draw = Callable[[int], Bitmap]
"""Draws a page for paper of so many dots a line."""


async def print_page(devices: Devices, draw: Draw) -> Fault | None:
    """Print what `draw` gives and return what went wrong; a page that cannot be drawn counts as not printed."""
    printer = devices.receipt_printer
    if printer is None:
        return Fault.PRINTER_AWAY
    try:
        page = draw(printer.width)
    except (OSError, ValueError) as error:  # no fonts; a code that fits no paper of this width
        log.error("paper_slip_not_drawn", error_type=type(error).__name__)
        return Fault.PRINTER_AWAY
    try:
        await printer.print(page)
    except DeviceError as error:
        devices.report(printer, error)
        return printer_fault(error.fault)
    return None
