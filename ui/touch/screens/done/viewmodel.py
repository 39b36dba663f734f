"""What the done screen knows: stored or accepted, under which number, and what became of the slip."""

from __future__ import annotations

from base64 import b64encode

from PySide6.QtCore import Property, QBuffer, QIODevice, Signal, Slot
from PySide6.QtGui import QImage, qRgb
from PySide6.QtQml import QmlElement
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

from kiosk.procedures.procedure import Filing
from kiosk.visit.events import Another, Finish, PrintAgain, Rate, RateReason
from kiosk.visit.snapshot import Delivery, Snapshot, Submitted
from ui.touch.bridge import ViewModel

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
        return _picture(self._submitted.slip_code)

    @Property(bool, notify=changed)
    def unfinished(self) -> bool:
        """The form went to the counter half filled."""
        return self._submitted.unfinished

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
    def printAgain(self) -> None:
        """Print the slip once more."""
        self.bridge.send(PrintAgain())

    @Slot()
    def finish(self) -> None:
        """The button "Xong, kết thúc"."""
        self.bridge.send(Finish())


def _picture(text: str) -> str:
    if not text:
        return ""
    code = QRCode(error_correction=ERROR_CORRECT_M)
    code.add_data(text)
    rows = code.get_matrix()
    image = QImage(len(rows), len(rows), QImage.Format.Format_RGB32)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            image.setPixel(x, y, qRgb(0, 0, 0) if dark else qRgb(255, 255, 255))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # PySide's stub wants bytes, Qt wants text
    return "data:image/png;base64," + b64encode(buffer.data().data()).decode()
