"""The devices of this kiosk as the visit sees them, and the fault a person meets when one of them fails."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from drivers.ports import (
    CardReader,
    CodeScanner,
    Device,
    DeviceError,
    DeviceFault,
    DocumentCamera,
    Portrait,
    ReceiptPrinter,
    Sound,
)
from kiosk.faults import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Devices:
    """What is plugged in; None where the settings name no such device."""

    card_reader: CardReader | None = None
    code_scanner: CodeScanner | None = None
    document_camera: DocumentCamera | None = None
    receipt_printer: ReceiptPrinter | None = None
    sound: Sound | None = None
    simulated: bool = False
    decode_portrait: Callable[[bytes], Awaitable[Portrait | None]] | None = None
    """Turns a chip's picture into pixels, None for a picture that is broken or hostile."""
    report: Callable[[Device, DeviceError], object] = lambda _device, _error: None
    """Tell of a fault met in use: a device of which it is the own fault is opened anew."""
    is_open: Callable[[Device], bool] = lambda _device: True
    """False while a device is away."""


@asynccontextmanager
async def looking(camera: CodeScanner | DocumentCamera) -> AsyncIterator[None]:
    """Have a camera or scanner look while the context lasts, whatever ends it. Raises DeviceError."""
    await camera.start()
    try:
        yield
    finally:
        await camera.stop()


_CARD = {
    DeviceFault.CARD_REMOVED: Fault.CARD_REMOVED,
    DeviceFault.CARD_CHANGED: Fault.CARD_CHANGED,
    DeviceFault.CARD_UNREADABLE: Fault.CARD_UNREADABLE,
    DeviceFault.NOT_A_CHIP_CARD: Fault.NOT_A_CHIP_CARD,
    DeviceFault.WRONG_KEY: Fault.CARD_KEY_WRONG,
    DeviceFault.KEY_BLOCKED: Fault.CARD_KEY_BLOCKED,
    DeviceFault.ACCESS_REFUSED: Fault.CARD_ACCESS_REFUSED,
    DeviceFault.DEFECT: Fault.READER_DEFECT,
}
_PRINTER = {
    DeviceFault.PAPER_OUT: Fault.PAPER_OUT,
    DeviceFault.COVER_OPEN: Fault.PAPER_OUT,
    DeviceFault.PRINT_UNCONFIRMED: Fault.PRINT_UNCONFIRMED,
}


def card_fault(fault: DeviceFault) -> Fault:
    """Return what the citizen meets when the card reader reports `fault`."""
    return _CARD.get(fault, Fault.READER_AWAY)


def printer_fault(fault: DeviceFault) -> Fault:
    """Return what the citizen meets when the printer reports `fault`."""
    return _PRINTER.get(fault, Fault.PRINTER_AWAY)


def device_fault(name: str, fault: DeviceFault) -> Fault:
    """Return the fault whose page tells what to do about a device, by its name in the settings."""
    if name == "card_reader":
        return card_fault(fault)
    if name == "receipt_printer":
        return printer_fault(fault)
    return Fault.SOUND_AWAY if name == "sound" else Fault.CAMERA_AWAY
