"""The questions that a place and a fee make necessary: asked where they matter, said with their meaning, carried on."""

from __future__ import annotations

from datetime import date

import pytest

import resources
from kiosk.procedures.competence import COMMUNE, PROVINCE, WHERE, Reach
from kiosk.procedures.fees import EXEMPTION
from kiosk.settings import Place
from kiosk.visit.filing import case_of
from kiosk.visit.library import Library
from kiosk.visit.precheck_view import precheck_view

TODAY = date(2026, 11, 22)
DRAN = Place(centre="Trung tâm", authority="UBND", commune="xã D'Ran", province="tỉnh Lâm Đồng")
LIBRARY = Library.load(resources.path(), TODAY, drafts=True, place=DRAN)
STAY = LIBRARY.catalogue.get("dang-ky-tam-tru")
RENTED = {"nha_ai": "thue", "tuoi": "du"}


def view(picked: dict[str, str], slug: str = STAY.slug, revisit: str = ""):
    return precheck_view(LIBRARY.catalogue.get(slug), picked, LIBRARY, TODAY, revisit)


def test_the_kiosks_own_commune_comes_first_and_settles_it() -> None:
    shown = view(RENTED)
    assert shown.question and shown.question.id == WHERE
    assert shown.question.choices[0].label == "Xã D'Ran"
    here = view(RENTED | {WHERE: Reach.HERE, EXEMPTION: "none"})
    assert here.question is None
    assert (here.competent.reach, here.competent.codes) == (Reach.HERE, ("68", "24934"))


def test_another_commune_of_the_province_is_chosen_from_its_list() -> None:
    shown = view(RENTED | {WHERE: Reach.INSIDE})
    assert shown.question and shown.question.id == COMMUNE
    assert len(shown.question.choices) == 123, "all of the province but the kiosk's own"
    chosen = view(RENTED | {WHERE: Reach.INSIDE, COMMUNE: "24931"})
    assert (chosen.competent.commune, chosen.competent.reach) == ("Xã Đơn Dương", Reach.INSIDE)


def test_another_province_is_asked_before_its_commune() -> None:
    shown = view(RENTED | {WHERE: Reach.OUTSIDE})
    assert shown.question and shown.question.id == PROVINCE and len(shown.question.choices) == 33
    commune = view(RENTED | {WHERE: Reach.OUTSIDE, PROVINCE: "56"})
    assert commune.question and "22366" in {choice.id for choice in commune.question.choices}
    chosen = view(RENTED | {WHERE: Reach.OUTSIDE, PROVINCE: "56", COMMUNE: "22366"})
    assert (chosen.competent.commune, chosen.competent.province) == ("Phường Nha Trang", "Tỉnh Khánh Hòa")
    assert chosen.fillable, "nobody is turned away: the desk helps to file online"


def test_what_any_commune_decides_is_not_asked_for_a_place() -> None:
    picked: dict[str, str] = {}
    while (shown := view(picked, "xac-nhan-thong-tin-cu-tru")).question is not None:
        picked[shown.question.id] = shown.question.choices[0].id
    assert picked and not {WHERE, PROVINCE, COMMUNE} & picked.keys()


@pytest.mark.parametrize(
    ("group", "amount", "reason"), [("none", 15000, ""), ("nguoi_co_cong", 0, "Thông tư 75/2022/TT-BTC")]
)
def test_an_exemption_is_asked_where_there_is_a_fee_and_its_reason_is_shown(
    group: str, amount: int, reason: str
) -> None:
    shown = view(RENTED | {WHERE: Reach.HERE})
    assert shown.question and shown.question.id == EXEMPTION
    told = view(RENTED | {WHERE: Reach.HERE, EXEMPTION: group})
    assert told.fee.amount == amount
    assert reason in " ".join(map(str, told.fee.reasons))


def test_nobody_is_asked_for_an_exemption_from_nothing() -> None:
    free = LIBRARY.catalogue.get("dang-ky-ket-hon")
    picked: dict[str, str] = {}
    while (shown := view(picked, free.slug)).question is not None:
        picked[shown.question.id] = shown.question.choices[0].id
    assert EXEMPTION not in picked and WHERE in picked


def test_a_dossier_says_its_case_its_commune_and_its_exemption() -> None:
    told = case_of(view(RENTED | {WHERE: Reach.INSIDE, COMMUNE: "24931", EXEMPTION: "nguoi_co_cong"}))
    assert told == {
        "id": "ca_nhan_ho",
        "competent": {
            "commune": "Xã Đơn Dương",
            "province": "Tỉnh Lâm Đồng",
            "reach": "inside",
            "province_code": "68",
            "commune_code": "24931",
        },
        "exemption": "Người có công với cách mạng và thân nhân",
    }
    assert case_of(None) == {}
