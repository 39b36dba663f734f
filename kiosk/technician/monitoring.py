"""Keeps the devices open and says each time one goes or comes back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from drivers.ports import DeviceError
from drivers.supervisor import Change, Gone, OnChange, Supervisor
from kiosk.fitting import chosen, make
from kiosk.settings import Driver, Settings
from kiosk.technician.finding import Finding


async def monitor(settings: Settings) -> AsyncIterator[Finding]:
    """Say how each device is and then every change, until the consumer stops."""
    changes: asyncio.Queue[Finding] = asyncio.Queue()
    watching = []
    for name, said in chosen(settings):
        try:
            device = make(name, said, settings)
        except DeviceError as error:
            yield _gone(name, said, error)
            continue
        watching.append(asyncio.create_task(Supervisor(device, _teller(name, said, changes)).keep_open()))
    try:
        while watching:
            yield await changes.get()
    finally:
        for task in watching:
            task.cancel()
        await asyncio.gather(*watching, return_exceptions=True)


def _teller(name: str, said: Driver, changes: asyncio.Queue[Finding]) -> OnChange:
    async def changed(change: Change) -> None:
        if isinstance(change, Gone):
            await changes.put(_gone(name, said, change.error))
        else:
            facts = {"driver": said.driver, "model": change.info.model, "where": change.info.where}
            await changes.put(Finding("device", "back", facts, name))

    return changed


def _gone(name: str, said: Driver, error: DeviceError) -> Finding:
    return Finding("device", error.fault.value, {"driver": said.driver, "detail": error.detail}, name)
