"""Bring answers to rest: what the procedure gives, what rules derive and what rules hide, until nothing changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kiosk.forms.answers import EMPTY, find
from kiosk.forms.autofill import fill
from kiosk.forms.choices import place_name
from kiosk.forms.definition import Control, Derivation, Form
from kiosk.forms.derive import DERIVATIONS, Place, Surroundings, source_of
from kiosk.forms.holding import Holding, Mark
from kiosk.forms.kinds import Wording, text
from kiosk.forms.rules import holds, prune
from kiosk.forms.validate import locate
from kiosk.forms.view import JsonValue
from kiosk.identity.party import Party, Source

_ROUNDS = 6
"""Derivations may feed each other this many times; a chain that is longer stays as it is then."""


@dataclass(frozen=True, slots=True)
class FillContext:
    """Everything around a filling that is no answer."""

    today: date
    parties: Mapping[str, Party] = field(repr=False)
    place: Place
    case: str = ""
    """Id of the procedure's case."""
    language: str = "vi"
    procedure: str = ""
    """Procedure code, such as ``1.010041``; a local or case suffix is ignored."""


def given_answers(form: Form, context: FillContext) -> Mapping[str, JsonValue]:
    """What the procedure and its case bring along: of every ``[[given]]`` table that fits, later ones win."""
    code = ".".join(context.procedure.split(".")[:2])
    answers: dict[str, JsonValue] = {}
    for given in form.given:
        if given.procedure in ("", code) and given.case in ("", context.case):
            answers.update(given.answers)
    return answers


def settle(form: Form, entered: Holding, context: FillContext) -> Holding:
    """Return the answers as they count now: known facts and derived values in, hidden ones out."""
    given = {f"/{name}": value for name, value in given_answers(form, context).items()}
    for pointer, value in given.items():
        entered = entered.put(pointer, value, Mark(Source.DERIVED))
    settled = entered
    for _ in range(_ROUNDS):
        known = fill(form, entered, context.parties, settled)
        derived = _derive(form, known, settled, context, frozenset(given))
        after = derived.with_values(prune(form, derived.values))
        if after.values == settled.values and after.marks == settled.marks:
            break
        settled = after
    return settled


def _derive(form: Form, known: Holding, settled: Holding, context: FillContext, given: frozenset[str]) -> Holding:
    """Lay derived values over what people and cards brought, judged by what shows now."""
    result, done = known, set(given)
    for rule in form.derivations:
        mark = known.marks.get(rule.at)
        if (
            rule.at in done
            or (mark is not None and (mark.personal or mark.party))
            or not holds(rule.when, settled.values)
        ):
            continue
        value = _work_out(form, rule, settled.values, context)
        if value not in EMPTY:
            origin = settled.marks.get(str(rule.params.get("of")))
            source = source_of(rule.rule, rule.params, origin.source if origin else None)
            result = result.put(rule.at, value, Mark(source, bool(rule.rule == "copy" and origin and origin.locked)))
            done.add(rule.at)
    return result


def _work_out(form: Form, rule: Derivation, values: JsonValue, context: FillContext) -> JsonValue:
    around = Surroundings(context.place, context.today, lambda pointer: text_at(form, values, pointer))
    return DERIVATIONS[rule.rule].work_out(values, rule.params, around)


def text_at(form: Form, values: JsonValue, pointer: str) -> str:
    """The answer at a pointer as a person reads it; "" when there is none."""
    value, asked = find(values, pointer), locate(form, pointer)
    if asked is None:
        return "" if value in EMPTY else str(value)
    return text(asked.control.kind, value, wording(asked.control))


def wording(control: Control) -> Wording:
    """What a control's values need to be worded."""
    return Wording(control.options, control.upper, place_name)
