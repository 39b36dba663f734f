"""A window without locks, which the same keys close: the positive control of the panel's test."""

from __future__ import annotations

import sys

from PySide6.QtGui import QGuiApplication, QWindow

app = QGuiApplication(sys.argv)
window = QWindow()
window.setTitle("plain window")
window.resize(400, 300)
window.show()
sys.exit(app.exec())
