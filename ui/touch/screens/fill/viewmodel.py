"""What the fill screen knows: one page of a form, what is filled already and what is asked."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, takewhile
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.forms.kinds import SILENT
from kiosk.forms.view import FieldView, Option, PageView
from kiosk.visit.events import AddRow, Answer, Back, Next, ReadParty, RemoveRow
from kiosk.visit.snapshot import Snapshot
from ui.touch.bridge import Bridge
from ui.touch.screens.fill.blocks import Block, Blocks
from ui.touch.screens.revealing import Revealing

QML_IMPORT_NAME = "touch.screens.fill"
QML_IMPORT_MAJOR_VERSION = 1

_NONE = PageView("", "", 1, 1)


@QmlElement
class FillViewModel(Revealing):
    """One page: rows with their source for what is known, inputs for what is asked; a row may be opened for editing."""

    changed = Signal()
    blocksChanged = Signal()
    turned = Signal()
    """Another page is shown."""
    foundChanged = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._opened: frozenset[str] = frozenset()
        self._blocks = Blocks(self)
        self._rows_a_card = 1
        self._found: list[dict[str, str]] = []

    def part(self, snapshot: Snapshot) -> PageView | None:
        """The page."""
        return snapshot.page

    @property
    def _page(self) -> PageView:
        return self._snapshot.page or _NONE

    def take(self, snapshot: Snapshot) -> None:
        """Show this snapshot; rows opened on another page are closed again."""
        turned = (snapshot.page or _NONE).id != self._page.id
        if turned:
            self._opened = frozenset()
            self._show_found([])
        super().take(snapshot)
        if turned:
            self.turned.emit()

    @Property(str, notify=changed)
    def title(self) -> str:
        """What the page is about."""
        return self._page.title

    @Property(str, notify=changed)
    def lead(self) -> str:
        """One sentence more."""
        return self._page.lead

    @Property(bool, notify=changed)
    def draft(self) -> bool:
        """No person has compared this form with the official text yet."""
        return self._page.draft

    @Property(int, notify=changed)
    def number(self) -> int:
        """Which page this is, from 1."""
        return self._page.number

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many pages there are."""
        return self._page.count

    @Property(QObject, constant=True)
    def blocks(self) -> QObject:
        """Inputs, and cards of rows that are filled already, in page order: a model with one role, ``block``."""
        return self._blocks

    @Property(int, notify=blocksChanged)
    def silent(self) -> int:
        """How many blocks come before the first that can be touched."""
        return sum(1 for _ in takewhile(_only_seen, self._grouped()))

    @Property(list, notify=changed)
    def errors(self) -> list[dict[str, str]]:
        """What must be mended, in page order: ``pointer, error``."""
        return [{"pointer": f.pointer, "error": f.error} for f in self._page.errors]

    def refresh(self) -> None:
        """Bring the blocks to the page, then tell QML."""
        self._regroup()
        self.changed.emit()

    def _regroup(self) -> None:
        self._blocks.show(list(self._grouped()))
        self.blocksChanged.emit()

    def _grouped(self) -> Iterator[Block]:
        """Rows that follow one another share a card."""
        for as_row, run in groupby(self._page.fields, self._as_row):
            fields = [_field(f) | self._card_of(f) for f in run]
            if as_row:
                rows = [self._row(each) for each in fields]
                for start in range(0, len(rows), self._rows_a_card):
                    card = rows[start : start + self._rows_a_card]
                    yield Block(f"rows {self._page.id} {card[0]['pointer']}", {"rows": card})
            else:
                for each in fields:
                    name = each["pointer"] or each["label"]
                    yield Block(f"field {self._page.id} {each['kind']} {name}", {"field": each})

    def _row(self, field: dict[str, Any]) -> dict[str, Any]:
        """A row is only seen: QML gets no value beside its text, and of a private number what may be seen now."""
        if not field["masked"]:
            return field | {"value": None}
        text = self.hidden(field["pointer"], field["text"])
        spoken = field["spoken"] if text == field["text"] else text
        return field | {"value": None, "text": text, "spoken": spoken}

    def _as_row(self, field: FieldView) -> bool:
        return field.locked or (field.filled and not field.error and field.pointer not in self._opened)

    def _card_of(self, field: FieldView) -> dict[str, str]:
        """Offer a card only for a person whose card was not read yet."""
        return {"party": field.party if field.party not in self._snapshot.parties else ""}

    @Slot(int)
    def fit(self, rows: int) -> None:
        """Put so many filled rows on a card at most: a card is never cut."""
        if max(1, rows) != self._rows_a_card:
            self._rows_a_card = max(1, rows)
            self._regroup()  # the page itself stays as it is, so that its words do not ask for room again

    @Slot(str)
    def open(self, pointer: str) -> None:
        """The button "Sửa" of a row: make it an input."""
        self._opened |= {pointer}
        self.refresh()

    @Slot(str, "QVariant")
    def answer(self, pointer: str, value: Any) -> None:
        """A field was left with this value."""
        self.bridge.send(Answer(pointer, value))

    @Property(list, notify=foundChanged)
    def found(self) -> list[dict[str, str]]:
        """What fits the search in a large list: ``value, label, hint``."""
        return self._found

    @Slot(str, str, str)
    def find(self, choices: str, within: str, text: str) -> None:
        """Search a large list, such as the communes of a province."""
        search = self._page.search
        self._show_found([_option(o) for o in search(choices, text, within)] if search else [])

    def _show_found(self, found: list[dict[str, str]]) -> None:
        self._found = found
        self.foundChanged.emit()

    @Slot(str)
    def readParty(self, role: str) -> None:
        """Fill the block about this person from that person's own card."""
        self.bridge.send(ReadParty(role))

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
        "label": field.label,
        "value": field.value,
        "text": field.text,
        "hint": field.hint,
        "example": field.example,
        "required": field.required,
        "enabled": field.enabled,
        "locked": field.locked,
        "source": field.source.value if field.source else "",
        "error": field.error,
        "warning": field.warning,
        "options": [_option(o) for o in field.options],
        "choice_list": field.choice_list,
        "within": field.within,
        "rows": [[_field(cell) for cell in row] for row in field.rows],
        "max_length": field.max_length,
        "parts": [_field(part) for part in field.parts],
        "masked": field.masked,
        "spoken": field.spoken or field.text,
    }


def _only_seen(block: Block) -> bool:
    """Return whether a block is only looked at: locked rows, a title, a note."""
    if "rows" in block.content:
        return all(row["locked"] for row in block.content["rows"])
    field = block.content["field"]
    return field["kind"] in SILENT and not field["party"]


def _option(option: Option) -> dict[str, str]:
    return {"value": option.value, "label": option.label, "hint": option.hint}
