"""Every official form of the product, one by one, as data."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from page import ValidationProfile, validate_pdf_bytes

import resources
from kiosk.forms.answers import EMPTY, find, leaves, put
from kiosk.forms.autofill import facts_of
from kiosk.forms.checks import CHECKS
from kiosk.forms.definition import Form, controls_of
from kiosk.forms.derive import DERIVATIONS
from kiosk.forms.kinds import SILENT, Kind
from kiosk.forms.library import FormLibrary
from kiosk.forms.paper import Done, printed_answers, render_pdf
from kiosk.forms.samples import SAMPLE_PLACE, filling_of, read_samples, sample_problems
from kiosk.forms.settle import FillContext
from kiosk.forms.validate import findings, validate_answers
from kiosk.forms.view import FieldView
from kiosk.forms.walk import Filling
from kiosk.identity.party import Datum, Fact, Party, Source
from kiosk.portal import Forms
from kiosk.procedures.catalogue import Catalogue

LIBRARY = FormLibrary(resources.path("forms"))
FORMS = LIBRARY.all()
TODAY = date(2026, 11, 22)
CARD = {
    Fact.PERSONAL_ID: "000190000123",
    Fact.FULL_NAME: "Trần Thị Mẫu",
    Fact.DATE_OF_BIRTH: "1990-09-02",
    Fact.SEX: "Nữ",
    Fact.NATIONALITY: "Việt Nam",
    Fact.ETHNICITY: "Kinh",
    Fact.RELIGION: "Không",
    Fact.HOMETOWN: "Xã Suối Trong, Huyện Đơn Dương, Lâm Đồng",
    Fact.RESIDENCE: "Thôn 2, Xã Suối Trong, Huyện Đơn Dương, Lâm Đồng",
    Fact.FATHER_NAME: "Trần Văn Thử",
    Fact.MOTHER_NAME: "Lê Thị Nghiệm",
    Fact.SPOUSE_NAME: "Nguyễn Văn Giả",
    Fact.CARD_ISSUED_ON: "2021-06-20",
    Fact.CARD_EXPIRES_ON: "2030-09-02",
}
each_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.symbol)


def test_no_form_of_the_product_is_broken_and_all_are_there() -> None:
    assert [str(problem) for problem in LIBRARY.problems] == []
    symbols = {form.symbol for form in FORMS}
    assert symbols >= {
        "CT01",
        "CT03",
        "TBLT",
        "TKKS",
        "TKKH",
        "TKKT",
        "TKTTHN",
        "LLTP",
        "DC02",
        "TK01",
        "BHYT2",
        "LTKS",
    }
    assert all(LIBRARY.find(symbol, TODAY) for symbol in symbols)


@each_form
def test_its_samples_pass_and_fail_as_they_say(form: Form) -> None:
    assert [str(problem) for problem in sample_problems(form)] == []


@each_form
def test_samples_name_invented_people_only(form: Form) -> None:
    for sample in read_samples(form):
        for _, value in leaves(sample.answers):
            if isinstance(value, str) and value.isdecimal() and len(value) == 12:
                assert value.startswith("000")


def card(role: str) -> Party:
    return Party(role, {fact: Datum(value, Source.CHIP_GENUINE) for fact, value in CARD.items()})


def with_every_card(form: Form) -> Filling:
    """A filling where one full card lies behind every party, with a row in every table that takes cards."""
    controls = [inner for one in form.controls() for inner in (one, *controls_of(one.columns))]
    roles = {one.autofill.party for one in controls if one.autofill}
    parties = {name: card(name) for role in roles for name in (role, f"{role}/0")}
    filling = Filling.start([form], FillContext(TODAY, parties, SAMPLE_PLACE))
    sample = next(sample for sample in read_samples(form) if sample.passes)
    for control in form.controls():
        chosen = find(sample.answers, control.pointer)
        if control.kind is Kind.CHOICE and control.autofill is None and chosen not in EMPTY:
            filling = filling.answer(control.pointer, chosen)
        if control.kind is Kind.ROWS and control.party:
            filling = filling.add_row(control.pointer)
    return filling


def cells(filling: Filling) -> Iterator[FieldView]:
    for number in range(1, filling.page_count + 1):
        for one in filling.page(number).fields:
            yield from (cell for row in one.rows for cell in row)
            if one.kind not in SILENT and one.kind != Kind.ROWS:
                yield one


@each_form
def test_a_full_card_fills_every_field_it_can(form: Form, capsys: pytest.CaptureFixture[str]) -> None:
    filling = with_every_card(form)
    fillable = {
        control.pointer
        for outer in form.controls()
        for control in (outer, *controls_of(outer.columns))
        if control.autofill
    }
    asked = list(cells(filling))
    empty = [
        one.pointer
        for one in asked
        if one.value in EMPTY
        and any(one.pointer == pointer or one.pointer.endswith("/0" + pointer) for pointer in fillable)
    ]
    with capsys.disabled():
        done = sum(one.value not in EMPTY and one.source not in (None, Source.TYPED) for one in asked)
        sys.stdout.write(f"\n{form.symbol}: {done} of {len(asked)} fields filled from cards and rules\n")
    assert fillable and empty == []


@each_form
def test_what_is_required_can_be_seen(form: Form) -> None:
    """With any answers, whatever blocks filing is on some page, or waits for something that is."""
    rng = random.Random(form.symbol)
    samples = [sample for sample in read_samples(form) if sample.passes]
    for _ in range(30):
        sample = rng.choice(samples)
        answers = sample.answers
        for pointer in rng.sample([p for p, _ in leaves(answers)], k=rng.randint(0, 6)):
            answers = put(answers, pointer, None)
        filling = filling_of(form, type(sample)("x", sample.today, answers, ()))
        held = filling._held.values
        blocking = [one.pointer for one in findings(form, held, sample.today) if not one.warning]
        if blocking:
            assert filling.first_page_with_errors() is not None, blocking


@each_form
def test_review_and_paper_say_what_was_answered(form: Form) -> None:
    """Answers ↔ review ↔ print: each visible answer has a review row, each printed one its text."""
    for sample in read_samples(form):
        if not sample.passes:
            continue
        filling = filling_of(form, sample)
        answered = [one for one in cells(filling) if one.text]
        rows = [row for section in filling.review() for row in section.rows if row.source is not None]
        assert sorted(one.text for one in answered) == sorted(row.text for row in rows)
        for filled in filling.outputs():
            own = LIBRARY.get_version(filled.form)
            assert [words for _, words in validate_answers(own, filled.answers, sample.today)] == [*filled.missing]
            printed = printed_answers(own, filled.answers)
            for control in own.controls():
                there = find(filled.answers, control.pointer) not in EMPTY
                assert (find(printed, control.pointer) not in EMPTY) == there


@each_form
def test_its_paper_is_pdf_a_by_an_independent_validator_and_always_the_same(form: Form) -> None:
    sample = next(sample for sample in read_samples(form) if sample.passes)
    for filled in filling_of(form, sample).outputs():
        own = LIBRARY.get_version(filled.form)
        pdf = render_pdf(own, filled, Done("Xã Hoa Mai", sample.today))
        report = validate_pdf_bytes(pdf, profile=ValidationProfile.PDF_A_2B)
        assert [one.rule_id for one in report.failures if not _end_misread(one.rule_id, pdf)] == []
        assert report.rules.total > 100 and not report.document.encrypted
        assert pdf == render_pdf(own, filled, Done("Xã Hoa Mai", sample.today))


def _end_misread(rule: str, pdf: bytes) -> bool:
    """Compressed data may end with CR, then comes the LF before endstream: the validator takes both for the end."""
    return rule == "PDFA2B-STREAM-LENGTH-001" and b"\r\nendstream" in pdf


@pytest.mark.parametrize(("whole", "broken"), [(b"<pdfaid:part>2<", b"<pdfaid:part>9<"), (b"/FontFile", b"/FontXile")])
def test_the_validator_refuses_what_is_no_pdf_a(whole: bytes, broken: bytes) -> None:
    form = LIBRARY.get("CT01", TODAY)
    filled = Filling.start([form], FillContext(TODAY, {}, SAMPLE_PLACE)).outputs()[0]
    pdf = render_pdf(form, filled, Done("", TODAY))
    assert whole in pdf
    assert not validate_pdf_bytes(pdf.replace(whole, broken), profile=ValidationProfile.PDF_A_2B).is_compliant


@each_form
def test_an_empty_paper_can_be_printed_too(form: Form) -> None:
    filling = Filling.start([form], FillContext(TODAY, {}, SAMPLE_PLACE))
    for filled in filling.outputs():
        assert render_pdf(LIBRARY.get_version(filled.form), filled, Done("", TODAY)).startswith(b"%PDF")


@each_form
def test_its_answers_are_whole_json_schema_that_others_can_use(form: Form) -> None:
    raw = json.loads((form.folder / "schema.json").read_text("utf-8"))
    assert raw["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert raw["$id"] == f"urn:kiosk:form:{form.id}"


def test_every_check_and_derivation_of_the_closed_lists_has_a_user() -> None:
    used = {check.name for form in FORMS for check in form.checks}
    derived = {rule.rule for form in FORMS for rule in form.derivations}
    assert set(CHECKS) - used == set()
    assert set(DERIVATIONS) - derived == set()


def test_only_facts_that_a_form_fills_in_are_asked_of_a_card() -> None:
    wanted = {form.symbol: facts_of(form, "requester") for form in FORMS}
    assert Fact.RELIGION in wanted["TK01"] and Fact.RELIGION not in wanted["TKKH"]
    assert wanted["CT01"] == {Fact.FULL_NAME, Fact.DATE_OF_BIRTH, Fact.SEX, Fact.PERSONAL_ID}
    assert Fact.ETHNICITY in wanted["TKKH"], "the requester is the bride or the groom"
    assert Fact.HOMETOWN in wanted["TKKS"], "the requester may be the mother"
    assert wanted["LTKS"] >= wanted["TKKS"]
    guests = LIBRARY.get("TBLT", TODAY)
    assert facts_of(guests, "guest/3") == facts_of(guests, "guest") != facts_of(guests, "requester")
    assert facts_of(guests, "nobody") == frozenset()


def test_forms_wait_for_a_person_who_compares_them() -> None:
    """Nobody has compared a form with its official text yet; this changes with the first review."""
    assert [form.id for form in FORMS if form.review.done] == []


@each_form
def test_the_same_datum_is_not_asked_twice(form: Form) -> None:
    """No two controls are filled by the same fact of the same party, unless one of them shows instead of the other."""
    seen: dict[tuple[str, Fact], list[Any]] = {}
    for control in form.controls():
        if control.autofill:
            seen.setdefault((control.autofill.party, control.autofill.fact), []).append(control)
    shape = {key: [one.kind for one in controls] for key, controls in seen.items() if len(controls) > 1}
    assert all(len(set(kinds)) == len(kinds) or key == ("head", Fact.FULL_NAME) for key, kinds in shape.items()), shape


def test_what_procedures_give_names_procedures_and_cases_that_exist() -> None:
    catalogue = Catalogue(resources.path("procedures"), TODAY)
    cases = {procedure.code: {"", *(case.id for case in procedure.cases)} for procedure in catalogue.all()} | {"": {""}}
    choices = [one for procedure in catalogue.all() for question in procedure.questions for one in question.choices]
    facts = {"", *(fact for choice in choices for fact in choice.facts)}
    for form in FORMS:
        for given in form.given:
            assert given.procedure in cases, (form.id, given.procedure)
            assert given.case in cases[given.procedure], (form.id, given.case)
            assert given.fact in facts, (form.id, given.fact)


def test_every_case_of_every_procedure_can_begin_its_forms() -> None:
    for procedure in Catalogue(resources.path("procedures"), TODAY).all():
        for case in procedure.cases:
            if not case.forms:
                continue
            forms = [LIBRARY.get(symbol, TODAY) for symbol in case.forms]
            context = FillContext(TODAY, {}, SAMPLE_PLACE, case=case.id, procedure=procedure.code)
            assert Filling.start(forms, context).page_count > 0, procedure.slug


def test_the_portal_judges_by_the_day_of_filing_not_of_arrival() -> None:
    form = LIBRARY.get_version("TBLT@2025-07-01")
    sample = next(sample for sample in read_samples(form) if sample.passes)
    filed, forms = sample.today, Forms(resources.path("forms"))
    assert forms.problems(form.id, form.sha256, sample.answers, filed) == []
    late = forms.problems(form.id, form.sha256, sample.answers, date(filed.year + 1, filed.month, filed.day))
    assert late, "an arrival is told today or tomorrow"
