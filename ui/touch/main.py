"""Puts the screen on: the kiosk lives in its own thread, the screen in the main one; nothing else joins them."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

from kiosk import faults
from kiosk.faults import Fault
from kiosk.visit.clock import Clock, SystemClock
from kiosk.visit.snapshot import Snapshot
from kiosk.visit.states import State
from ui.touch.bridge import Bridge
from ui.touch.shell.locks import Locks, quiet_qt
from ui.touch.shell.screen import Screen
from ui.touch.supervised import Heartbeat, VisitLock, visit_lock

if TYPE_CHECKING:  # imported late: the first picture does not wait for devices, queue and cryptography
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

    def __init__(self, opening: Opening, bridge: Bridge, first: Snapshot, heartbeat: Heartbeat | None = None) -> None:
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
            if self._heartbeat is not None:
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
            await self._serve(lock)

    async def _serve(self, lock: VisitLock | None) -> None:
        async with self._opening() as kiosk:
            await asyncio.sleep(0)  # the visit's task takes its first step and with it its loop
            self._bridge.attach(kiosk.visit, kiosk.preview)
            self._bridge.lend_voice(kiosk.speaker)
            if lock is not None:
                kiosk.visit.subscribe(lock.follow)
            beating = asyncio.create_task(self._beat(kiosk))
            await self._ending.wait()
            beating.cancel()

    async def _beat(self, kiosk: Kiosk) -> None:
        while self._heartbeat is not None and self._heartbeat.seconds:
            if await kiosk.pulse():
                self._heartbeat.beat()
            await asyncio.sleep(self._heartbeat.seconds / 2)


def show(
    opening: Opening,
    first: Snapshot,
    *,
    size: tuple[int, int] | None = None,
    clock: Clock | None = None,
    on_first_frame: Callable[[Screen], None] = lambda _: None,
) -> int:
    """Show the screen until it is closed or the process is told to end; return the exit code.

    `first` is shown until the kiosk has come up; `size` asks for a window of that many pixels instead of the whole
    panel.
    """
    app = QGuiApplication(sys.argv[:1])
    screen = Screen(clock or SystemClock(), size)
    screen.bridge.publish(first)
    heartbeat = Heartbeat()
    kiosk = KioskThread(opening, screen.bridge, first, heartbeat)

    def painted() -> None:
        heartbeat.ready()
        on_first_frame(screen)
        kiosk.start()
        screen.stage.warm()

    _once_painted(screen.window, painted)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: app.exit(0))  # quit() would ask the window, which is locked
    locks = Locks(screen.window) if size is None else None
    if locks is not None:
        quiet_qt()
        screen.window.showFullScreen()
    try:
        return app.exec()
    finally:
        kiosk.stop()
        if locks is not None:
            locks.open()
        screen.close()


def _log_crash(error: Exception) -> None:
    import structlog  # noqa: PLC0415 – late: the first picture does not wait for it

    structlog.get_logger().error("sys_crash", error_type=type(error).__name__)


def _once_painted(window: QQuickWindow, then: Callable[[], None]) -> None:
    """Call `then` in the screen's thread once the first picture is on the panel."""
    window.frameSwapped.connect(then, Qt.ConnectionType(_QUEUED | _ONCE))


_QUEUED = Qt.ConnectionType.QueuedConnection.value
_ONCE = Qt.ConnectionType.SingleShotConnection.value
