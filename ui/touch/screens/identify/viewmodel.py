"""What the identify screen knows: how far the reading is, and the name once the chip has said it."""

from __future__ import annotations

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.forms.kinds import in_threes
from kiosk.identity.party import Fact
from kiosk.language.words import noted
from kiosk.visit.events import Back, EnterCardNumber, Next, TryAgain, WithoutChip
from kiosk.visit.snapshot import Identification, IdentifyStep, Snapshot
from kiosk.visit.states import State
from ui.touch.bridge import masked, words
from ui.touch.screens.looking import LookingViewModel
from ui.touch.screens.pictures import CAMERA, PORTRAIT

QML_IMPORT_NAME = "touch.screens.identify"
QML_IMPORT_MAJOR_VERSION = 1

_ORDER = tuple(IdentifyStep)
_LABELS = {
    Fact.PERSONAL_ID: noted("Số định danh"),
    Fact.FULL_NAME: noted("Họ và tên"),
    Fact.DATE_OF_BIRTH: noted("Ngày sinh"),
    Fact.SEX: noted("Giới tính"),
    Fact.RESIDENCE: noted("Nơi thường trú"),
    Fact.CARD_ISSUED_ON: noted("Ngày cấp thẻ"),
}
"""The facts that a printed code and a chip both hold."""


@QmlElement
class IdentifyViewModel(LookingViewModel):
    """Steps in order: ``code, card, reading, checking, read``."""

    changed = Signal()
    address = f"image://{CAMERA}/"

    def wants_picture(self, snapshot: Snapshot) -> bool:
        """Only while a code is wanted."""
        return snapshot.state is State.IDENTIFY and snapshot.identification.step is IdentifyStep.CODE

    def part(self, snapshot: Snapshot) -> Identification:
        """The identification."""
        return snapshot.identification

    @Property(str, notify=changed)
    def step(self) -> str:
        """The step that is going on."""
        return self._snapshot.identification.step.value

    @Property(bool, notify=changed)
    def requester(self) -> bool:
        """The card of the person at the machine is wanted, not that of another party."""
        return self._snapshot.identification.role == "requester"

    @Property(int, notify=changed)
    def stepNumber(self) -> int:
        """0 code, 1 card, 2 reading, 3 checking, 4 read."""
        return _ORDER.index(self._snapshot.identification.step)

    @Property(bool, notify=changed)
    def byCode(self) -> bool:
        """The number came from the camera."""
        return self._snapshot.identification.by_code

    @Property(float, notify=changed)
    def fraction(self) -> float:
        """0…1 of the bytes to read."""
        return self._snapshot.identification.fraction

    @Property(int, notify=changed)
    def secondsLeft(self) -> int:
        """Seconds the reading will still take, -1 when not known yet."""
        left = self._snapshot.identification.seconds_left
        return -1 if left is None else left

    @Property(str, notify=changed)
    def name(self) -> str:
        """The holder's name, as soon as the chip has said it."""
        return self._snapshot.identification.name

    @Property(str, notify=changed)
    def number(self) -> str:
        """The ID number once the chip is open, its middle hidden from those who stand behind."""
        shown = self._snapshot.identification
        return masked(in_threes(shown.number)) if shown.name else ""

    @Property(str, notify=changed)
    def portrait(self) -> str:
        """Address of the chip's face, empty where no purpose asks for it."""
        return f"image://{PORTRAIT}/{self._snapshot.visit}" if self._snapshot.identification.portrait else ""

    @Property(str, notify=changed)
    def differences(self) -> str:
        """Facts in which code and chip differ, in words, joined by commas."""
        return ", ".join(words(_LABELS[fact]) for fact in self._snapshot.identification.differences)

    @Slot(str)
    def enterNumber(self, number: str) -> None:
        """The 12 digits of the card were typed."""
        self.bridge.send(EnterCardNumber(number))

    @Slot()
    def next(self) -> None:
        """The face was seen: go on."""
        self.bridge.send(Next())

    @Slot()
    def tryAgain(self) -> None:
        """Read the card once more."""
        self.bridge.send(TryAgain())

    @Slot()
    def withoutChip(self) -> None:
        """Go on without the chip, at lower assurance."""
        self.bridge.send(WithoutChip())

    @Slot()
    def back(self) -> None:
        """Back to the choice."""
        self.bridge.send(Back())
