"""What the track screen knows: how far the question is, both numbers of the dossier, its state."""

from __future__ import annotations

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.visit.events import Back, Finish, LookUp, TryAgain
from kiosk.visit.snapshot import Snapshot
from kiosk.visit.states import State
from kiosk.visit.tracked import Tracked, TrackStep
from ui.touch.screens.looking import LookingViewModel
from ui.touch.screens.pictures import CAMERA

QML_IMPORT_NAME = "touch.screens.track"
QML_IMPORT_MAJOR_VERSION = 1

_NOTHING = Tracked()


@QmlElement
class TrackViewModel(LookingViewModel):
    """Steps in order: ``ask, asking, found``."""

    changed = Signal()
    address = f"image://{CAMERA}/"

    def wants_picture(self, snapshot: Snapshot) -> bool:
        """Only while a code is wanted."""
        return snapshot.state is State.TRACK and (snapshot.tracked or _NOTHING).step is TrackStep.ASK

    def part(self, snapshot: Snapshot) -> object:
        """The question and its answer."""
        return snapshot.tracked

    @property
    def _tracked(self) -> Tracked:
        return self._snapshot.tracked or _NOTHING

    @Property(str, notify=changed)
    def step(self) -> str:
        """How far it is."""
        return self._tracked.step.value

    @Property(str, notify=changed)
    def asked(self) -> str:
        """The number that was asked for last."""
        return self._tracked.asked

    @Property(str, notify=changed)
    def delivery(self) -> str:
        """A `Delivery` value: the state of the dossier."""
        return self._tracked.state.value

    @Property(str, notify=changed)
    def dossierCode(self) -> str:
        """The portal's code, empty before acceptance."""
        return self._tracked.dossier_code

    @Property(str, notify=changed)
    def localNumber(self) -> str:
        """The machine's number."""
        return self._tracked.local_number

    @Property(bool, notify=changed)
    def fresh(self) -> bool:
        """The portal said so now; else it is what this machine knew last."""
        return self._tracked.fresh

    @Slot(str)
    def lookUp(self, number: str) -> None:
        """Ask for a typed number."""
        self.bridge.send(LookUp(number))

    @Slot()
    def tryAgain(self) -> None:
        """Ask once more."""
        self.bridge.send(TryAgain())

    @Slot()
    def finish(self) -> None:
        """The button "Xong"."""
        self.bridge.send(Finish())

    @Slot()
    def back(self) -> None:
        """To the question, then to welcome."""
        self.bridge.send(Back())
