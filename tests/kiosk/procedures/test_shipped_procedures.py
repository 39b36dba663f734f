"""The catalogue as it is shipped: complete, honest about fees, no known error of the source in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

import resources
from kiosk.procedures import fees
from kiosk.procedures.catalogue import Catalogue
from kiosk.procedures.precheck import Outcome, next_question, outcome
from kiosk.procedures.procedure import Procedure

TODAY = date(2026, 11, 22)
CATALOGUE = Catalogue(resources.path("procedures"), TODAY)
ALL = CATALOGUE.all()

_REFERENCE = """
1.004222 1.004194 1.002755 1.010028 1.003197 1.010038 1.003677 2.001159 1.010041 1.010040 1.010039 1.001193 1.004772
1.004884 1.000894 1.000656 1.004873 2.000635 1.004859 2.000986 2.001023 3.000333 1.014060 1.014061 1.014062 1.014063
1.014064 2.000200 2.001195 2.001194 3.000228 1.001456 1.001445 1.010386 2.000815 2.000884 3.000347 3.000348 1.013080
1.013067 2.001428 2.001410 1.014748 1.014137 1.014028 1.012549 1.013314 1.001731
"""
REFERENCE = _REFERENCE.split()

FORMS = {"CT01", "CT03", "TBLT", "TKKS", "TKKH", "TKKT", "TKTTHN", "LLTP", "DC02", "TK01", "BHYT2", "LTKS", "DSTT"}
"""Symbols of the official forms (resources/forms/README.md)."""

FILLABLE = "1.004222 1.004194 1.002755 1.010028 1.010038 1.010041 1.003677 2.001159 1.001193 1.000894 1.000656 1.004873"

each = pytest.mark.parametrize("procedure", ALL, ids=lambda procedure: procedure.code)


def _known() -> dict[str, Procedure]:
    folders = (entry.name for entry in resources.path("procedures").iterdir() if entry.is_dir())
    return {procedure.code: procedure for procedure in map(CATALOGUE.get, folders)}


def _in(slug: str) -> Procedure:
    return CATALOGUE.get(slug)


def test_every_procedure_of_the_reference_has_a_folder() -> None:
    assert len(REFERENCE) == 48
    assert set(REFERENCE) <= set(_known())


def test_the_superseded_bundles_are_over_and_lead_to_the_new_one() -> None:
    for code in ("2.000986", "2.001023"):
        old = _known()[code]
        assert old.valid_to and old.valid_to < TODAY and old.replaced_by == "3.000722"
        assert old not in ALL
        found = CATALOGUE.find_code(code)
        assert found and found.code == "3.000722"
    death = CATALOGUE.find_code("1.006714")
    assert death and death.code == "2.002913"


def test_a_successor_is_a_procedure_that_exists() -> None:
    for procedure in _known().values():
        assert not procedure.replaced_by or CATALOGUE.find_code(procedure.replaced_by)


@each
def test_it_says_who_decides_what_one_gets_how_long_and_what_to_bring(procedure: Procedure) -> None:
    assert procedure.name and procedure.short_name and procedure.summary and procedure.field
    assert procedure.agency and procedure.level in ("commune", "province", "ministry") and procedure.result
    assert procedure.legal_basis and procedure.steps and procedure.fees and procedure.times
    assert any(case.papers or case.forms for case in procedure.cases) or procedure.papers
    assert procedure.review and procedure.review.source and procedure.review.retrieved <= TODAY


@each
def test_its_time_has_a_unit_that_a_date_can_be_computed_with_or_none(procedure: Procedure) -> None:
    for limit in procedure.times:
        assert limit.unit in ("working_day", "day", "hour", "same_day", "at_once", "")
        assert (limit.value is None) == (limit.unit in ("same_day", "at_once", ""))


@each
def test_zero_is_said_only_where_the_law_says_free(procedure: Procedure) -> None:
    for fee in procedure.fees:
        assert fee.amount != 0 or "Miễn lệ phí" in fee.note


@each
def test_its_forms_are_official_symbols_and_its_exemptions_a_list(procedure: Procedure) -> None:
    assert {form for case in procedure.cases for form in case.forms} <= FORMS
    assert bool(procedure.exemptions) == bool(CATALOGUE.exemptions_of(procedure))


@each
def test_its_words_are_plain_and_free_of_the_slips_of_the_source(procedure: Procedure) -> None:
    said = [procedure.name, procedure.short_name, procedure.summary, *procedure.notes, *procedure.steps]
    said += [paper.name + paper.condition for case in procedure.cases for paper in (*procedure.papers, *case.papers)]
    for text in said:
        assert "hộ khẩu" not in text.lower() and "thị trấn" not in text.lower() and "cấp huyện" not in text.lower()
        assert "chứng minh nhân dân" not in text.lower()
        assert not text.endswith((",", ";", " và"))
    assert len(procedure.summary) <= 70 and len(procedure.short_name) <= 60


@each
def test_every_road_through_its_questions_ends_in_a_case_or_with_an_officer(procedure: Procedure) -> None:
    found = list(_outcomes(procedure))
    assert found and all(end.case or end.ask_officer for end in found)


@each
def test_each_of_its_cases_can_be_reached_by_answering(procedure: Procedure) -> None:
    chosen = {choice.case for question in procedure.questions for choice in question.choices if choice.case}
    assert chosen == {case.id for case in procedure.cases} or (
        len(procedure.cases) == 1 and chosen <= {procedure.cases[0].id}
    )


@each
def test_each_of_its_cases_has_a_fee_or_says_that_nothing_is_known(procedure: Procedure) -> None:
    for case in procedure.cases:
        for channel in ("direct", "online", "post"):
            found = fees.quote(procedure, case.id, channel, TODAY)
            assert found.amount is not None or found.reasons[0] in (fees.NO_INFORMATION, fees.BY_PROVINCE)


def test_the_procedures_with_a_complete_form_name_it() -> None:
    codes = [*FILLABLE.split(), "3.000333", "1.014063", "3.000722", "1.001456"]
    assert all(found and found.fillable for found in map(CATALOGUE.find_code, codes))


def _outcomes(procedure: Procedure) -> Iterator[Outcome]:
    """What follows from every way of answering the questions."""
    roads: list[dict[str, str]] = [{}]
    while roads:
        answers = roads.pop()
        question = next_question(procedure, answers)
        if question is None:
            yield outcome(procedure, answers)
        else:
            roads += [{**answers, question.id: choice.id} for choice in question.choices]


THE_FORM_ITSELF = ("Tờ khai", "Phiếu đề nghị", "Đơn", "Giấy khai", "Đề nghị")


def test_at_least_twenty_can_end_without_a_paper_handed_in_beside_the_form() -> None:
    paperless = [procedure for procedure in ALL if procedure.paperless]
    assert len(paperless) >= 20
    for procedure in paperless:
        handed_in = [
            [paper for paper in found.bring if not paper.show_only and not paper.name.startswith(THE_FORM_ITSELF)]
            for found in _outcomes(procedure)
            if found.case
        ]
        assert [] in handed_in, procedure.slug


@pytest.mark.parametrize(
    ("slug", "case", "channel", "amount", "per"),
    [
        ("dang-ky-thuong-tru", "so_huu", "direct", 20_000, "lần"),
        ("dang-ky-thuong-tru", "so_huu", "online", 10_000, "lần"),
        ("dang-ky-tam-tru", "ca_nhan_ho", "online", 7_000, "lần"),
        ("dang-ky-tam-tru", "danh_sach", "online", 5_000, "người"),
        ("gia-han-tam-tru", "ca_nhan_ho", "online", 7_000, "lần"),
        ("gia-han-tam-tru", "danh_sach", "direct", 10_000, "người"),
        ("tach-ho", "dong_thuan", "direct", 10_000, "lần"),
        ("xac-nhan-thong-tin-cu-tru", "chinh_minh", "direct", None, ""),
        ("dang-ky-ket-hon", "trong_nuoc", "direct", 0, ""),
        ("dang-ky-khai-sinh", "dung_han", "direct", 0, ""),
        ("dang-ky-khai-sinh", "qua_han", "direct", None, ""),
        ("ban-sao-trich-luc-ho-tich", "ca_nhan", "direct", 8_000, "bản"),
        ("cap-doi-the-can-cuoc", "het_han", "direct", 25_000, "thẻ"),
        ("cap-lai-the-can-cuoc", "mat", "online", 35_000, "thẻ"),
        ("cap-ho-chieu-pho-thong", "tu_14_tuoi", "direct", 200_000, ""),
        ("cap-ho-chieu-pho-thong", "bi_mat_hong", "direct", 400_000, ""),
        ("cap-ho-chieu-pho-thong", "tu_14_tuoi", "online", None, ""),
        ("doi-giay-phep-lai-xe", "chung", "online", 135_000, "lần"),
        ("chung-thuc-chu-ky", "chung", "direct", 10_000, "trường hợp"),
        ("phieu-ly-lich-tu-phap", "ban_than_so_1", "direct", 200_000, "người"),
    ],
)
def test_the_fee_is_the_reviewed_one(slug: str, case: str, channel: str, amount: int | None, per: str) -> None:
    found = fees.quote(_in(slug), case, channel, TODAY)
    assert (found.amount, found.per) == (amount, per)
