"""Who must consent to a change of residence: form CT01's matrix, case by case, and that nobody else is asked."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

import resources
from kiosk.forms.library import FormLibrary
from kiosk.forms.rules import visibility
from kiosk.forms.validate import validate_answers

CT01 = FormLibrary(resources.path("forms")).get_version("CT01@2026-07-01")
DWELLINGS = (
    "so_huu",
    "nhan_than",
    "thue_muon_o_nho",
    "tin_nguong_ton_giao",
    "tro_giup_xa_hoi",
    "don_vi_dong_quan",
    "phuong_tien",
)
BLOCKS = {"/consent_head", "/consent_owners", "/consent_parent", "/owner_is"}


def asked(**answers: Any) -> set[str]:
    """The consents that are required for these answers, if there is no other."""
    return BLOCKS & {pointer for pointer, _ in validate_answers(CT01, answers)}


def seen(**answers: Any) -> set[str]:
    page = next(page for page in CT01.pages if page.id == "consents")
    return BLOCKS & {pointer for pointer, shows in visibility(page.elements, answers) if shows}


@pytest.mark.parametrize(
    ("dwelling", "blocks"),
    [
        ("so_huu", set()),
        ("nhan_than", {"/consent_head", "/owner_is"}),
        ("thue_muon_o_nho", {"/consent_head", "/owner_is"}),
        ("tin_nguong_ton_giao", {"/owner_is"}),
        ("tro_giup_xa_hoi", {"/consent_head", "/owner_is"}),
        ("don_vi_dong_quan", set()),
        ("phuong_tien", {"/consent_head", "/owner_is"}),
    ],
)
def test_permanent_residence_by_kind_of_dwelling(dwelling: str, blocks: set[str]) -> None:
    assert asked(matter="thuong_tru", dwelling=dwelling, relation_to_head="Con đẻ") == blocks


@pytest.mark.parametrize("dwelling", DWELLINGS)
def test_temporary_residence_asks_consent_instead_of_proof_with_relatives_only(dwelling: str) -> None:
    blocks = {"/consent_head", "/owner_is"} if dwelling == "nhan_than" else set()
    assert asked(matter="tam_tru", dwelling=dwelling, relation_to_head="Con đẻ") == blocks


def test_a_prolonged_stay_needs_the_owner_and_a_split_both_unless_divorced() -> None:
    assert asked(matter="gia_han_tam_tru") == {"/owner_is"}
    assert asked(matter="tach_ho", relation_to_head="Chủ hộ") == {"/consent_head", "/owner_is"}
    assert asked(matter="tach_ho", divorced=True) == asked(matter="xoa_tam_tru") == asked(matter="xac_nhan") == set()


def test_a_head_of_household_does_not_consent_to_himself() -> None:
    assert asked(matter="thuong_tru", dwelling="thue_muon_o_nho", relation_to_head="Chủ hộ") == {"/owner_is"}


def test_owners_sign_for_themselves_or_as_the_head() -> None:
    rented = {"matter": "thuong_tru", "dwelling": "thue_muon_o_nho", "relation_to_head": "Chủ hộ"}
    assert asked(**rented, owner_is="declarant") == set()
    assert asked(**rented, owner_is="other") == {"/consent_owners"}
    assert asked(matter="gia_han_tam_tru", owner_is="head") == {"/consent_head"}


def test_a_child_under_six_who_lives_with_its_parents_needs_nobody_else() -> None:
    child = {"matter": "thuong_tru", "dwelling": "nhan_than", "under_six": True, "minor": True}
    assert asked(**child, with_parents=True) == {"/consent_parent"}
    assert asked(**child, with_parents=False) == {"/consent_parent", "/consent_head", "/owner_is"}
    assert asked(**{**child, "matter": "tam_tru"}, with_parents=True) >= {"/consent_head"}, "the law exempts no stay"


@pytest.mark.parametrize("person", [{"minor": True}, {"represented": True}])
def test_a_minor_or_a_person_of_limited_capacity_needs_a_parent_or_guardian(person: dict[str, bool]) -> None:
    assert asked(matter="xac_nhan", **person) == {"/consent_parent"}


def test_what_is_required_is_shown_and_what_is_shown_is_required() -> None:
    matters = ("thuong_tru", "tam_tru", "gia_han_tam_tru", "xoa_tam_tru", "tach_ho", "xac_nhan")
    for matter, dwelling, relation, owner, yes in product(
        matters, DWELLINGS, ("Chủ hộ", "Con đẻ"), ("declarant", "head", "other"), (True, False)
    ):
        answers: dict[str, Any] = {
            "matter": matter,
            "dwelling": dwelling,
            "relation_to_head": relation,
            "owner_is": owner,
        }
        answers |= {
            "relation_to_head": relation,
            "under_six": yes,
            "with_parents": yes,
            "minor": yes,
            "divorced": not yes,
        }
        needed = asked(**answers) | (
            {"/owner_is"} if asked(**{**answers, "owner_is": None}) >= {"/owner_is"} else set()
        )
        assert seen(**answers) == needed, answers
