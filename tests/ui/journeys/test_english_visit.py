"""A visit in English on the real screen: no Vietnamese is left on it but names, answers and examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.forms.choices import Choices
from kiosk.language.packs import packs
from kiosk.language.words import words_of
from kiosk.visit.events import SetLanguage
from kiosk.visit.snapshot import Delivery, Snapshot
from tests.ui.kiosk_room import walking
from tests.ui.kiosk_screen import opened
from tests.ui.vietnamese_left import left_in_vietnamese

ENGLISH = next(words_of(pack) for pack in packs() if pack.code == "en")
WAYS = [("Nơi ở", "Xác nhận thông tin về cư trú"), ("Nơi ở", "Đăng ký tạm trú"), ("Sinh con", "Đăng ký khai sinh")]


def answers_of(now: Snapshot) -> set[str]:
    """What was read from cards, typed, or is an example of what to type."""
    said = {datum.value for party in now.parties.values() for datum in party.facts.values()}
    fields = [*(now.page.fields if now.page else ())]
    while fields:
        field = fields.pop()
        said |= {field.text, field.example, str(field.value or "")} if not field.options else set()
        fields += [*field.parts, *(cell for row in field.rows for cell in row)]
    return said | {now.identification.name}


@pytest.mark.slow
@pytest.mark.parametrize(("group", "procedure"), WAYS)
def test_no_vietnamese_is_left_on_the_screen_of_an_english_visit(group: str, procedure: str, tmp_path: Path) -> None:
    said = {place.name for place in Choices().places.provinces}
    left: dict[str, list[str]] = {}
    with opened() as screen, walking(screen, tmp_path) as (walker, room):
        screen.screen.bridge.send(SetLanguage("en"))
        screen.finger.until(lambda: screen.finger.find("Call staff") is not None)
        screen.finger.speak(ENGLISH)

        def seen(name: str) -> None:
            screen.finger.rest(20)
            said.update(answers_of(walker.now))
            left[name] = left_in_vietnamese(screen.texts(), said)

        walker.walk(room.lay_card, seen, Delivery.QUEUED, group, procedure)
    assert {"welcome", "precheck", "identify", "consent", "fill-1", "review", "done"} <= left.keys()
    assert {name: texts for name, texts in left.items() if texts} == {}
