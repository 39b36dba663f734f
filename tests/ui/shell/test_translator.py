"""Every text in the language of the screen: Qt's own table made from gettext, and catalogues that are complete."""

from __future__ import annotations

import re
from pathlib import Path

import polib
from PySide6.QtCore import QCoreApplication, QTranslator

from kiosk.language.packs import Pack, packs
from tests.ui.kiosk_screen import opened
from ui.touch.shell.translator import Text, table, table_of

UI = Path(__file__).parents[3] / "ui"
SAID = re.compile(r'qsTr\("((?:[^"\\]|\\.)*)"')


def said(translator: QTranslator, source: str, comment: str | None = None) -> str:
    QCoreApplication.installTranslator(translator)
    try:
        return QCoreApplication.translate("any context", source, comment)
    finally:
        QCoreApplication.removeTranslator(translator)


def test_qt_finds_texts_in_the_table_by_their_vietnamese_words_in_any_context() -> None:
    with opened():
        content = table([Text("Xin chào", "", "Hello"), Text("Có", "motion", "On"), Text("Có", "", "Yes")])
        translator = QTranslator()
        assert translator.load(content)
        assert said(translator, "Xin chào") == "Hello"
        assert (said(translator, "Có"), said(translator, "Có", "motion")) == ("Yes", "On")
        assert said(translator, "Chưa ai dịch") == "Chưa ai dịch"


def test_a_thousand_texts_are_all_found() -> None:
    with opened():
        content = table([Text(f"Câu số {n} ễ", "", f"No. {n}") for n in range(1000)])
        translator = QTranslator()
        assert translator.load(content)
        assert [said(translator, f"Câu số {n} ễ") for n in range(1000)] == [f"No. {n}" for n in range(1000)]


def test_a_pack_without_a_reviewer_is_known_but_not_reviewed(tmp_path: Path) -> None:
    for code, reviewer in (("vi", "x"), ("kqh", "")):
        folder = tmp_path / code
        folder.mkdir()
        header = f'msgid ""\nmsgstr ""\n"X-Name: {code}\\n"\n"X-Reviewed-By: {reviewer}\\n"\n'
        (folder / "messages.po").write_text(header, "utf-8")
    assert [(pack.code, pack.reviewed) for pack in packs(tmp_path)] == [("vi", True), ("kqh", False)]


def test_a_catalogue_brings_languages_and_replaces_those_that_were_installed(tmp_path):
    for folder, name in (
        ("here/en", "English"),
        ("data/languages/en", "English, newer"),
        ("data/languages/kqh", "K'Ho"),
    ):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "messages.po").write_text(f'msgid ""\nmsgstr ""\n"X-Name: {name}\\n"\n', "utf-8")
    found = packs(tmp_path / "here", tmp_path / "data")
    assert [(pack.code, pack.name) for pack in found] == [("en", "English, newer"), ("kqh", "K'Ho")]


def test_what_a_pack_lacks_stays_vietnamese(tmp_path: Path) -> None:
    file = tmp_path / "messages.po"
    file.write_text('msgid ""\nmsgstr ""\n\nmsgid "Quay lại"\nmsgstr ""\n', "utf-8")
    with opened():
        translator = QTranslator()
        translator.load(table_of(Pack("xx", "xx", True, file)))
        assert said(translator, "Quay lại") == "Quay lại"


def test_english_says_everything_that_the_screens_say() -> None:
    english = {entry.msgid for entry in polib.pofile(str(packs()[1].file)).translated_entries()}
    sources = {
        text
        for file in UI.rglob("*.qml")
        for text in (t.replace("\\n", "\n") for t in SAID.findall(file.read_text("utf-8")))
    }
    assert sources - english == set()


def test_english_keeps_every_place_for_a_value() -> None:
    for entry in polib.pofile(str(packs()[1].file)).translated_entries():
        assert set(re.findall(r"%\d|{\w*}", entry.msgid)) == set(re.findall(r"%\d|{\w*}", entry.msgstr)), entry.msgid
