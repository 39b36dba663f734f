"""What the welcome screen knows: nothing of anyone; it begins a visit."""

from __future__ import annotations

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.visit.events import Begin, TakeNumber, Track
from kiosk.visit.snapshot import Snapshot
from ui.touch.bridge import ViewModel

QML_IMPORT_NAME = "touch.screens.welcome"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class WelcomeViewModel(ViewModel):
    """The first touch already chooses."""

    changed = Signal()

    def part(self, snapshot: Snapshot) -> object:
        """The counters of the centre, and whether a card was left."""
        return snapshot.counters, snapshot.card_left

    @Property(bool, notify=changed)
    def queue(self) -> bool:
        """This machine gives numbers for the queue."""
        return bool(self._snapshot.counters)

    @Property(bool, notify=changed)
    def cardLeft(self) -> bool:
        """The card of the last visit still lies on the reader."""
        return self._snapshot.card_left

    @Slot()
    def track(self) -> None:
        """Ask what became of a dossier."""
        self.bridge.send(Track())

    @Slot()
    def takeNumber(self) -> None:
        """Take a number for the queue."""
        self.bridge.send(TakeNumber())

    @Slot()
    def begin(self) -> None:
        """The button "Làm thủ tục"."""
        self.bridge.send(Begin())
