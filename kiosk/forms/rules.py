"""JSON Forms rules: which elements show and which can be changed, given the answers (no script, only JSON Schema)."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.forms.answers import drop, find
from kiosk.forms.definition import Condition, Control, Effect, Element, Form, Group, Rule
from kiosk.forms.kinds import Kind
from kiosk.forms.view import JsonValue

_ROUNDS = 8
"""A chain of rules longer than this is not followed; the loader's depth limit is lower."""


def holds(condition: Condition | None, answers: JsonValue) -> bool:
    """True when there is no condition, or the value it looks at is there and valid (``failWhenUndefined``)."""
    if condition is None:
        return True
    value = find(answers, condition.pointer)
    return value is not None and condition.validator.is_valid(value)


def shown(rule: Rule | None, answers: JsonValue) -> bool:
    """Whether an element with this rule shows."""
    if rule is None or rule.effect not in (Effect.SHOW, Effect.HIDE):
        return True
    return holds(rule.condition, answers) == (rule.effect is Effect.SHOW)


def enabled(rule: Rule | None, answers: JsonValue) -> bool:
    """Whether an element with this rule can be changed."""
    if rule is None or rule.effect not in (Effect.ENABLE, Effect.DISABLE):
        return True
    return holds(rule.condition, answers) == (rule.effect is Effect.ENABLE)


def visibility(elements: tuple[Element, ...], answers: JsonValue, parent: bool = True) -> Iterator[tuple[str, bool]]:
    """Every control's pointer with whether it shows; those of table cells with their row."""
    for element in elements:
        visible = parent and shown(element.rule, answers)
        if isinstance(element, Group):
            yield from visibility(element.elements, answers, visible)
        elif isinstance(element, Control):
            yield element.pointer, visible
            if visible and element.kind is Kind.ROWS:
                yield from _cells(element, answers)


def _cells(table: Control, answers: JsonValue) -> Iterator[tuple[str, bool]]:
    rows = find(answers, table.pointer)
    for number, row in enumerate(rows if isinstance(rows, list) else ()):
        for pointer, visible in visibility(table.columns, row):
            yield f"{table.pointer}/{number}{pointer}", visible


def visible(form: Form, answers: JsonValue) -> tuple[set[str], set[str]]:
    """Pointers of the controls that show, and of those that do not; one may be in both under different rules."""
    states = [state for page in form.pages for state in visibility(page.elements, answers, shown(page.rule, answers))]
    return {pointer for pointer, shows in states if shows}, {pointer for pointer, shows in states if not shows}


def prune(form: Form, answers: JsonValue) -> JsonValue:
    """Return the answers without those of hidden controls, which may hide further controls in turn.

    Two controls may ask for one answer under different rules; it stays while either shows.
    """
    for _ in range(_ROUNDS):
        kept, hidden = visible(form, answers)
        smaller = answers
        for pointer in hidden - kept:
            smaller = drop(smaller, pointer)
        if smaller == answers:
            break
        answers = smaller
    return answers
