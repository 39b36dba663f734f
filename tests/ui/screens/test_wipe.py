"""After the wipe nothing of the visit is left: not in items, not in view models, not in keyboard or clipboard."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QGuiApplication

from kiosk.visit.snapshot import Snapshot
from kiosk.visit.states import State
from kiosk.voice.orders import Hush, Speech
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
        assert [i for i in screen.items() if i.inherits("QQuickTextInput") and i.property("canUndo")] == []


def test_no_picture_of_the_visit_is_given_after_the_wipe() -> None:
    with opened() as screen:
        engine = screen.screen.engine
        for name, picture in (("attach", "page/0-0-x"), ("identify-portrait", "portrait/x")):
            provider, _, address = picture.partition("/")
            screen.show(MOMENTS[name])
            assert pixels(engine.imageProvider(provider), address) > 1
            screen.show(Snapshot(State.WELCOME))
            assert pixels(engine.imageProvider(provider), address) == 1
        assert pixels(engine.imageProvider("camera"), "1") == 1


def test_what_was_about_to_be_said_is_forgotten_with_the_visit() -> None:
    with opened() as screen:
        screen.listen()
        said: list[object] = []
        screen.screen.bridge.sound = said.append
        screen.show(MOMENTS["review"])
        screen.screen.voice.turn(on=True)
        screen.screen.voice.say("Trần Thị Mẫu", personal=True)
        said.clear()
        screen.show(Snapshot(State.WELCOME), rest_ms=300)
        assert Hush() in said
        words = [part.words for order in said if isinstance(order, Speech) for part in order.parts]
        assert "Trần Thị Mẫu" not in words


def pixels(provider: object, address: str) -> int:
    """How many pixels the provider gives: one is nothing."""
    image = provider.requestImage(address, QSize(), QSize())
    return image.width() * image.height()


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
