"""A view model with numbers that are hidden from those who stand behind: a touch shows one of them for a moment."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot

from kiosk.visit.snapshot import Snapshot
from ui.touch.bridge import Bridge, ViewModel, masked

SHOWN_MS = 5000
"""Long enough to compare twelve digits with a card; gone when somebody steps up from behind."""


class Revealing(ViewModel):
    """Numbers go to QML hidden, all but the one that is being shown; another page hides it at once."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._revealed = ""
        self._hiding = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._hiding.timeout.connect(lambda: self.reveal(""))

    def take(self, snapshot: Snapshot) -> None:
        """Show this snapshot; what was shown on another page is hidden."""
        if snapshot.state is not self._snapshot.state or snapshot.page != self._snapshot.page:
            self._revealed = ""
        super().take(snapshot)

    def hidden(self, key: str, text: str) -> str:
        """Return a number as it may be seen now; `key` names the row or card it stands in."""
        return text if key == self._revealed else masked(text)

    @Slot(str)
    def reveal(self, key: str) -> None:
        """Show the numbers of this row or card for a moment; none with an empty key."""
        self._revealed = key
        if key:
            self._hiding.start()
        else:
            self._hiding.stop()
        self.refresh()
