"""Opens each device of the settings once and says in words how it is."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator

from drivers.ports import Device, DeviceError, DeviceFault, DeviceInfo, Paper, ReceiptPrinter
from kiosk.fitting import chosen, make
from kiosk.settings import Driver, Settings
from kiosk.technician.finding import Finding

PATIENCE = 15.0
"""Seconds for one device; the slowest honest one is a flatbed that wakes up."""


async def check_devices(settings: Settings) -> AsyncIterator[Finding]:
    """Open, identify and close every device, one after the other; a kiosk without a voice is told of."""
    for name, said in chosen(settings):
        yield await check_device(name, said, settings)
    if settings.devices.sound is None:
        yield Finding("sound", "not_set")


async def check_device(name: str, said: Driver, settings: Settings) -> Finding:
    """Open, identify and close one device; one that never answers is left after `PATIENCE`."""
    facts: dict[str, str | int | float] = {"driver": said.driver}
    began = time.monotonic()
    try:
        async with asyncio.timeout(PATIENCE):
            device = make(name, said, settings)
            try:
                info = await device.open()
                facts |= _facts_of(info, began)
                return Finding("device", await _condition(device, info.simulated or said.simulated), facts, name)
            finally:
                with contextlib.suppress(DeviceError):
                    await device.close()
    except TimeoutError:
        return Finding("device", DeviceFault.NOT_RESPONDING.value, facts, name)
    except DeviceError as error:
        return Finding("device", error.fault.value, facts | {"detail": error.detail}, name)


def _facts_of(info: DeviceInfo, began: float) -> dict[str, str | int | float]:
    milliseconds = round((time.monotonic() - began) * 1000)
    return {"model": info.model, "where": info.where, "milliseconds": milliseconds}


async def _condition(device: Device, simulated: bool) -> str:
    """What an open device says of itself beyond that it is there."""
    if isinstance(device, ReceiptPrinter):
        said = await device.status()
        if said.cover_open:
            return DeviceFault.COVER_OPEN.value
        if said.paper is Paper.OUT:
            return DeviceFault.PAPER_OUT.value
        if said.paper is Paper.NEAR_END:
            return "near_end"
    return "simulated" if simulated else "ok"
