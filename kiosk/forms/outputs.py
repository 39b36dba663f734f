"""The official forms that a filling brings: itself, or one for each output of a bundle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from kiosk.forms.answers import EMPTY, below, find, put
from kiosk.forms.definition import Form, Output
from kiosk.forms.holding import Holding, Mark
from kiosk.forms.rules import holds
from kiosk.forms.settle import FillContext, settle
from kiosk.forms.validate import without_blanks
from kiosk.forms.view import FilledForm, JsonValue
from kiosk.identity.party import Source


def filled_forms(form: Form, held: Holding, context: FillContext) -> tuple[FilledForm, ...]:
    """Return what is to be sealed; answers without blanks, hidden ones left out."""
    if not form.outputs:
        return (_filled(form, held),)
    wanted = [output for output in form.outputs if holds(output.when, held.values)]
    return tuple(_filled(output.form, carry_over(output, held, context)) for output in wanted)


def carry_over(output: Output, held: Holding, context: FillContext) -> Holding:
    """Answers of one official form out of those of its bundle, with their sources, at rest."""
    values: JsonValue = {}
    marks: dict[str, Mark] = {}
    for target, origin in output.answers.items():
        value = find(held.values, origin)
        if value not in EMPTY:
            values = put(values, target, value)
            marks.update(_marks(held, origin, target))
    for target, value in output.constants.items():
        values = put(values, target, value)
        marks[target] = Mark(Source.DERIVED)
    # who is who, and whose card says what, was settled in the bundle: its person may be another than the form's
    form = replace(output.form, same=())
    alone = replace(context, procedure="", case="", parties={})
    return settle(form, Holding(values, MappingProxyType(marks)), alone)


def _marks(held: Holding, origin: str, target: str) -> Mapping[str, Mark]:
    """The marks of a value and of everything in it, or the mark of the field that it is a part of."""
    inside = {target + one.removeprefix(origin): mark for one, mark in held.marks.items() if below(one, origin)}
    around = next((mark for one, mark in held.marks.items() if below(origin, one)), None)
    return inside or ({target: around} if around else {})


def _filled(form: Form, held: Holding) -> FilledForm:
    answers = without_blanks(held.values)
    sources: Mapping[str, str] = {
        pointer: mark.source.value for pointer, mark in held.marks.items() if find(answers, pointer) not in EMPTY
    }
    return FilledForm(form.id, form.symbol, form.sha256, answers, MappingProxyType(dict(sources)))
