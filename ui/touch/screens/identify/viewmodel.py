"""What the identify screen knows: how far the reading is, and the name once the chip has said it."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.visit.events import Back, EnterCardNumber, Next, TryAgain
from kiosk.visit.snapshot import Identification, IdentifyStep, Snapshot
from ui.touch.bridge import ViewModel, words

QML_IMPORT_NAME = "touch.screens.identify"
QML_IMPORT_MAJOR_VERSION = 1

_ORDER = tuple(IdentifyStep)


@QmlElement
class IdentifyViewModel(ViewModel):
    """Steps in order: ``code, card, reading, checking, read``."""

    changed = Signal()

    def part(self, snapshot: Snapshot) -> Identification:
        """The identification."""
        return snapshot.identification

    @Property(str, notify=changed)
    def step(self) -> str:
        """The step that is going on."""
        return self._snapshot.identification.step.value

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
    def verdict(self) -> str:
        """The card's verdict, empty before the check."""
        verdict = self._snapshot.identification.verdict
        return verdict.value if verdict else ""

    @Property(str, notify=changed)
    def differences(self) -> str:
        """Facts in which code and chip differ, in words, joined by commas."""
        return ", ".join(words(label) for label in self._snapshot.identification.differences)

    @Property(QObject, constant=True)
    def camera(self) -> QObject:
        """Where the preview gets its pictures."""
        return self.bridge

    @Slot(str)
    def enterNumber(self, number: str) -> None:
        """The 12 digits of the card were typed."""
        self.bridge.send(EnterCardNumber(number))

    @Slot()
    def tryAgain(self) -> None:
        """Read the card once more."""
        self.bridge.send(TryAgain())

    @Slot()
    def goOn(self) -> None:
        """Go on with what was read."""
        self.bridge.send(Next())

    @Slot()
    def back(self) -> None:
        """Back to the choice."""
        self.bridge.send(Back())
