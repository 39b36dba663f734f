"""`kiosk languages`: English is complete, and collecting brings in nothing that is there already."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

import resources
from ui.cli.languages import app


def test_english_has_every_text_there_is() -> None:
    counts = json.loads(CliRunner().invoke(app, ["report", "--json"]).output)["en"]
    assert counts["texts"] == counts["of"] > 200


def test_collecting_adds_new_texts_once_and_keeps_what_is_translated(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "languages" / "vi").mkdir(parents=True)
    pack = tmp_path / "languages" / "vi" / "messages.po"
    pack.write_text('msgid ""\nmsgstr ""\n"X-Name: x\\n"\n\nmsgid "Quay lại"\nmsgstr "Back"\n', "utf-8")
    monkeypatch.setattr(resources, "path", tmp_path.joinpath)
    assert "+0" not in CliRunner().invoke(app, ["collect"]).output
    assert "vi: +0" in CliRunner().invoke(app, ["collect"]).output
    assert 'msgstr "Back"' in pack.read_text("utf-8")
