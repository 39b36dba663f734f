"""Whoever stands behind reads no whole ID number off any screen (T5), and no camera says who somebody is (T18)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

from tests.ui.kiosk_screen import Opened, opened
from ui.screenshots.gallery import moments

ROOT = Path(__file__).resolve().parents[2]
ACCOUNT = "000000000000"
"""Of the agency, on a payment request: meant to be read and compared."""
WHOLE = re.compile(r"(?<![\d-])\d{3}[ .]?\d{3}[ .]?\d{3}[ .]?\d{3}(?!\d)")
FACES = re.compile(r"Face(Recognizer|Detector)|face_recognition|dlib|insightface|CascadeClassifier|compare_faces")


def seen(screen: Opened) -> list[str]:
    """Every text as it is painted, typed ones with their dots."""
    fields = [i for i in screen.items() if i.inherits("QQuickTextInput") and i.isVisible()]
    return [*screen.texts(), *(str(one.property("displayText")) for one in fields)]


def test_no_screen_shows_a_whole_id_number() -> None:
    with opened() as screen:
        shown = set()
        for moment in moments():
            screen.show(moment.snapshot)
            shown |= {(moment.name, text) for text in seen(screen) if WHOLE.search(text.replace(ACCOUNT, ""))}
        assert shown == set()


def test_the_screens_that_are_walked_do_hold_a_number_to_hide() -> None:
    """The control: the number is behind what is painted."""
    assert any(WHOLE.search(text) for moment in moments() for text in held(moment.snapshot))


def held(value: object) -> Iterator[str]:
    """Every text inside of a snapshot."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for one in fields(value):
            yield from held(getattr(value, one.name))
    elif isinstance(value, Mapping):
        yield from (text for one in value.values() for text in held(one))
    elif isinstance(value, Iterable):
        yield from (text for one in value for text in held(one))


def test_no_program_compares_faces() -> None:
    rooms = [ROOT / room for room in ("kiosk", "drivers", "sync", "ui")]
    users = [file for room in rooms for file in room.rglob("*.py") if FACES.search(file.read_text("utf-8"))]
    assert users == []
