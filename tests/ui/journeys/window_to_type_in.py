"""A kiosk window for a test from outside: prints where each control stands, and every answer that the screen gives."""

import json
import sys
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QTimer
from PySide6.QtGui import QGuiApplication

from kiosk.visit.clock import SystemClock
from kiosk.visit.events import Answer
from ui.screenshots.gallery import moments
from ui.touch.demo.finger import Finger, items
from ui.touch.shell.screen import Screen


@dataclass
class Teller:
    """Stands where the visit stands."""

    def send(self, event):
        if isinstance(event, Answer):
            tell({"answer": event.value})

    def subscribe(self, callback):
        pass


def tell(what):
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def main():
    app = QGuiApplication([])
    screen = Screen(SystemClock(), (540, 960))
    screen.bridge.attach(Teller())
    screen.bridge.publish(next(one.snapshot for one in moments() if one.name == sys.argv[1]))
    finger, last, told = Finger(screen.window), {}, {}

    def look():
        nonlocal last, told
        seen = {str(item.property("name")): centre(item, screen) for item in finger.controls()}
        for item in items(screen.window.contentItem()):
            if item.inherits("QQuickTextInput") and item.isVisible():
                seen["entry"] = centre(item, screen)
                break
        if seen == last != told:  # the window manager has put the window in its place
            told = seen
            tell({"at": seen})
        last = seen

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(100)
    app.exec()


def centre(item, screen):
    middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
    at = screen.window.mapToGlobal(middle.toPoint())
    return [at.x(), at.y()]


main()
