"""What the ticket screen knows: the counters to choose from, then the number and what became of its ticket."""

from __future__ import annotations

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.visit.events import Back, ChooseCounter, Finish, TryAgain
from kiosk.visit.snapshot import Snapshot, TicketView
from ui.touch.bridge import ViewModel, words

QML_IMPORT_NAME = "touch.screens.ticket"
QML_IMPORT_MAJOR_VERSION = 1

_NONE = TicketView(())


@QmlElement
class TicketViewModel(ViewModel):
    """One number a visit."""

    changed = Signal()

    def part(self, snapshot: Snapshot) -> object:
        """The ticket, and the procedure it was taken for."""
        return snapshot.ticket, snapshot.procedure

    @property
    def _view(self) -> TicketView:
        return self._snapshot.ticket or _NONE

    @Property(list, notify=changed)
    def counters(self) -> list[dict[str, str]]:
        """Counters to choose from: ``letter, name, desk``."""
        return [{"letter": c.letter, "name": c.name, "desk": c.desk} for c in self._view.counters]

    @Property(bool, notify=changed)
    def chosen(self) -> bool:
        """A counter was chosen."""
        return self._view.counter is not None

    @Property(str, notify=changed)
    def number(self) -> str:
        """The number, empty until it is given."""
        return self._view.number

    @Property(str, notify=changed)
    def counter(self) -> str:
        """What its counter is for."""
        return self._view.counter.name if self._view.counter else ""

    @Property(str, notify=changed)
    def desk(self) -> str:
        """Where its counter is."""
        return self._view.counter.desk if self._view.counter else ""

    @Property(str, notify=changed)
    def slip(self) -> str:
        """``printing``, ``printed`` or ``failed``."""
        return self._view.slip.value

    @Property(str, notify=changed)
    def procedure(self) -> str:
        """The procedure it was taken for, empty when it was taken on the first screen."""
        return words(self._snapshot.procedure.short_name) if self._snapshot.procedure else ""

    @Slot(str)
    def choose(self, letter: str) -> None:
        """Take a number of this counter."""
        self.bridge.send(ChooseCounter(letter))

    @Slot()
    def printAgain(self) -> None:
        """Print the same number once more."""
        self.bridge.send(TryAgain())

    @Slot()
    def finish(self) -> None:
        """The button "Xong"."""
        self.bridge.send(Finish())

    @Slot()
    def back(self) -> None:
        """To where it was asked for."""
        self.bridge.send(Back())
