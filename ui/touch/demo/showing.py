"""Puts the emulated hall behind the real screen: in a window, or offscreen with a citizen who walks one visit."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QGuiApplication

from kiosk.demo.hall import LoopbackPortal, open_desk
from kiosk.demo.outside import Outside
from kiosk.visit.clock import SystemClock
from kiosk.visit.snapshot import Delivery
from sync.reference_portal.settings import PortalSettings
from ui.touch import main
from ui.touch.demo.finger import Finger, NotSeen
from ui.touch.demo.room import FIRST, Room
from ui.touch.demo.walk import Walker
from ui.touch.shell.screen import Screen

FULL = (1080, 1920)
_SETTLED_MS = 300
"""After so long a fade is over."""


def show(folder: Path, *, portal_up: bool, offscreen: bool) -> int:
    """Show the demonstration; offscreen walk one visit, keep pictures, say where they are. Returns the exit code."""
    if not offscreen:
        return _play(folder, portal_up=portal_up)
    os.environ.update(QT_QPA_PLATFORM="offscreen", QT_QUICK_BACKEND="software")
    room = Room(folder, portal_up=portal_up, told=lambda hall: _say(hall.portal, hall.portal_settings, desk=portal_up))
    tour = _Tour(room, Delivery.ACCEPTED if portal_up else Delivery.QUEUED)
    main.show(room.opening, FIRST, size=FULL, on_first_frame=tour.begin)
    return tour.outcome


def _play(folder: Path, *, portal_up: bool) -> int:
    """Show a kiosk in processes of its own and the panel of its world beside it, until the panel is closed."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 – only the panel has widgets

    from ui.touch.demo.panel import Panel  # noqa: PLC0415

    app = QApplication.instance() or QApplication(sys.argv[:1])
    outside = Outside(folder, portal_up=portal_up)
    try:
        outside.open()
        _say(outside.portal, outside.portal_settings, desk=True)
        panel = Panel(outside)
        panel.show()
        room = QGuiApplication.primaryScreen().availableGeometry()
        panel.move(room.right() - panel.frameGeometry().width(), room.top())
        return app.exec()
    finally:
        outside.close()


def _say(portal: LoopbackPortal, settings: PortalSettings, *, desk: bool) -> None:
    """Say where the portal is and, with a clerk made for it, its `desk`."""
    sys.stdout.write(f"Cổng tham chiếu / reference portal: {portal.url}\n")
    if desk:
        sys.stdout.write(f"Bàn tiếp nhận / reception desk: {open_desk(portal, settings)}\n")
    sys.stdout.flush()


class _Tour:
    """One visit offscreen."""

    def __init__(self, room: Room, until: Delivery) -> None:
        self._room = room
        self._until = until
        self._folder = Path(tempfile.mkdtemp(prefix="kiosk-pictures-"))
        self.outcome = 1

    def begin(self, screen: Screen) -> None:
        """Start walking once the screen's own work of this moment is done."""
        QTimer.singleShot(0, lambda: self._walk(screen))

    def _walk(self, screen: Screen) -> None:
        finger = Finger(screen.window)
        walker = Walker(screen.bridge, finger, screen.window.contentItem(), SystemClock().now().date())

        def keep(name: str) -> None:
            finger.rest(_SETTLED_MS)
            screen.window.grabWindow().save(str(self._folder / f"{name}.png"))

        try:
            done = walker.walk(self._room.lay_card, keep, self._until)
        except NotSeen as stuck:
            sys.stderr.write(f"{stuck}\n")
        else:
            self.outcome = 0
            number = done.submitted.local_number if done.submitted else ""
            sys.stdout.write(f"{number}: {self._until.value}. Ảnh từng màn hình / pictures: {self._folder}\n")
        QCoreApplication.quit()
