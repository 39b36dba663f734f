"""A view model that shows what a camera sees, for the screens with a live picture."""

from __future__ import annotations

from PySide6.QtCore import Property, QTimer, Signal, Slot

from kiosk.faults import Fault
from kiosk.visit.snapshot import Snapshot
from ui.touch.bridge import Bridge, ViewModel

_LOOK_EVERY_MS = 50
"""Oftener than a camera gives pictures (fifteen a second are enough to aim by), so that none waits long."""


class LookingViewModel(ViewModel):
    """Asks for the newest picture while `wants_picture` says so; a subclass names the `address` of its pictures."""

    pictureChanged = Signal()
    address = ""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._taken_at: float | None = None
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def wants_picture(self, snapshot: Snapshot) -> bool:
        """Return True while the live picture is to be shown."""
        raise NotImplementedError

    def take(self, snapshot: Snapshot) -> None:
        """Show this snapshot; look at the camera only while a picture is wanted."""
        old = self._snapshot
        super().take(snapshot)
        if (snapshot.aims_by_picture, snapshot.fault) != (old.aims_by_picture, old.fault):
            self.pictureChanged.emit()  # scanner or camera may come and go while the page stands
        wanted = self.wants_picture(snapshot)
        if wanted and not self._timer.isActive():
            self._timer.start()
        elif not wanted:
            self._timer.stop()
            self._show_picture(None)

    @Slot()
    def look(self) -> None:
        """Show the newest picture if there is one."""
        frame = self.bridge.frame()
        self._show_picture(frame.at if frame else None)

    def _show_picture(self, taken_at: float | None) -> None:
        if taken_at != self._taken_at:
            self._taken_at = taken_at
            self.pictureChanged.emit()

    @Property(bool, notify=pictureChanged)
    def aimsByPicture(self) -> bool:
        """There is a picture to aim by; else a scanner with a light of its own."""
        return self._snapshot.aims_by_picture

    @Property(bool, notify=pictureChanged)
    def cameraAway(self) -> bool:
        """The fault of this moment is the camera's."""
        return self._snapshot.fault is Fault.CAMERA_AWAY

    @Property(str, notify=pictureChanged)
    def picture(self) -> str:
        """Address of the camera's newest picture, empty while there is none."""
        return f"{self.address}{self._taken_at}" if self._taken_at is not None else ""
