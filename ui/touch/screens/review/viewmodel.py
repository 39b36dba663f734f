"""What the review screen knows: every answer with its source, section by section."""

from __future__ import annotations

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.forms.view import ReviewRow, ReviewSection
from kiosk.visit.events import Back, Confirm, EditPage
from kiosk.visit.snapshot import Snapshot
from ui.touch.bridge import ViewModel, masked, words

QML_IMPORT_NAME = "touch.screens.review"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ReviewViewModel(ViewModel):
    """Check your answers; nothing is filed yet."""

    changed = Signal()

    def part(self, snapshot: Snapshot) -> tuple[ReviewSection, ...]:
        """The sections."""
        return snapshot.review

    @Property(list, notify=changed)
    def sections(self) -> list[dict[str, object]]:
        """Sections: ``title, page, editable, rows``; a row: ``label, text, source, masked``."""
        return [
            {"title": words(s.title), "page": s.page, "editable": s.editable, "rows": [_row(r) for r in s.rows]}
            for s in self._snapshot.review
        ]

    @Property(list, notify=changed)
    def sources(self) -> list[str]:
        """The sources that occur, in order of first appearance, for the legend."""
        rows = (row for section in self._snapshot.review for row in section.rows if row.source)
        return list(dict.fromkeys(row.source.value for row in rows if row.source))

    @Slot(int)
    def edit(self, page: int) -> None:
        """The button "Sửa": go to this page and come back."""
        self.bridge.send(EditPage(page))

    @Slot()
    def confirm(self) -> None:
        """The button "Đúng rồi, nộp hồ sơ"."""
        self.bridge.send(Confirm())

    @Slot()
    def back(self) -> None:
        """Back to the last page."""
        self.bridge.send(Back())


def _row(row: ReviewRow) -> dict[str, object]:
    return {
        "label": words(row.label),
        "text": masked(row.text) if row.masked else words(row.text),
        "source": row.source.value if row.source else "",
        "masked": row.masked,
    }
