"""Every unit of today is there, every old one leads to its land of today, and nothing is guessed."""

from __future__ import annotations

import re

import pytest

import resources
from kiosk.language.fold import clean
from kiosk.language.places import OldAddress, Places

PLACES = Places.load()


def _names(found: OldAddress) -> list[str]:
    return [commune.name for commune in found.communes]


def test_there_are_34_provinces_of_which_seven_are_cities() -> None:
    assert len(PLACES.provinces) == 34
    assert sum(province.name.startswith("Thành phố ") for province in PLACES.provinces) == 7
    assert len({province.code for province in PLACES.provinces}) == 34


def test_there_are_3321_communes_each_in_its_province_under_a_code_of_its_own() -> None:
    listed = [commune for province in PLACES.provinces for commune in PLACES.communes(province.code)]
    assert len(listed) == len({commune.code for commune in listed}) == 3321
    assert len(PLACES.communes("68")) == 124
    assert len(PLACES.communes("79")) == 168
    assert PLACES.communes("99") == ()
    for commune in listed:
        assert re.fullmatch(r"\d{5}", commune.code)
        assert commune.name.startswith(("Xã ", "Phường ", "Đặc khu "))
        assert commune.name == clean(commune.name)
    assert sum(commune.name.startswith("Đặc khu ") for commune in listed) == 13


def test_no_name_stands_twice_in_a_province() -> None:
    for province in PLACES.provinces:
        names = [commune.name for commune in PLACES.communes(province.code)]
        assert len(names) == len(set(names))


def test_a_code_finds_its_unit_and_another_finds_none() -> None:
    commune = PLACES.find_commune("24934")
    assert commune and (commune.name, commune.province) == ("Xã D'Ran", "68")
    province = PLACES.find_province("68")
    assert province and province.name == "Tỉnh Lâm Đồng"
    assert PLACES.find_commune("00000") is None and PLACES.find_province("00") is None


def test_every_one_of_the_10040_old_units_leads_to_communes_of_today() -> None:
    count, head = 0, ""
    for line in resources.path("places", "former.tsv").read_text("utf-8").splitlines():
        cells = line.split("\t")
        if cells[0]:
            head = f"{cells[1]}, {cells[0]}"
            continue
        count += 1
        found = PLACES.convert_old(f"{cells[1]}, {head}" if cells[1] else head)
        assert set(cells[2].split(",")) <= {commune.code for commune in found.communes}, line
    assert count == 10_040


@pytest.mark.parametrize(
    ("address", "detail", "names"),
    [
        ("Tổ 3, Phường Phúc Xá, Quận Ba Đình, Hà Nội", "Tổ 3", ["Phường Hồng Hà"]),
        ("Phúc Xá, Ba Đình, Hà Nội", "", ["Phường Hồng Hà"]),
        ("12 Lê Lợi, P.1, TP. Vũng Tàu, Bà Rịa - Vũng Tàu", "12 Lê Lợi", ["Phường Vũng Tàu"]),
        ("Phường 01, Quận 3, TP.Hồ Chí Minh", "", ["Phường Bàn Cờ"]),
        ("Thị trấn D\u2019Ran, Huyện Đơn Dương, Lâm Đồng", "", ["Xã D'Ran"]),
        ("Huyện Lý Sơn, Tỉnh Quảng Ngãi", "", ["Đặc khu Lý Sơn"]),
        ("Thôn 1, Xã Ka Đô, Lâm Đồng", "Thôn 1", ["Xã Ka Đô"]),
        ("xã ba to, ba to, quang ngai", "", ["Xã Ba Tơ", "Xã Ba Tô"]),
        ("Xã Ba Tô, Huyện Ba Tơ, Quảng Ngãi", "", ["Xã Ba Tô"]),
    ],
)
def test_an_address_of_a_card_is_found_however_it_is_written(address: str, detail: str, names: list[str]) -> None:
    found = PLACES.convert_old(address)
    assert (found.detail, _names(found)) == (detail, names)


def test_a_divided_commune_gives_all_its_heirs_to_choose_from() -> None:
    found = PLACES.convert_old("Xã Tân Thạnh, Huyện Thới Lai, Thành phố Cần Thơ")
    assert len(found.communes) == 2


def test_an_unknown_commune_is_not_taken_for_one_with_the_name_of_its_district() -> None:
    for address in ("Thôn 2, Xã Suối Trong, Huyện Đơn Dương, Lâm Đồng", "Thôn 2, Suối Trong, Đơn Dương, Lâm Đồng"):
        found = PLACES.convert_old(address)
        assert (found.communes, found.province, found.detail) == ((), "68", "Thôn 2")


@pytest.mark.parametrize(("address", "province"), [("Đắk Nông", "68"), ("Hà Tây Nào Đó", ""), ("", ""), (", ,", "")])
def test_of_what_is_not_known_only_the_province_is_said(address: str, province: str) -> None:
    found = PLACES.convert_old(address)
    assert (found.communes, found.province) == ((), province)
