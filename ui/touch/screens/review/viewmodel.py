"""What the review screen knows: every answer with its source, section by section."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.forms.view import ReviewRow, ReviewSection
from kiosk.visit.events import Back, Confirm, EditPage, Refuse
from kiosk.visit.snapshot import Snapshot
from ui.touch.bridge import Bridge, ViewModel, masked

QML_IMPORT_NAME = "touch.screens.review"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ReviewViewModel(ViewModel):
    """Check your answers; nothing is filed yet."""

    changed = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._rows_a_card = 1

    def part(self, snapshot: Snapshot) -> tuple[ReviewSection, ...]:
        """The sections."""
        return snapshot.review

    @Property(list, notify=changed)
    def sections(self) -> list[dict[str, object]]:
        """Sections: ``title, page, editable, rows``; a row: ``label, text, source, masked``."""
        return [card for section in self._snapshot.review for card in _cards(section, self._rows_a_card)]

    @Property(list, notify=changed)
    def sources(self) -> list[str]:
        """The sources that occur, in order of first appearance, for the legend."""
        rows = (row for section in self._snapshot.review for row in section.rows if row.source)
        return list(dict.fromkeys(row.source.value for row in rows if row.source))

    @Slot(int)
    def fit(self, rows: int) -> None:
        """Put so many answers on a card at most: a card is never cut."""
        if max(1, rows) != self._rows_a_card:
            self._rows_a_card = max(1, rows)
            self.refresh()

    @Slot(int)
    def edit(self, page: int) -> None:
        """The button "Sửa": go to this page and come back."""
        self.bridge.send(EditPage(page))

    @Slot()
    def confirm(self) -> None:
        """The button "Đúng rồi, nộp hồ sơ"."""
        self.bridge.send(Confirm())

    @Slot()
    def withdraw(self) -> None:
        """Take the consent back: nothing is filed, nothing is kept."""
        self.bridge.send(Refuse())

    @Slot()
    def back(self) -> None:
        """Back to the last page."""
        self.bridge.send(Back())


def _cards(section: ReviewSection, most: int) -> Iterator[dict[str, object]]:
    """Yield a section as cards of at most `most` rows; only the first is edited, it stands for the whole page."""
    for start in range(0, len(section.rows), most):
        yield {
            "title": section.title,
            "page": section.page,
            "editable": section.editable and start == 0,
            "rows": [_row(row) for row in section.rows[start : start + most]],
        }


def _row(row: ReviewRow) -> dict[str, object]:
    return {
        "label": row.label,
        "text": masked(row.text) if row.masked else row.text,
        "source": row.source.value if row.source else "",
        "masked": row.masked,
    }
