"""What is said in another language, and what never is: codes, answers, names, and what the pack lacks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.language.packs import Pack, packs
from kiosk.language.words import VIETNAMESE, Line, Text, Words, phrase, texts_of, translated, words_of

ENGLISH = Words("en", {"Họ tên": "Full name", "người": "person", "{amount} mỗi {per}": "{amount} per {per}"})


@dataclass(frozen=True)
class Column:
    code: str
    label: Text
    hints: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Table:
    name: str
    columns: tuple[Column, ...]
    fee: Line = ""


def test_texts_are_said_and_codes_that_read_the_same_are_not() -> None:
    table = Table("Họ tên", (Column("Họ tên", "Họ tên", ("Họ tên", "Khác")),))
    said = translated(table, ENGLISH)
    assert said == Table("Họ tên", (Column("Họ tên", "Full name", ("Full name", "Khác")),))
    assert table.columns[0].label == "Họ tên", "what is said is another value"


def test_a_sentence_is_said_with_the_texts_among_its_values() -> None:
    fee = phrase("{amount} mỗi {per}", amount="7.000 đồng", per="người")
    assert (str(fee), ENGLISH(fee)) == ("7.000 đồng mỗi người", "7.000 đồng per person")
    assert translated(Table("", (), fee), ENGLISH).fee == "7.000 đồng per person"
    assert translated(Table("", (), fee), VIETNAMESE).fee == "7.000 đồng mỗi người"


def test_what_nothing_says_otherwise_stays_the_same_object() -> None:
    table = Table("a", (Column("b", "Khác"),))
    assert translated(table, ENGLISH) is table


@pytest.mark.parametrize(
    ("value", "said"), [("Nơi cấp", "Chưa nhập nơi cấp"), ("CCCD", "Chưa nhập CCCD"), ("{x}", "Chưa nhập {x}")]
)
def test_a_value_inside_a_sentence_begins_small_unless_it_is_an_abbreviation(value: str, said: str) -> None:
    assert VIETNAMESE("Chưa nhập {name:lower}", name=value) == said


def test_every_text_of_a_value_is_found() -> None:
    table = Table("x", (Column("y", "Họ tên", ("Gợi ý",)), Column("z", "Ngày sinh")))
    assert list(texts_of(table)) == ["Họ tên", "Gợi ý", "Ngày sinh"]


def pack(folder: Path, code: str, reviewer: str, said: int, of: int) -> None:
    (folder / code).mkdir()
    entries = [f'msgid "Câu {n}"\nmsgstr "{f"Text {n}" if n < said else ""}"\n' for n in range(of)]
    header = f'msgid ""\nmsgstr ""\n"X-Name: {code}\\n"\n"X-Reviewed-By: {reviewer}\\n"\n'
    (folder / code / "messages.po").write_text("\n".join([header, *entries]), "utf-8")


def test_a_pack_is_offered_when_a_person_reviewed_it_and_it_says_enough(tmp_path: Path) -> None:
    for code, reviewer, said in (("vi", "", 0), ("en", "A", 10), ("xa", "", 10), ("xb", "A", 8)):
        pack(tmp_path, code, reviewer, said, 10)
    assert {one.code: one.offered for one in packs(tmp_path)} == {"vi": True, "en": True, "xa": False, "xb": False}


def test_what_a_pack_lacks_is_vietnamese(tmp_path: Path) -> None:
    pack(tmp_path, "xb", "A", 1, 2)
    (only,) = packs(tmp_path)
    assert [words_of(only)(text) for text in ("Câu 0", "Câu 1")] == ["Text 0", "Câu 1"]
    assert words_of(Pack("vi", "Tiếng Việt", True, tmp_path / "vi")) is VIETNAMESE


@pytest.mark.parametrize("text", ["{oops}", "{name.__class__}", "{name", "{name:>99999999}", "{0}"])
def test_a_translation_with_places_of_its_own_is_not_used(text: str) -> None:
    say = Words("xx", {"Chưa chọn {name}": text})
    assert say("Chưa chọn {name}", name="ngày") == "Chưa chọn ngày"
