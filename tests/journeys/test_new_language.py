"""A language is a folder: laid down, it is offered on the screen, spoken in forms and printed, with no line of code."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import polib
import pytest

import resources
from kiosk.forms.samples import SAMPLE_PLACE
from kiosk.forms.settle import FillContext
from kiosk.forms.walk import Filling
from kiosk.language.words import translated
from kiosk.visit.catalogue_view import catalogue_view
from kiosk.visit.library import Library
from kiosk.visit.snapshot import Snapshot
from kiosk.visit.states import State
from tests.ui.kiosk_screen import opened

TODAY = date(2026, 11, 21)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A catalogue with an invented language: every text in angle brackets."""
    for name in ("procedures", "forms"):
        (tmp_path / name).symlink_to(resources.path(name))
    pack = polib.pofile(str(resources.path("languages", "vi", "messages.po")))
    for entry in pack:
        entry.msgstr = f"‹{entry.msgid}›"
    pack.metadata |= {"Language": "xx", "X-Name": "Tiếng Bịa", "X-Reviewed-By": "the test"}
    (tmp_path / "languages" / "xx").mkdir(parents=True)
    pack.save(str(tmp_path / "languages" / "xx" / "messages.po"))
    return tmp_path


def test_forms_and_catalogue_speak_a_language_that_nobody_knew(data: Path) -> None:
    library = Library.load(data, TODAY, drafts=True)
    say = library.words("xx")
    assert say.language == "xx"
    form = library.forms.get("CT01", TODAY)
    filling = Filling.start([form], FillContext(TODAY, {}, SAMPLE_PLACE, say=say))
    page = filling.check(1)
    assert page.title.startswith("‹") and all(one.error.startswith("‹") for one in page.errors)
    assert filling.outputs() == filling.in_words(library.words("vi")).outputs()
    view = translated(catalogue_view(library, TODAY, group="noi-o"), say)
    assert {one.name[0] for one in view.procedures} == {"‹"}


def test_the_screen_offers_it_and_speaks_it(data: Path) -> None:
    snapshot = Snapshot(State.WELCOME, centre="Hoa Mai", data=data)
    with opened() as screen:
        screen.show(snapshot)
        assert "Làm thủ tục" in screen.texts()
        assert "Tiếng Bịa" in [one["name"] for one in screen.screen.shell.languages]
        screen.show(replace(snapshot, language="xx"))
        assert "‹Làm thủ tục›" in screen.texts()
        assert [one["name"] for one in screen.screen.shell.languages if one["chosen"]] == ["Tiếng Bịa"]
