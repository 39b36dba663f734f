"""The whole screen without a kiosk behind it: engine, window, shell and stage; made last, destroyed first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QUrl
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.visit.clock import Clock
from ui.touch.bridge import EMPTY, Bridge
from ui.touch.controls import icons
from ui.touch.keyboard import typist
from ui.touch.screens import pictures
from ui.touch.shell.stage import Stage
from ui.touch.shell.viewmodel import ShellViewModel
from ui.touch.shell.voice import Voice

QML_ROOT = Path(__file__).parent.parent.parent
"""Import path of the QML modules ``touch.…``."""

REGISTERED = (typist,)
"""Modules that are imported for the types they give to QML."""


class Screen:
    """One kiosk screen; needs a QGuiApplication. Shows welcome until the bridge brings the first snapshot."""

    def __init__(self, clock: Clock, size: tuple[int, int] | None = None) -> None:
        self.bridge = Bridge()
        self.shell = ShellViewModel(self.bridge, clock)
        self.voice = Voice(self.bridge)
        self.engine = QQmlApplicationEngine()
        self.engine.addImportPath(str(QML_ROOT))
        icons.install(self.engine)
        pictures.install(self.engine, self.bridge)
        initial: dict[str, Any] = {"vm": self.shell, "voice": self.voice}
        if size is not None:
            initial |= {"width": size[0], "height": size[1]}
        self.engine.setInitialProperties(initial)
        self.stage = Stage(self.bridge, self.shell, self.engine)
        self.engine.load(QUrl.fromLocalFile(QML_ROOT / "touch" / "shell" / "KioskWindow.qml"))
        self.voice.listen(self.window)
        self.stage.show(EMPTY)

    @property
    def window(self) -> QQuickWindow:
        """The window. Raises RuntimeError when its QML could not be loaded."""
        roots: list[QObject] = self.engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise RuntimeError("the screen's QML could not be loaded")
        return roots[0]

    def close(self) -> None:
        """Destroy the screen: the engine before the objects it shows."""
        self.stage.close()
        QCoreApplication.sendPostedEvents(event_type=QEvent.Type.DeferredDelete.value)  # what was let go of goes first
        shiboken6.delete(self.engine)
        shiboken6.delete(self.bridge)  # now and here: the garbage collector might do it in another thread
