from __future__ import annotations

import pytest

from kiosk.forms.choices import LISTS, communes_of_old, in_sentence, place_name, search


def test_lists_are_whole() -> None:
    assert len(search("provinces")) == 34
    assert sum(len(search("communes", within=one.value)) for one in search("provinces")) == 3321
    assert len(search("ethnic_groups")) == 54
    assert search("countries")[0].value == "Việt Nam"
    assert search("communes", within="") == ()
    with pytest.raises(KeyError):
        search("planets")


def test_search_needs_no_marks_and_knows_what_people_call_a_place() -> None:
    assert [one.label for one in search("provinces", "lam d")] == ["Tỉnh Lâm Đồng"]
    assert [one.label for one in search("communes", "don duong", within="68")] == ["Xã Đơn Dương"]
    assert search("communes", "b'lao", within="68")[0].label.endswith("B'Lao")
    assert search("ethnic_groups", "e de")[0].value == "Ê Đê"
    assert search("ethnic_groups", "lo")[0].value == "Lô Lô"
    assert search("countries", "zzz") == ()


def test_lists_stand_in_the_order_of_the_alphabet_by_the_bare_name() -> None:
    names = [one.label.removeprefix("Tỉnh ").removeprefix("Thành phố ") for one in search("provinces")]
    assert names[0] == "An Giang" and names[-1] == "Vĩnh Long"
    assert names.index("Cần Thơ") < names.index("Đà Nẵng") < names.index("Gia Lai")


def test_a_limit_keeps_the_best() -> None:
    assert len(search("countries", "a", limit=5)) == 5
    assert search("countries", "an", limit=1)[0].label.startswith("A")


def test_codes_have_names_and_other_texts_stay() -> None:
    assert place_name("24931") == "Xã Đơn Dương" and place_name("68") == "Tỉnh Lâm Đồng"
    assert place_name("xã Hoa Mai") == "xã Hoa Mai"


def test_an_old_commune_leads_to_todays() -> None:
    line = "Thôn 2, Xã Lạc Xuân, Huyện Đơn Dương, Lâm Đồng"
    assert [one.value for one in communes_of_old(line)] == ["24934"]
    assert communes_of_old("không rõ") == ()


def test_every_list_is_a_choice_with_labels() -> None:
    for name in LISTS:
        within = "68" if name == "communes" else ""
        entries = search(name, within=within)
        assert len({one.value for one in entries}) == len(entries)


def test_units_inside_a_sentence() -> None:
    assert in_sentence("Xã Hoa Mai") == "xã Hoa Mai"
    assert in_sentence("Lâm Đồng") == "tỉnh Lâm Đồng"
    assert in_sentence("Thành phố Huế") == "thành phố Huế"
    assert in_sentence("Hoa Mai") == "Hoa Mai"
