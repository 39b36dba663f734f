"""What the fill screen knows: one page of a form, what is filled already and what is asked."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.forms.view import FieldView, Option, PageView
from kiosk.visit.events import AddRow, Answer, Back, Next, RemoveRow
from kiosk.visit.snapshot import Snapshot
from ui.touch.bridge import ViewModel, words

QML_IMPORT_NAME = "touch.screens.fill"
QML_IMPORT_MAJOR_VERSION = 1

_NONE = PageView("", "", 1, 1)


@QmlElement
class FillViewModel(ViewModel):
    """One page; `filled` are rows with their source, `asked` are inputs. A row may be opened for editing."""

    changed = Signal()

    def part(self, snapshot: Snapshot) -> PageView | None:
        """The page."""
        return snapshot.page

    @property
    def _page(self) -> PageView:
        return self._snapshot.page or _NONE

    def take(self, snapshot: Snapshot) -> None:
        """Show this snapshot; rows opened on another page are closed again."""
        if snapshot.page is None or snapshot.page.id != self._page.id:
            self._opened: frozenset[str] = frozenset()
        super().take(snapshot)

    @Property(str, notify=changed)
    def id(self) -> str:
        """Id of the page: another page, another id."""
        return self._page.id

    @Property(str, notify=changed)
    def title(self) -> str:
        """What the page is about."""
        return words(self._page.title)

    @Property(str, notify=changed)
    def lead(self) -> str:
        """One sentence more."""
        return words(self._page.lead)

    @Property(int, notify=changed)
    def number(self) -> int:
        """Which page this is, from 1."""
        return self._page.number

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many pages there are."""
        return self._page.count

    @Property(list, notify=changed)
    def filled(self) -> list[dict[str, Any]]:
        """Fields that a card or a rule filled, as maps of `FieldView`."""
        return [_field(f) for f in self._page.fields if self._as_row(f)]

    @Property(list, notify=changed)
    def asked(self) -> list[dict[str, Any]]:
        """Fields that are to be answered, as maps of `FieldView`."""
        return [_field(f) for f in self._page.fields if not self._as_row(f)]

    @Property(list, notify=changed)
    def errors(self) -> list[dict[str, str]]:
        """What must be mended, in page order: ``pointer, error``."""
        return [{"pointer": f.pointer, "error": words(f.error)} for f in self._page.errors]

    def _as_row(self, field: FieldView) -> bool:
        return field.locked or (field.filled and not field.error and field.pointer not in self._opened)

    @Slot(str)
    def open(self, pointer: str) -> None:
        """The button "Sửa" of a row: make it an input."""
        self._opened |= {pointer}
        self.changed.emit()

    @Slot(str, "QVariant")
    def answer(self, pointer: str, value: Any) -> None:
        """A field was left with this value."""
        self.bridge.send(Answer(pointer, value))

    @Slot(str)
    def addRow(self, pointer: str) -> None:
        """Add an empty row."""
        self.bridge.send(AddRow(pointer))

    @Slot(str)
    def removeRow(self, pointer: str) -> None:
        """Take a row away."""
        self.bridge.send(RemoveRow(pointer))

    @Slot()
    def goOn(self) -> None:
        """The primary button."""
        self.bridge.send(Next())

    @Slot()
    def back(self) -> None:
        """One page back; answers stay."""
        self.bridge.send(Back())


def _field(field: FieldView) -> dict[str, Any]:
    return {
        "pointer": field.pointer,
        "kind": field.kind,
        "label": words(field.label),
        "value": field.value,
        "text": field.text,
        "hint": words(field.hint),
        "example": words(field.example),
        "required": field.required,
        "enabled": field.enabled,
        "locked": field.locked,
        "source": field.source.value if field.source else "",
        "error": words(field.error),
        "options": [_option(o) for o in field.options],
        "choice_list": field.choice_list,
        "within": field.within,
        "rows": [[_field(cell) for cell in row] for row in field.rows],
        "max_length": field.max_length,
        "parts": [_field(part) for part in field.parts],
        "party": field.party,
    }


def _option(option: Option) -> dict[str, str]:
    return {"value": option.value, "label": words(option.label), "hint": words(option.hint)}
