"""The official forms that a filling brings: itself, or those of a bundle, each whole or incomplete by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from kiosk.forms.answers import EMPTY, below, expand, find, in_rows, put
from kiosk.forms.definition import Form, Output
from kiosk.forms.holding import Holding, Mark
from kiosk.forms.rules import holds
from kiosk.forms.settle import FillContext, settle
from kiosk.forms.validate import Finding, findings, required_pointers, without_blanks
from kiosk.forms.view import FilledForm, JsonValue
from kiosk.identity.party import Source


@dataclass(frozen=True)
class Carried:
    """One official form of a bundle with what the bundle's answers say in it."""

    output: Output
    brought: Holding
    """The answers as they come from the bundle."""
    context: FillContext
    rows: tuple[str, ...]
    """The row that it stands for, where every row of a table fills one."""

    @cached_property
    def held(self) -> Holding:
        """Its answers at rest."""
        # who is who, and whose card says what, was settled in the bundle: its person may be another than the form's
        form = replace(self.output.form, same=())
        return settle(form, self.brought, replace(self.context, procedure="", case="", parties={}))

    @cached_property
    def lacking(self) -> tuple[Finding, ...]:
        """What keeps it from being whole; pointers are its own."""
        found = findings(self.output.form, self.held.values, self.context.today, self.context.say)
        return tuple(one for one in found if not one.warning)

    @property
    def filled(self) -> FilledForm:
        """What is to be sealed; what it lacks is told with it."""
        return replace(_filled(self.output.form, self.held), missing=tuple(one.message for one in self.lacking))

    def required(self) -> Iterator[str]:
        """Pointers in the bundle of what this form must have, as far as the bundle's own answers tell."""
        form = self.output.form
        for pointer in required_pointers(form, form.schema, self.brought.values):
            yield from self.asked_at(pointer)

    def asked_at(self, pointer: str) -> Iterator[str]:
        """Where in the bundle an answer of this form is asked: one pointer, none where the bundle does not ask it."""
        for target, origin in self.output.answers.items():
            if below(pointer, target):
                yield in_rows(origin, self.rows) + pointer.removeprefix(target)
                return


def filled_forms(form: Form, held: Holding, context: FillContext, lacking: tuple[str, ...]) -> tuple[FilledForm, ...]:
    """Return what is to be sealed, answers without blanks and hidden ones; `lacking` is told of the form itself."""
    own = (replace(_filled(form, held), missing=lacking),) if form.paper else ()
    return (*own, *(one.filled for one in carried_forms(form, held, context)))


def carried_forms(form: Form, held: Holding, context: FillContext) -> tuple[Carried, ...]:
    """The official forms that a bundle's answers call for; none for a form that is no bundle."""
    return tuple(
        Carried(output, _brought(output, held, rows), context, rows)
        for output in form.outputs
        if holds(output.when, held.values)
        for _, rows in expand(f"{output.each}/*" if output.each else "", held.values)
    )


def _brought(output: Output, held: Holding, rows: tuple[str, ...]) -> Holding:
    """Answers of one official form out of those of its bundle, with their sources."""
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
    return Holding(values, MappingProxyType(marks))


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
