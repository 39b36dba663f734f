"""After the wipe nothing of the visit is left: not in items, not in view models, not in keyboard or clipboard."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from kiosk.visit.snapshot import Snapshot
from kiosk.visit.states import State
from tests.ui.kiosk_screen import Opened, opened
from ui.screenshots.gallery import moments

SECRETS = ("Trần Thị Mẫu", "000190000123", "000 190", "Suối Trong", "02/09/1990", "canary 000099012345")
MOMENTS = {moment.name: moment.snapshot for moment in moments()}


def test_the_visit_is_on_the_screen_before_the_wipe() -> None:
    with opened() as screen:
        screen.show(MOMENTS["fill-1"])
        assert "Trần Thị Mẫu" in remembered(screen)


def test_no_item_and_no_view_model_remembers_anything_after_the_wipe() -> None:
    with opened() as screen:
        screen.listen()
        for snapshot in MOMENTS.values():
            screen.show(snapshot)
        screen.show(MOMENTS["fill-1"])
        entry = next(i for i in screen.items() if i.inherits("QQuickTextInput") and i.isVisible())
        screen.finger.tap(entry)
        for letter in "canary 000099012345":
            screen.finger.write(letter)
        assert "canary 000099012345" in remembered(screen)
        screen.show(Snapshot(State.WELCOME))
        screen.finger.rest(50)
        left = remembered(screen)
        assert [secret for secret in SECRETS if secret in left] == []
        assert QGuiApplication.clipboard().text() == ""


def remembered(screen: Opened) -> str:
    """Return every text property of every object that the screen holds."""
    objects: list[QObject] = [*screen.items(), *screen.screen.bridge.findChildren(QObject)]
    objects += screen.screen.window.findChildren(QObject)
    return "\n".join(text for one in objects for text in texts(one))


def texts(one: QObject) -> list[str]:
    about = one.metaObject()
    names = [about.property(i) for i in range(about.propertyCount())]
    values = [
        one.property(p.name()) for p in names if p.typeName() in ("QString", "QVariantList", "QVariantMap", "QVariant")
    ]
    return [str(value) for value in values if value]
