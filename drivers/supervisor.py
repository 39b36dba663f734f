"""Keeps one device open: opens it, opens it again with growing pauses when it went, and says each change once."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from drivers.ports import Device, DeviceError, DeviceFault, DeviceInfo

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 15.0
"""Seconds between two attempts: doubled from the first to the longest."""
CLOSE_SECONDS = 5.0
"""A driver that cannot close within this time is left to its fate."""

LOST = frozenset(
    {
        DeviceFault.NOT_CONNECTED,
        DeviceFault.NOT_RESPONDING,
        DeviceFault.BUSY,
        DeviceFault.GARBLED,
        DeviceFault.DEFECT,
        DeviceFault.WRONG_SETTINGS,
    }
)
"""Faults of the device itself; the others are about what lies on it and need no new opening."""


@dataclass(frozen=True, slots=True)
class Gone:
    """The device cannot be used; said once, with the first fault."""

    error: DeviceError


@dataclass(frozen=True, slots=True)
class Back:
    """The device is open: said at the start, and once after each `Gone`."""

    info: DeviceInfo


Change = Gone | Back
OnChange = Callable[[Change], Awaitable[None]]
Sleep = Callable[[float], Awaitable[None]]


class Supervisor:
    """Watches over one device; run :meth:`keep_open` as a task, and report faults met in use to :meth:`report`."""

    def __init__(self, device: Device, on_change: OnChange, sleep: Sleep = asyncio.sleep) -> None:
        self._device = device
        self._on_change = on_change
        self._sleep = sleep
        self._told: type[Change] | None = None
        self._failed = asyncio.Event()
        self._error: DeviceError | None = None
        self.info: DeviceInfo | None = None
        """What was opened; None while the device is away."""

    @property
    def fault(self) -> DeviceFault | None:
        """What keeps the device away; None while it is open."""
        if self.info is not None:
            return None
        return self._error.fault if self._error is not None else DeviceFault.NOT_CONNECTED

    async def keep_open(self) -> None:
        """Open and reopen until cancelled, then close."""
        try:
            while True:
                await self._open()
                await self._failed.wait()
                await self._close()
                await self._tell_gone()
        finally:
            await self._close()

    def report(self, error: DeviceError) -> bool:
        """Tell of a fault met in use. True when it was the device's own and it will be opened anew."""
        if error.fault not in LOST or self.info is None:
            return False
        self._error, self.info = error, None
        self._failed.set()
        return True

    async def _open(self) -> None:
        pause = FIRST_PAUSE
        self._failed.clear()
        while True:
            try:
                self.info = await self._device.open()
                break
            except DeviceError as error:
                self._error = error
                await self._tell_gone()
            await self._sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        await self._tell(Back(self.info))

    async def _tell_gone(self) -> None:
        if self._error is not None:
            await self._tell(Gone(self._error))

    async def _tell(self, change: Change) -> None:
        """Say a change, but not twice the same in a row."""
        if self._told is not type(change):
            self._told = type(change)
            await self._on_change(change)

    async def _close(self) -> None:
        self.info = None
        with contextlib.suppress(DeviceError, TimeoutError):  # it is gone or stuck, which `Gone` says already
            async with asyncio.timeout(CLOSE_SECONDS):
                await self._device.close()
