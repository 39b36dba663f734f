"""`kiosk languages`: English says what is essential, collecting keeps what is translated, a new pack is one folder."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import polib
import pytest
from typer.testing import CliRunner

import resources
from kiosk.language.packs import completeness, packs
from ui.cli.languages import app
from ui.cli.languages.catalogues import troubles
from ui.cli.languages.texts import texts

ESSENTIAL = ("screens", "sentences", "faults", "consents", "forms", "procedures")


def test_english_says_every_text_there_is() -> None:
    """Against the texts of this moment, not against the list that was collected last."""
    english = {entry.msgid for entry in polib.pofile(str(_english())).translated_entries()}
    groups: dict[str, list[bool]] = {}
    for text, found in texts().items():
        groups.setdefault(found.places[0].partition("/")[0], []).append(text in english)
    assert set(ESSENTIAL) < groups.keys()
    shares = {group: f"{sum(said) / len(said):.1%} of {len(said)}" for group, said in groups.items() if not all(said)}
    assert not shares, f"run kiosk languages collect, then kiosk languages check en: {shares}"


def test_no_translation_loses_or_invents_a_value() -> None:
    assert [line for line in troubles(_english().parent) if "sai chỗ điền" in line] == []


def test_the_report_names_every_group_of_every_pack() -> None:
    said = json.loads(CliRunner().invoke(app, ["report", "--json"]).output)
    assert said["en"]["offered"] is True
    assert set(ESSENTIAL) < said["en"]["groups"].keys()
    assert all(done <= of for done, of in said["en"]["groups"].values())
    assert "công dân chọn được" in CliRunner().invoke(app, ["report"]).output


def test_packs_of_the_highlands_wait_for_their_translators() -> None:
    """Structure only: nobody invents what people will read as the State's word."""
    for pack in packs():
        if pack.code not in ("vi", "en"):
            assert not pack.offered
            assert sum(done for done, _ in completeness(pack).values()) == 0


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data in which packs may be made."""
    shutil.copytree(resources.path("languages"), tmp_path / "languages")
    real = resources.path
    monkeypatch.setattr(
        resources, "path", lambda *parts, root=None: (tmp_path if parts[0] == "languages" else real()).joinpath(*parts)
    )
    return tmp_path / "languages"


def test_collecting_adds_new_texts_once_drops_unused_ones_and_keeps_what_is_translated(folder: Path) -> None:
    file = folder / "en" / "messages.po"
    pack = polib.pofile(str(file))
    pack.remove(pack.find("Quay lại"))
    pack.append(polib.POEntry(msgid="Câu cũ", msgstr="Old"))
    pack.save()
    assert CliRunner().invoke(app, ["collect"]).exit_code == 0
    after = polib.pofile(str(file))
    assert after.find("Quay lại").msgstr == "" and after.find("Câu cũ") is None
    assert after.find("Tiếp tục").msgstr == "Continue"
    assert "en: +0 -0" in CliRunner().invoke(app, ["collect"]).output
    assert "chưa dịch: Quay lại" in CliRunner().invoke(app, ["check", "en"]).output


def test_a_new_pack_is_a_folder_with_every_text(folder: Path) -> None:
    assert CliRunner().invoke(app, ["new", "fr", "Français"]).exit_code == 0
    (pack,) = [one for one in packs(folder) if one.code == "fr"]
    assert (pack.name, pack.offered) == ("Français", False)
    assert len(polib.pofile(str(pack.file))) == len(texts())
    assert CliRunner().invoke(app, ["new", "fr", "Français"]).exit_code == 1


def _english() -> Path:
    return resources.path("languages", "en", "messages.po")
