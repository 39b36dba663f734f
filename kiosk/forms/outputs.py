"""The official forms that a filling brings: itself, or one for each output of a bundle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from kiosk.forms.answers import EMPTY, below, find
from kiosk.forms.definition import Form, Output
from kiosk.forms.holding import Holding, Mark
from kiosk.forms.rules import holds
from kiosk.forms.settle import FillContext, settle
from kiosk.forms.validate import without_blanks
from kiosk.forms.view import FilledForm
from kiosk.identity.party import Source


def filled_forms(form: Form, held: Holding, context: FillContext) -> tuple[FilledForm, ...]:
    """Return what is to be sealed; answers without blanks, hidden ones left out."""
    if not form.outputs:
        return (_filled(form, held),)
    wanted = [output for output in form.outputs if holds(output.when, held.values)]
    return tuple(_filled(output.form, carry_over(output, held, context)) for output in wanted)


def carry_over(output: Output, held: Holding, context: FillContext) -> Holding:
    """Answers of one official form out of those of its bundle, with their sources, at rest."""
    carried = Holding()
    for target, origin in output.answers.items():
        value = find(held.values, origin)
        if value not in EMPTY:
            carried = carried.put(target, value, _mark(held, origin))
    for target, value in output.constants.items():
        carried = carried.put(target, value, Mark(Source.DERIVED))
    return settle(output.form, carried, replace(context, procedure="", case=""))


def _mark(held: Holding, origin: str) -> Mark:
    """The mark of a value, or of the field that it is a part of."""
    return next((mark for one, mark in held.marks.items() if below(origin, one)), Mark(Source.DERIVED))


def _filled(form: Form, held: Holding) -> FilledForm:
    answers = without_blanks(held.values)
    sources: Mapping[str, str] = {
        pointer: mark.source.value for pointer, mark in held.marks.items() if find(answers, pointer) not in EMPTY
    }
    return FilledForm(form.id, form.symbol, form.sha256, answers, MappingProxyType(dict(sources)))
