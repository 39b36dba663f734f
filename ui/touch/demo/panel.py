"""The control panel of the demonstration: a window of buttons beside the kiosk, for whoever plays the world."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QGridLayout, QGroupBox, QLabel, QPushButton, QVBoxLayout, QWidget

from kiosk.demo.outside import Outside

_LOOK_EVERY_MS = 500
_WIDTH = 420


class Panel(QWidget):
    """Cards, codes, network, paper and power of one kiosk; closing it ends the demonstration."""

    def __init__(self, outside: Outside) -> None:
        super().__init__()
        self._outside = outside
        self.setWindowTitle("Bảng điều khiển bản trình diễn")
        self.setMinimumWidth(_WIDTH)
        whole = QVBoxLayout(self)
        whole.addWidget(self._cards())
        whole.addWidget(self._world())
        self._state = QLabel()
        whole.addWidget(self._state)
        whole.addStretch()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_LOOK_EVERY_MS)
        self.look()

    @Slot()
    def look(self) -> None:
        """Say how the kiosk is now."""
        power = "đang chạy" if self._outside.powered else "mất điện"
        self._state.setText(f"Máy {power}. Hồ sơ chờ trong hàng đợi: {self._outside.waiting}.")

    def button(self, name: str) -> QPushButton:
        """Return a button by what it is called in code. Raises KeyError."""
        found: QPushButton | None = self.findChild(QPushButton, name)
        if found is None:
            raise KeyError(name)
        return found

    def _cards(self) -> QGroupBox:
        box, grid = QGroupBox("Thẻ căn cước"), QGridLayout()
        for row, (name, card) in enumerate(self._outside.cards.items()):
            grid.addWidget(QLabel(card.label), row, 0)
            grid.addWidget(self._push(f"code-{name}", "Đưa mã QR", lambda n=name: self._outside.show_code(n)), row, 1)  # type: ignore[misc]
            grid.addWidget(self._push(f"lay-{name}", "Đặt thẻ", lambda n=name: self._outside.lay(n)), row, 2)  # type: ignore[misc]
        grid.addWidget(self._push("lift", "Nhấc thẻ ra", self._outside.lift), len(self._outside.cards), 2)
        grid.addWidget(self._push("poster", "Đưa áp phích", self._outside.show_poster), len(self._outside.cards), 1)
        box.setLayout(grid)
        return box

    def _world(self) -> QGroupBox:
        box, column = QGroupBox("Xung quanh máy"), QVBoxLayout()
        column.addWidget(self._switch("network", "Cắt mạng", self._outside.network))
        column.addWidget(self._switch("paper", "Hết giấy in", self._outside.paper))
        column.addWidget(self._switch("power", "Rút điện", self._power))
        box.setLayout(column)
        return box

    def _power(self, there: bool) -> None:
        (self._outside.power_on if there else self._outside.power_off)()
        self.look()

    def _push(self, name: str, text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.clicked.connect(lambda _checked: act())
        return button

    def _switch(self, name: str, text: str, act: Callable[[bool], None]) -> QPushButton:
        """A button that stays down while what it names holds; `act` is told whether the thing is there."""
        button = QPushButton(text)
        button.setObjectName(name)
        button.setCheckable(True)
        button.toggled.connect(lambda down: act(not down))
        return button
