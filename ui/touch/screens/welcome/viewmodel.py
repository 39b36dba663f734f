"""What the welcome screen knows: nothing of anyone; it begins a visit."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtQml import QmlElement

from kiosk.visit.events import Begin
from ui.touch.bridge import ViewModel

QML_IMPORT_NAME = "touch.screens.welcome"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class WelcomeViewModel(ViewModel):
    """The first touch begins a visit."""

    @Slot()
    def begin(self) -> None:
        """The button "Làm thủ tục"."""
        self.bridge.send(Begin())
