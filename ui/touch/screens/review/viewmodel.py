"""What the review screen knows: every answer with its source, section by section."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.forms.view import ReviewRow, ReviewSection
from kiosk.visit.events import Back, Confirm, EditPage, Refuse
from kiosk.visit.snapshot import Snapshot
from ui.touch.bridge import Bridge
from ui.touch.screens.revealing import Revealing

QML_IMPORT_NAME = "touch.screens.review"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ReviewViewModel(Revealing):
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
        """Cards: ``key, title, page, editable, private, rows``; a row: ``label, text, spoken, source``."""
        return [card for number, _ in enumerate(self._snapshot.review) for card in self._cards(number)]

    @Property(list, notify=changed)
    def sources(self) -> list[str]:
        """The sources that occur, in order of first appearance, for the legend."""
        rows = (row for section in self._snapshot.review for row in section.rows if row.source)
        return list(dict.fromkeys(row.source.value for row in rows if row.source))

    def _cards(self, number: int) -> Iterator[dict[str, object]]:
        """Yield a section as cards that fit a sheet; only the first is edited, it stands for the whole page."""
        section = self._snapshot.review[number]
        for start in range(0, len(section.rows), self._rows_a_card):
            rows, key = section.rows[start : start + self._rows_a_card], f"{number}.{start}"
            yield {
                "key": key,
                "title": section.title,
                "page": section.page,
                "editable": section.editable and start == 0,
                "private": any(row.masked and row.text for row in rows),
                "rows": [self._row(key, row) for row in rows],
            }

    def _row(self, key: str, row: ReviewRow) -> dict[str, str]:
        text = self.hidden(key, row.text) if row.masked else row.text
        spoken = row.spoken if row.spoken and text == row.text else text
        return {"label": row.label, "text": text, "spoken": spoken, "source": row.source.value if row.source else ""}

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
