"""What the done screen knows: stored or accepted, under which number, and what became of the slip."""

from __future__ import annotations

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.procedures.procedure import Filing
from kiosk.visit.events import Finish, PrintAgain
from kiosk.visit.snapshot import Delivery, SlipState, Snapshot, Submitted
from ui.touch.bridge import ViewModel, words

QML_IMPORT_NAME = "touch.screens.done"
QML_IMPORT_MAJOR_VERSION = 1

_NONE = Submitted("", "", Delivery.QUEUED)


@QmlElement
class DoneViewModel(ViewModel):
    """Stored is not sent, sent is not accepted, a local number is not a dossier code."""

    changed = Signal()

    def part(self, snapshot: Snapshot) -> object:
        """The submission, the way it is filed, and the network."""
        return snapshot.submitted, snapshot.procedure, snapshot.online

    @property
    def _submitted(self) -> Submitted:
        return self._snapshot.submitted or _NONE

    @Property(str, notify=changed)
    def delivery(self) -> str:
        """A `Delivery` value: the state of the dossier."""
        return self._submitted.delivery.value

    @Property(bool, notify=changed)
    def online(self) -> bool:
        """The portal answered last time."""
        return self._snapshot.online

    @Property(str, notify=changed)
    def localNumber(self) -> str:
        """This machine's number."""
        return self._submitted.local_number

    @Property(str, notify=changed)
    def dossierCode(self) -> str:
        """The portal's code, empty before acceptance."""
        return self._submitted.dossier_code

    @Property(str, notify=changed)
    def slip(self) -> str:
        """``printing``, ``printed`` or ``failed``."""
        return self._submitted.slip.value

    @Property(str, notify=changed)
    def slipCode(self) -> str:
        """Text of the slip's code."""
        return self._submitted.slip_code

    @Property(bool, notify=changed)
    def slipFailed(self) -> bool:
        """Nothing came out of the printer."""
        return self._submitted.slip is SlipState.FAILED

    @Property(bool, notify=changed)
    def atDesk(self) -> bool:
        """The dossier is prepared only: it is signed in ink at the desk."""
        procedure = self._snapshot.procedure
        return procedure is None or procedure.filing is Filing.DESK

    @Property(str, notify=changed)
    def result(self) -> str:
        """What the citizen will get in the end."""
        procedure = self._snapshot.procedure
        return words(procedure.result) if procedure else ""

    @Slot()
    def printAgain(self) -> None:
        """Print the slip once more."""
        self.bridge.send(PrintAgain())

    @Slot()
    def finish(self) -> None:
        """The button "Xong, kết thúc"."""
        self.bridge.send(Finish())
