"""Bring answers to rest: what the procedure gives, what rules derive and what rules hide, until nothing changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kiosk.forms.answers import EMPTY, expand, find, in_rows
from kiosk.forms.autofill import fill
from kiosk.forms.choices import SAID, Choices
from kiosk.forms.definition import Control, Form
from kiosk.forms.derive import DERIVATIONS, Place, Surroundings, source_of
from kiosk.forms.holding import Holding, Mark
from kiosk.forms.kinds import Wording, text
from kiosk.forms.rules import holds, prune
from kiosk.forms.validate import locate
from kiosk.forms.view import JsonValue
from kiosk.identity.party import Party, Source
from kiosk.language.words import VIETNAMESE, Words

_ROUNDS = 6
"""Derivations may feed each other this many times; a chain that is longer stays as it is then."""


@dataclass(frozen=True, slots=True)
class FillContext:
    """Everything around a filling that is no answer."""

    today: date
    parties: Mapping[str, Party] = field(repr=False)
    place: Place
    """Whose authority is addressed: the kiosk's own place, unless the citizen named another."""
    case: str = ""
    """Id of the procedure's case."""
    facts: frozenset[str] = frozenset()
    """What the questions before the form made known, by the names that procedures give it."""
    exemption: str = ""
    """Name of the group by which the citizen pays less; "" for none."""
    say: Words = VIETNAMESE
    """The language of the pages; answers and papers are Vietnamese always."""
    procedure: str = ""
    """Procedure code, such as ``1.010041``; a local or case suffix is ignored."""


def given_answers(form: Form, context: FillContext) -> Mapping[str, JsonValue]:
    """What the procedure and its case bring along: of every ``[[given]]`` table that fits, later ones win."""
    code = ".".join(context.procedure.split(".")[:2])
    answers: dict[str, JsonValue] = {}
    for given in form.given:
        fits = given.procedure in ("", code) and given.case in ("", context.case)
        if fits and (not given.fact or given.fact in context.facts):
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
        if not holds(rule.when, settled.values):
            continue
        for pointer, rows in expand(rule.at, known.values):
            if pointer in done or pointer in known.marks or find(known.values, pointer) not in EMPTY:
                continue
            params = {
                key: in_rows(value, rows) if isinstance(value, str) else value for key, value in rule.params.items()
            }
            value = _work_out(form, rule.rule, params, settled.values, context)
            if value not in EMPTY:
                result = result.put(pointer, value, _mark(rule.rule, params, settled))
                done.add(pointer)
    return result


def _mark(rule: str, params: Mapping[str, Any], settled: Holding) -> Mark:
    """A copy keeps the source and the lock of what it copies."""
    origin = settled.marks.get(str(params.get("of")))
    source = source_of(rule, params, origin.source if origin else None)
    return Mark(source, locked=bool(rule == "copy" and origin and origin.locked))


def _work_out(form: Form, rule: str, params: Mapping[str, Any], values: JsonValue, context: FillContext) -> JsonValue:
    around = Surroundings(
        context.place, form.choices, context.today, context.exemption, lambda pointer: text_at(form, values, pointer)
    )
    return DERIVATIONS[rule].work_out(values, params, around)


def text_at(form: Form, values: JsonValue, pointer: str) -> str:
    """The answer at a pointer as a person reads it; "" when there is none."""
    value, asked = find(values, pointer), locate(form, pointer)
    if asked is None:
        return "" if value in EMPTY else str(value)
    return text(asked.control.kind, value, wording(asked.control, form.choices))


def wording(control: Control, choices: Choices, say: Words = VIETNAMESE) -> Wording:
    """What a control's values need to be worded."""
    options = control.options or next((part.options for part in control.parts if part.options), ())
    return Wording(options, control.upper, choices.place_name, say, control.choice_list in SAID)
