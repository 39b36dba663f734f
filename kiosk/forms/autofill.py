"""Fill controls from the cards of the parties: what the State already knows is not asked again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kiosk.forms.answers import find
from kiosk.forms.definition import Autofill, Control, Form, controls_of
from kiosk.forms.holding import Holding, Mark
from kiosk.forms.kinds import Kind
from kiosk.forms.view import JsonValue
from kiosk.identity.party import LOCKED_FACTS, Datum, Fact, Party, Source


def fill(form: Form, holding: Holding, parties: Mapping[str, Party]) -> Holding:
    """Return the holding with every known fact filled in; what a person entered stays, save where a chip must win."""
    for pointer, control, autofill in _fillable(form, holding.values):
        party = parties.get(autofill.party)
        datum = party.find(autofill.fact) if party else None
        if datum is None:
            continue
        locked = autofill.fact in LOCKED_FACTS and datum.source.family == "chip"
        mark = holding.marks.get(pointer)
        if mark is None or not mark.personal or (locked and mark.source is Source.TYPED):
            value = value_for(control.kind, datum)
            holding = holding.put(pointer, value, Mark(datum.source, locked, autofill.party))
    return holding


def wanted_facts(form: Form) -> frozenset[Fact]:
    """Every fact that a form would fill in: no other is taken from a card."""
    controls = [inner for control in form.controls() for inner in (control, *controls_of(control.columns))]
    facts = {control.autofill.fact for control in controls if control.autofill}
    return frozenset(facts.union(*(wanted_facts(output.form) for output in form.outputs)))


def value_for(kind: Kind, datum: Datum) -> JsonValue:
    """Bring a fact into the shape of a control: an address line of a card stands as the old-unit line."""
    if kind is Kind.ADDRESS:
        return {"old": datum.value}
    return datum.value


def _fillable(form: Form, values: JsonValue) -> Iterator[tuple[str, Control, Autofill]]:
    for control in form.controls():
        if control.autofill:
            yield control.pointer, control, control.autofill
        for number in range(len(find(values, control.pointer) or ()) if control.kind is Kind.ROWS else 0):
            for column in controls_of(control.columns):
                if column.autofill:
                    party = f"{column.autofill.party}/{number}"
                    pointer = f"{control.pointer}/{number}{column.pointer}"
                    yield pointer, column, Autofill(party, column.autofill.fact)
