"""The blocks of a page as a list model that changes in place: an input keeps its caret while others come and go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

_ROLE = int(Qt.ItemDataRole.UserRole)
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Block:
    """One input, or a card of rows that are filled already; `key` names it as long as the page is shown."""

    key: str
    content: dict[str, Any] = field(repr=False)
    """What QML gets as ``block``: ``{"field": …}`` or ``{"rows": […]}``."""


class Blocks(QAbstractListModel):
    """Blocks in page order; those that stay keep their place among themselves."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._blocks: list[Block] = []
        self._wanted: Sequence[Block] | None = None
        self._busy = False

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 – Qt's own default, an empty value
        """Return the number of blocks."""
        return 0 if parent.isValid() else len(self._blocks)

    def data(self, index: _Index, role: int = _ROLE) -> Any:
        """Return the content of one block."""
        return self._blocks[index.row()].content if index.isValid() and role == _ROLE else None

    def roleNames(self) -> dict[int, Any]:
        """QML knows one role, ``block``."""
        return {_ROLE: b"block"}

    def show(self, wanted: Sequence[Block]) -> None:
        """Become `wanted`; a wish that comes while blocks go, as when a box loses the focus, waits for its turn."""
        self._wanted = wanted
        if self._busy:
            return
        self._busy = True
        while self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self._become(wanted)
        self._busy = False

    def _become(self, wanted: Sequence[Block]) -> None:
        """Remove and insert as little as the keys allow."""
        keys = {block.key for block in wanted}
        for row in reversed(range(len(self._blocks))):
            if self._blocks[row].key not in keys:
                self._remove(row)
        for row, block in enumerate(wanted):
            self._place(row, block)

    def _place(self, row: int, block: Block) -> None:
        """Put `block` at `row`, where everything above is in place already."""
        later = next((i for i in range(row, len(self._blocks)) if self._blocks[i].key == block.key), None)
        if later is None:
            self.beginInsertRows(QModelIndex(), row, row)
            self._blocks.insert(row, block)
            self.endInsertRows()
            return
        while later > row:
            self._remove(row)
            later -= 1
        if self._blocks[row].content != block.content:
            self._blocks[row] = block
            self.dataChanged.emit(self.index(row), self.index(row), [_ROLE])

    def _remove(self, row: int) -> None:
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._blocks[row]
        self.endRemoveRows()
