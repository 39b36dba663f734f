"""Every text in the language of the screen: Qt's own table made from gettext, and catalogues that are complete."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTranslator

from kiosk.language.packs import Pack, packs
from tests.ui.kiosk_screen import opened
from ui.touch.shell.translator import Text, table, table_of


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
