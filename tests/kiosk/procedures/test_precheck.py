"""A few plain answers choose the case and leave only the papers that this citizen needs."""

from __future__ import annotations

from datetime import date

import pytest

import resources
from kiosk.procedures.catalogue import Catalogue
from kiosk.procedures.precheck import next_question, outcome, questions_left

CATALOGUE = Catalogue(resources.path("procedures"), date(2026, 11, 22))
STAY = CATALOGUE.get("dang-ky-tam-tru")
HOME = CATALOGUE.get("dang-ky-thuong-tru")
BIRTH = CATALOGUE.get("dang-ky-khai-sinh")


def _papers(slug_answers: dict[str, str]) -> list[str]:
    return [paper.id for paper in outcome(STAY, slug_answers).bring]


def test_a_tenant_brings_the_lease_and_nothing_else() -> None:
    result = outcome(STAY, {"nha_ai": "thue", "tuoi": "du"})
    assert result.case and result.case.id == "ca_nhan_ho"
    assert [paper.id for paper in result.bring] == ["hop_dong"]
    assert result.known == () and not result.ask_officer


def test_who_stays_with_family_brings_nothing() -> None:
    assert _papers({"nha_ai": "nguoi_than", "tuoi": "du"}) == []


def test_an_owner_brings_nothing_since_the_state_knows() -> None:
    result = outcome(STAY, {"nha_ai": "nha_toi", "tuoi": "du"})
    assert (result.bring, [paper.id for paper in result.known]) == ((), ["cho_o"])


def test_a_minor_needs_the_parents_consent_too() -> None:
    assert _papers({"nha_ai": "thue", "tuoi": "chua"}) == ["cha_me", "hop_dong"]


def test_questions_come_one_by_one_and_only_those_that_matter() -> None:
    first = next_question(HOME, {})
    assert first and first.id == "cho_o"
    assert next_question(HOME, {"cho_o": "nha_toi", "cho_ai": "toi"}) is None
    second = next_question(HOME, {"cho_o": "khac"})
    assert second and second.id == "noi_khac"
    assert questions_left(HOME, {"cho_o": "khac"}) == 2
    assert questions_left(HOME, {"cho_o": "khac", "noi_khac": "ton_giao"}) == 2


def test_an_answer_to_a_question_that_no_longer_applies_counts_for_nothing() -> None:
    changed = outcome(HOME, {"cho_o": "nha_toi", "noi_khac": "phuong_tien"})
    assert changed.case and changed.case.id == "so_huu"


@pytest.mark.parametrize("answers", [{}, {"cho_o": "khong_chac"}, {"cho_o": "khac", "noi_khac": "khong_chac"}])
def test_without_a_case_an_officer_decides_and_the_papers_of_all_cases_are_not_asked(answers: dict[str, str]) -> None:
    result = outcome(HOME, answers)
    assert result.case is None and result.ask_officer and result.bring == ()


def test_what_is_missing_is_said_before_anything_is_typed() -> None:
    result = outcome(BIRTH, {"ngay_sinh": "chua_qua", "noi_sinh": "nguoi_lam_chung", "ai_nop": "thay"})
    assert [paper.id for paper in result.bring] == ["lam_chung", "uy_quyen", "tuy_than"]


def test_a_paper_under_its_own_condition_is_told_apart() -> None:
    copies = CATALOGUE.get("chung-thuc-ban-sao")
    result = outcome(copies, {})
    assert ([p.id for p in result.bring], [p.id for p in result.perhaps]) == (["ban_chinh"], ["ban_sao"])


def test_the_time_is_that_of_the_case() -> None:
    declared = CATALOGUE.get("khai-bao-cu-tru-chua-du-dieu-kien")
    assert [limit.value for limit in outcome(declared, {"so": "chua"}).times] == [30]


def test_an_answer_that_is_not_offered_is_an_error() -> None:
    with pytest.raises(KeyError):
        outcome(STAY, {"nha_ai": "lau_dai"})
