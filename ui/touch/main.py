"""Puts the screen on: the kiosk lives in its own thread, the screen in the main one; nothing else joins them."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

from kiosk.visit.clock import Clock, SystemClock
from kiosk.visit.snapshot import Snapshot
from ui.touch.shell.locks import Locks, quiet_qt
from ui.touch.shell.screen import Screen
from ui.touch.supervised import Heartbeat

if TYPE_CHECKING:
    from ui.touch.kiosk_thread import Opening


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
    ending = ExitStack()

    def painted() -> None:
        heartbeat.ready()
        on_first_frame(screen)
        from ui.touch.kiosk_thread import KioskThread  # noqa: PLC0415 – late: the first picture does not wait for it

        kiosk = KioskThread(opening, screen.bridge, first, heartbeat)
        ending.callback(kiosk.stop)
        screen.bridge.attached.connect(screen.stage.warm)  # by then what the other screens import is there
        kiosk.start()

    _FirstPicture(screen.window, painted)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: app.exit(0))  # quit() would ask the window, which is locked
    locks = Locks(screen.window) if size is None else None
    if locks is not None:
        quiet_qt()
        screen.window.showFullScreen()
    try:
        return app.exec()
    finally:
        ending.close()
        if locks is not None:
            locks.open()
        screen.close()


class _FirstPicture(QObject):
    """Calls `then` in the screen's thread once the first picture is on the panel."""

    def __init__(self, window: QQuickWindow, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self._then = [then]
        window.frameSwapped.connect(self._swapped)  # perhaps in the renderer's thread; a slot runs in its object's

    @Slot()
    def _swapped(self) -> None:
        while self._then:
            self._window.frameSwapped.disconnect(self._swapped)
            self._then.pop()()
