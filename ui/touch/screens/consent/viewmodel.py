"""What the consent screen knows: one purpose, who gets which data, and what happens on refusal."""

from __future__ import annotations

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.visit.events import Agree, Back, Refuse
from kiosk.visit.snapshot import Consent, Snapshot
from ui.touch.bridge import ViewModel

QML_IMPORT_NAME = "touch.screens.consent"
QML_IMPORT_MAJOR_VERSION = 1

_NONE = Consent("", "", "", (), "", "")


@QmlElement
class ConsentViewModel(ViewModel):
    """One purpose, one page (Law 91/2025/QH15)."""

    changed = Signal()

    def part(self, snapshot: Snapshot) -> Consent | None:
        """The purpose that is asked now."""
        return snapshot.consent

    @property
    def _consent(self) -> Consent:
        return self._snapshot.consent or _NONE

    @Property(str, notify=changed)
    def purpose(self) -> str:
        """Title of the purpose."""
        return str(self._consent.title)

    @Property(str, notify=changed)
    def text(self) -> str:
        """What will be done with the data."""
        return str(self._consent.text)

    @Property(list, notify=changed)
    def data(self) -> list[str]:
        """Which data."""
        return list(self._consent.data)

    @Property(str, notify=changed)
    def recipient(self) -> str:
        """Who gets them."""
        return str(self._consent.recipient)

    @Property(str, notify=changed)
    def refusal(self) -> str:
        """What happens on refusal."""
        return self._consent.refusal

    @Property(int, notify=changed)
    def number(self) -> int:
        """Which purpose this is, from 1."""
        return self._consent.number

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many purposes there are."""
        return self._consent.count

    @Slot()
    def agree(self) -> None:
        """The button "Tôi đồng ý"."""
        self.bridge.send(Agree())

    @Slot()
    def refuse(self) -> None:
        """The button "Tôi không đồng ý"."""
        self.bridge.send(Refuse())

    @Slot()
    def back(self) -> None:
        """Back to the choice; nothing was agreed."""
        self.bridge.send(Back())
