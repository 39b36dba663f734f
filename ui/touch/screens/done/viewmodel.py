"""What the done screen knows: stored or accepted, under which number, and what became of the slip."""

from __future__ import annotations

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.procedures.procedure import Filing
from kiosk.visit.events import Another, Finish, Rate, RateReason
from kiosk.visit.snapshot import Delivery, Snapshot, Submitted
from ui.touch.bridge import ViewModel
from ui.touch.screens.codes import picture_of

QML_IMPORT_NAME = "touch.screens.done"
QML_IMPORT_MAJOR_VERSION = 1

_NONE = Submitted("", "", Delivery.QUEUED)


@QmlElement
class DoneViewModel(ViewModel):
    """Stored is not sent, sent is not accepted, a local number is not a dossier code."""

    changed = Signal()

    def part(self, snapshot: Snapshot) -> object:
        """The submission, the way it is filed, the network, and what was said of the machine."""
        return snapshot.submitted, snapshot.procedure, snapshot.online, snapshot.rating

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
    def slipPicture(self) -> str:
        """The slip's code as a picture of one pixel a module (a ``data:`` address), empty before there is one."""
        return picture_of(self._submitted.slip_code)

    @Property(bool, notify=changed)
    def unfinished(self) -> bool:
        """The form went to the counter half filled."""
        return self._submitted.unfinished

    @Property(str, notify=changed)
    def left(self) -> str:
        """What is left to do at the desk, a line each."""
        return "\n".join(str(one) for one in self._submitted.left)

    @Property(str, notify=changed)
    def paymentPicture(self) -> str:
        """The code that asks for the fee, as `slipPicture` is; empty where nothing is asked."""
        return picture_of(self._submitted.payment)

    @Property(list, notify=changed)
    def suggestions(self) -> list[str]:
        """What may be due soon."""
        return [str(one) for one in self._submitted.suggestions]

    @Property(str, notify=changed)
    def calendarPicture(self) -> str:
        """A newborn's vaccinations as a code for the phone's calendar; empty for everything but a birth."""
        return picture_of(self._submitted.calendar)

    @Property(str, notify=changed)
    def payee(self) -> str:
        """Owner, number and bank of the account it asks for."""
        return self._submitted.payee

    @Property(bool, notify=changed)
    def atDesk(self) -> bool:
        """The dossier is prepared only: it is signed in ink at the desk."""
        procedure = self._snapshot.procedure
        return procedure is None or procedure.filing is Filing.DESK

    @Property(str, notify=changed)
    def result(self) -> str:
        """What the citizen will get in the end."""
        procedure = self._snapshot.procedure
        return procedure.result if procedure else ""

    @Property(int, notify=changed)
    def face(self) -> int:
        """The face that was touched, 1…5, 0 for none."""
        return self._snapshot.rating.face

    @Property(bool, notify=changed)
    def asksWhy(self) -> bool:
        """The face is not glad: reasons may be given."""
        return self._snapshot.rating.asks_why

    @Property(list, notify=changed)
    def reasons(self) -> list[str]:
        """The reasons that were given."""
        return [reason.value for reason in self._snapshot.rating.reasons]

    @Slot(int)
    def rate(self, face: int) -> None:
        """A face was touched."""
        self.bridge.send(Rate(face))

    @Slot(str)
    def because(self, reason: str) -> None:
        """A reason was touched."""
        self.bridge.send(RateReason(reason))

    @Slot()
    def another(self) -> None:
        """The button "Làm việc khác"."""
        self.bridge.send(Another())

    @Slot()
    def finish(self) -> None:
        """The button "Xong, kết thúc"."""
        self.bridge.send(Finish())
