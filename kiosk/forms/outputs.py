"""The official forms that a filling brings: itself, or those of a bundle, each whole or incomplete by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from kiosk.forms.answers import EMPTY, below, expand, find, in_rows, put
from kiosk.forms.definition import Form, Output
from kiosk.forms.holding import Holding, Mark
from kiosk.forms.rules import holds
from kiosk.forms.settle import FillContext, settle
from kiosk.forms.validate import findings, without_blanks
from kiosk.forms.view import FilledForm, JsonValue
from kiosk.identity.party import Source


def filled_forms(form: Form, held: Holding, context: FillContext) -> tuple[FilledForm, ...]:
    """Return what is to be sealed; answers without blanks, hidden ones left out."""
    own = (_filled(form, held),) if form.paper else ()
    wanted = [output for output in form.outputs if holds(output.when, held.values)]
    return (*own, *(filled for output in wanted for filled in _outputs(output, held, context)))


def _outputs(output: Output, held: Holding, context: FillContext) -> Iterator[FilledForm]:
    for _, rows in expand(f"{output.each}/*" if output.each else "", held.values):
        carried = carry_over(output, held, context, rows)
        lacking = [one for one in findings(output.form, carried.values, context.today, context.say) if not one.warning]
        yield replace(_filled(output.form, carried), missing=tuple(one.message for one in lacking))


def carry_over(output: Output, held: Holding, context: FillContext, rows: tuple[str, ...] = ()) -> Holding:
    """Answers of one official form out of those of its bundle, with their sources, at rest; `rows` for a table's."""
    values: JsonValue = {}
    marks: dict[str, Mark] = {}
    for target, value in output.constants.items():
        values = put(values, target, value)
        marks[target] = Mark(Source.DERIVED)
    for target, place in output.answers.items():
        origin = in_rows(place, rows)
        value = find(held.values, origin)
        if value not in EMPTY:
            values = put(values, target, value)
            marks.update(_marks(held, origin, target))
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
