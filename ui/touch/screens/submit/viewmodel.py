"""What the submit screen knows: that the dossier is being stored, or why it could not be."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtQml import QmlElement

from kiosk.visit.events import TryAgain
from ui.touch.bridge import ViewModel

QML_IMPORT_NAME = "touch.screens.submit"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class SubmitViewModel(ViewModel):
    """Sealing and storing ends by itself."""

    @Slot()
    def tryAgain(self) -> None:
        """Store once more."""
        self.bridge.send(TryAgain())
