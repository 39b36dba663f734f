"""Every screen, every page of every form and every question in English: nothing on them is left in Vietnamese."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from kiosk.forms.view import FieldView, PageView
from kiosk.language.words import translated
from kiosk.procedures.procedure import Procedure
from kiosk.visit.precheck_view import precheck_view
from kiosk.visit.snapshot import Snapshot
from kiosk.visit.states import State
from tests.ui.form_pages import form_pages, library
from tests.ui.kiosk_screen import LANDSCAPE, PORTRAIT, Opened, opened
from tests.ui.vietnamese_left import left_in_vietnamese
from ui.screenshots.gallery import TODAY, moments

STAFFS = ("staff-", "technician")
"""Moments that only staff see: staff read Vietnamese. What they ask the citizen is seen by both."""


def examples(page: PageView | None) -> Iterator[str]:
    """What was read from a card, and examples of what to type: that stays as it is filed."""
    fields: list[FieldView] = list(page.fields) if page else []
    while fields:
        field = fields.pop()
        yield field.example
        if not field.options:
            yield field.text
        fields += [*field.parts, *(cell for row in field.rows for cell in row)]


def left(screen: Opened, snapshot: Snapshot) -> list[str]:
    screen.show(snapshot, rest_ms=60)
    facts = {datum.value for party in snapshot.parties.values() for datum in party.facts.values()}
    names = {"Tỉnh Khánh Hòa", "Phường Nha Trang", "Trần Thị Mẫu", "Phạm Văn Thử"}
    answers = {row.text for section in snapshot.review for row in section.rows}
    return left_in_vietnamese(screen.texts(), {*facts, *names, *answers, *examples(snapshot.page)})


def test_no_screen_of_a_citizen_is_left_in_vietnamese() -> None:
    with opened() as screen:
        shown = {moment.name: moment.snapshot for moment in moments("en")}
        found = {name: left(screen, shown[name]) for name in shown if not name.startswith(STAFFS)}
        found["staff-offer"] = left(screen, shown["staff-offer"])
    assert {name: texts for name, texts in found.items() if texts} == {}


@pytest.mark.slow
def test_no_page_of_a_form_is_left_in_vietnamese() -> None:
    with opened() as screen:
        found = {page.id: left(screen, snapshot) for page, snapshot in form_pages("en")}
    assert len(found) > 30
    assert {name: texts for name, texts in found.items() if texts} == {}


@pytest.mark.slow
@pytest.mark.parametrize(("size", "step"), [(PORTRAIT, 0), (PORTRAIT, 2), (LANDSCAPE, 0)])
def test_no_sheet_of_a_form_is_higher_than_its_room(size: tuple[int, int], step: int) -> None:
    """What stands below the edge cannot be touched: lists, rows and addresses go on on the next sheet."""
    with opened(size) as screen:
        screen.look(textStep=step)
        found = {f"{page.id} {len(page.errors)}": _too_high(screen, snapshot) for page, snapshot in form_pages("en")}
    assert {name: dots for name, dots in found.items() if dots} == {}


def _too_high(screen: Opened, snapshot: Snapshot) -> list[float]:
    screen.show(snapshot, rest_ms=60)
    (sheets,) = [item for item in screen.items() if item.property("starts") is not None and item.isVisible()]
    starts = [*sheets.property("starts").toVariant(), sheets.property("contentHeight") + sheets.property("spacing")]
    heights = [below - top - sheets.property("spacing") for top, below in pairwise(starts)]
    return [high for high in heights if high > sheets.height() + 1]


@pytest.mark.slow
def test_no_question_and_no_list_of_papers_is_left_in_vietnamese() -> None:
    with opened() as screen:
        found = {
            f"{procedure.slug} {number}": left(screen, snapshot)
            for procedure in library().catalogue.all()
            for number, snapshot in enumerate(_questions(procedure))
        }
    assert {name: texts for name, texts in found.items() if texts} == {}


def _questions(procedure: Procedure) -> Iterator[Snapshot]:
    """The questions of a procedure as its first answers lead through them, then what follows."""
    base = Snapshot(State.PRECHECK, visit="0f" * 8, language="en", procedure=procedure)
    picked: dict[str, str] = {}
    while True:
        view = precheck_view(procedure, picked, library(), TODAY)
        yield translated(replace(base, precheck=view), library().words("en"))
        if view.question is None or not view.question.choices:
            return
        picked[view.question.id] = view.question.choices[0].id
