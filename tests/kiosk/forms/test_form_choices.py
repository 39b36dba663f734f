from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import resources
from kiosk.forms.choices import LISTS, Choices

CHOICES = Choices()


def test_lists_are_whole() -> None:
    assert len(CHOICES.search("provinces")) == 34
    assert sum(len(CHOICES.search("communes", within=one.value)) for one in CHOICES.search("provinces")) == 3321
    assert len(CHOICES.search("ethnic_groups")) == 54
    assert CHOICES.search("countries")[0].value == "Việt Nam"
    assert CHOICES.search("communes", within="") == ()
    with pytest.raises(KeyError):
        CHOICES.search("planets")


def test_search_needs_no_marks_and_knows_what_people_call_a_place() -> None:
    assert [one.label for one in CHOICES.search("provinces", "lam d")] == ["Tỉnh Lâm Đồng"]
    assert [one.label for one in CHOICES.search("communes", "don duong", within="68")] == ["Xã Đơn Dương"]
    assert CHOICES.search("communes", "b'lao", within="68")[0].label.endswith("B'Lao")
    assert CHOICES.search("ethnic_groups", "e de")[0].value == "Ê Đê"
    assert CHOICES.search("ethnic_groups", "lo")[0].value == "Lô Lô"
    assert CHOICES.search("countries", "zzz") == ()


def test_lists_stand_in_the_order_of_the_alphabet_by_the_bare_name() -> None:
    names = [one.label.removeprefix("Tỉnh ").removeprefix("Thành phố ") for one in CHOICES.search("provinces")]
    assert names[0] == "An Giang" and names[-1] == "Vĩnh Long"
    assert names.index("Cần Thơ") < names.index("Đà Nẵng") < names.index("Gia Lai")


def test_a_limit_keeps_the_best() -> None:
    assert len(CHOICES.search("countries", "a", limit=5)) == 5
    assert CHOICES.search("countries", "an", limit=1)[0].label.startswith("A")


def test_codes_have_names_and_other_texts_stay() -> None:
    assert CHOICES.place_name("24931") == "Xã Đơn Dương" and CHOICES.place_name("68") == "Tỉnh Lâm Đồng"
    assert CHOICES.place_name("xã Hoa Mai") == "xã Hoa Mai"


def test_an_old_commune_leads_to_todays() -> None:
    line = "Thôn 2, Xã Lạc Xuân, Huyện Đơn Dương, Lâm Đồng"
    assert [one.value for one in CHOICES.communes_of_old(line)] == ["24934"]
    assert CHOICES.communes_of_old("không rõ") == ()


def test_every_list_is_a_choice_with_labels() -> None:
    for name in LISTS:
        within = "68" if name == "communes" else ""
        entries = CHOICES.search(name, within=within)
        assert len({one.value for one in entries}) == len(entries)


def test_units_inside_a_sentence() -> None:
    assert CHOICES.in_sentence("Xã Hoa Mai") == "xã Hoa Mai"
    assert CHOICES.in_sentence("Lâm Đồng") == "tỉnh Lâm Đồng"
    assert CHOICES.in_sentence("Thành phố Huế") == "thành phố Huế"
    assert CHOICES.in_sentence("Hoa Mai") == "Hoa Mai"


def test_another_catalogue_brings_places_and_lists_of_its_own(tmp_path: Path) -> None:
    shutil.copytree(resources.path("places"), tmp_path / "places")
    communes = (tmp_path / "places" / "communes.tsv").read_text("utf-8").replace("Xã Đơn Dương", "Xã Tên Mới")
    (tmp_path / "places" / "communes.tsv").write_text(communes, "utf-8")
    (tmp_path / "schemas" / "lists").mkdir(parents=True)
    (tmp_path / "schemas" / "lists" / "countries.txt").write_text("Việt Nam\n", "utf-8")
    theirs = Choices(tmp_path)
    assert theirs.place_name("24931") == "Xã Tên Mới" and CHOICES.place_name("24931") == "Xã Đơn Dương"
    assert len(theirs.search("countries")) == 1
    assert theirs.search("ethnic_groups") == CHOICES.search("ethnic_groups")
