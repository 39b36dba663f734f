"""Citizens who answer anything in any order: what the kiosk lets through, the receiving office accepts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest

import resources
from kiosk.forms.answers import EMPTY, below, find, leaves
from kiosk.forms.definition import Form
from kiosk.forms.errors import TooManyRows
from kiosk.forms.kinds import SILENT, Kind
from kiosk.forms.library import FormLibrary
from kiosk.forms.rules import shown, visibility
from kiosk.forms.samples import filling_of, read_samples
from kiosk.forms.validate import validate_answers
from kiosk.forms.view import FieldView
from kiosk.forms.walk import Filling

LIBRARY = FormLibrary(resources.path("forms"))
STEPS = 25

TYPED: dict[str, list[Any]] = {
    Kind.ID_NUMBER: ["000190000123", "000 088 000 321", "12", ""],
    Kind.PHONE: ["0900000123", "+84900000123", "09", "không có"],
    Kind.DATE: ["22/11/2026", "2026-11-10", "31/12/2027", "30/02/2026", "hôm nay"],
    Kind.PARTIAL_DATE: ["1952", "07/1948", "02/09/1990", "2010-05", "chưa rõ"],
    Kind.EMAIL: ["mau@noigui.vn", "mau"],
    Kind.NUMBER: [1, 2, "3", "hai", -5],
    Kind.YES_NO: [True, False],
    Kind.PLEDGE: [True, None],
    Kind.ATTACHMENT: ["giay-1", None],
}
TEXTS = ["Trần Thị Mẫu", "Y Thử Niê", "O'", "x" * 300, "", "12/2026", "Thôn 2\nxã Hoa Mai"]


def value_for(one: FieldView, rng: random.Random) -> Any:
    if one.options:
        chosen = [option.value for option in one.options]
        return rng.sample(chosen, k=rng.randint(0, 2)) if one.kind == Kind.CHOICES else rng.choice([*chosen, None])
    if one.choice_list:
        entries = LIBRARY.choices.search(one.choice_list, within=one.within)
        return rng.choice(entries).value if entries else "khác"
    return rng.choice(TYPED.get(Kind(one.kind), TEXTS))


def inputs(fields: tuple[FieldView, ...]) -> Iterator[FieldView]:
    for one in fields:
        for row in one.rows:
            yield from inputs(row)
        yield from one.parts or ([one] if one.kind not in (*SILENT, Kind.ROWS) else [])


def step(filling: Filling, rng: random.Random) -> Filling:
    page = filling.page(rng.randint(1, filling.page_count))
    tables = [one for one in page.fields if one.kind == Kind.ROWS]
    if tables and rng.random() < 0.3:
        table = rng.choice(tables)
        if table.rows and rng.random() < 0.4:
            return filling.remove_row(f"{table.pointer}/{rng.randrange(len(table.rows))}")
        try:
            return filling.add_row(table.pointer)
        except TooManyRows:
            return filling
    asked = list(inputs(page.fields))
    one = rng.choice(asked) if asked else None
    return filling.answer(one.pointer, value_for(one, rng)) if one else filling


def visible(form: Form, answers: Any) -> set[str]:
    return {
        pointer
        for page in form.pages
        for pointer, shows in visibility(page.elements, answers, shown(page.rule, answers))
        if shows
    }


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("form", LIBRARY.all(), ids=lambda form: form.symbol)
def test_whatever_is_answered(form: Form, seed: int) -> None:
    rng = random.Random(f"{form.symbol}{seed}")
    sample = rng.choice([sample for sample in read_samples(form) if sample.passes])
    filling = filling_of(form, sample)
    for _ in range(STEPS):
        filling = step(filling, rng)
        if filling.first_page_with_errors() is None:
            for filled in filling.outputs():
                found = validate_answers(LIBRARY.get_version(filled.form), filled.answers, sample.today)
                assert [words for _, words in found] == [*filled.missing]
                assert not filled.missing or form.outputs
    for filled in filling.outputs():
        own = LIBRARY.get_version(filled.form)
        seen = visible(own, filled.answers)
        asked = [pointer for pointer, _ in leaves(filled.answers) if own.find_control(pointer)]
        assert all(any(below(pointer, one) for one in seen) for pointer in asked)
        assert all(find(filled.answers, pointer) not in EMPTY for pointer in filled.sources)
    assert sum(filling.counts().values()) <= sum(1 for _ in inputs_and_owners(filling))


def inputs_and_owners(filling: Filling) -> Iterator[FieldView]:
    for number in range(1, filling.page_count + 1):
        for one in filling.page(number).fields:
            yield one
            yield from (cell for row in one.rows for cell in row)
