"""The kiosk's thread: one event loop that everything behind the screen lives on.

Imported after the first picture, like asyncio itself.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk import faults
from kiosk.faults import Fault
from kiosk.visit.snapshot import Snapshot
from kiosk.visit.states import State
from ui.touch.bridge import Bridge
from ui.touch.supervised import Heartbeat, VisitLock, visit_lock

if TYPE_CHECKING:  # the kiosk imports what it needs while it opens
    from kiosk.assembly import Kiosk

Opening = Callable[[], AbstractAsyncContextManager["Kiosk"]]
"""Opens a kiosk; called in the kiosk's thread, so that its imports do not hold up the screen."""


class CannotOpen(Exception):
    """The kiosk cannot be opened; `fault` says on the screen why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.name)
        self.fault = fault


class KioskThread(threading.Thread):
    """Runs one kiosk on an event loop of its own until `stop`; when it cannot, the screen says closed."""

    def __init__(self, opening: Opening, bridge: Bridge, first: Snapshot, heartbeat: Heartbeat) -> None:
        super().__init__(name="kiosk", daemon=True)
        self._heartbeat = heartbeat
        self._opening = opening
        self._bridge = bridge
        self._first = first
        self._loop = asyncio.new_event_loop()
        self._ending = asyncio.Event()

    def run(self) -> None:
        """Live."""
        try:
            self._loop.run_until_complete(self._live())
        except CannotOpen as error:
            self._bridge.publish(replace(self._first, state=State.CLOSED, fault=error.fault))
            self._heartbeat.rest()
        except Exception as error:  # noqa: BLE001 – whatever it was: the screen must say so instead of going away
            _log_crash(error)
            self._bridge.publish(replace(self._first, state=State.CLOSED, fault=Fault.INTERNAL))
        finally:
            self._loop.close()

    def stop(self, patience: float = 10.0) -> None:
        """End the kiosk and wait `patience` seconds for it."""
        if self.is_alive() and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._ending.set)
            self.join(patience)

    async def _live(self) -> None:
        faults.words(Fault.INTERNAL)  # read the table of words here: the screen's thread reads no file
        with visit_lock() as lock:
            async with self._opening() as kiosk:
                await self._serve(kiosk, lock)

    async def _serve(self, kiosk: Kiosk, lock: VisitLock | None) -> None:
        await asyncio.sleep(0)  # the visit's task takes its first step and with it its loop
        self._bridge.attach(kiosk.visit, kiosk.preview)
        self._bridge.lend_voice(kiosk.speaker)
        if lock is not None:
            kiosk.visit.subscribe(lock.follow)
        beating = asyncio.create_task(self._beat(kiosk))
        await self._ending.wait()
        beating.cancel()

    async def _beat(self, kiosk: Kiosk) -> None:
        while self._heartbeat.seconds:
            if await kiosk.pulse():
                self._heartbeat.beat()
            await asyncio.sleep(self._heartbeat.seconds / 2)


def _log_crash(error: Exception) -> None:
    import structlog  # noqa: PLC0415 – late: the first picture does not wait for it

    structlog.get_logger().error("sys_crash", error_type=type(error).__name__)
