"""What the closed screen knows: the fault and its words."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtQml import QmlElement

from kiosk.visit.events import CallStaff
from ui.touch.bridge import ViewModel

QML_IMPORT_NAME = "touch.screens.closed"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ClosedViewModel(ViewModel):
    """Out of service; the fault's words say why."""

    @Slot()
    def callStaff(self) -> None:
        """Call staff to the machine."""
        self.bridge.send(CallStaff())
