"""The official paper of a filled form as PDF/A (ISO 19005-2 level B), set by Typst from texts that are ready to print.

``print.typ`` gets one JSON in ``sys.inputs.data``: ``form`` (id, title, legal_basis, digest), ``done`` (at, day, month,
year) and ``answers``: the answers with every value as printed text. It knows no rule and does no arithmetic.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any

from kiosk.forms.answers import EMPTY, find, put
from kiosk.forms.choices import Choices
from kiosk.forms.definition import Control, Form, controls_of
from kiosk.forms.kinds import COMPOUND, Kind, printed
from kiosk.forms.settle import wording
from kiosk.forms.view import FilledForm, JsonValue

_VIETNAM = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Done:
    """The line above the signatures: where and when."""

    at: str
    on: date


def render_pdf(form: Form, filled: FilledForm, done: Done) -> bytes:
    """Return the filled paper as PDF/A-2b. Raises PaperError. The same input gives the same bytes."""
    from kiosk.forms.typesetting import typeset  # noqa: PLC0415 – late: Typst, and most visits print no paper

    data = json.dumps(paper_data(form, filled.answers, done), ensure_ascii=False)
    day = datetime(done.on.year, done.on.month, done.on.day, tzinfo=_VIETNAM)
    return typeset(form.folder, data, day)


def paper_data(form: Form, answers: JsonValue, done: Done) -> Mapping[str, Any]:
    """What ``print.typ`` reads."""
    on = done.on
    return {
        "form": {"id": form.id, "title": form.title, "legal_basis": form.legal_basis, "digest": form.sha256[:16]},
        "done": {"at": done.at, "day": f"{on.day:02}", "month": f"{on.month:02}", "year": str(on.year)},
        "answers": printed_answers(form, answers),
    }


def printed_answers(form: Form, answers: JsonValue) -> JsonValue:
    """The answers with every value as the paper shows it; compounds get their whole line as ``text``."""
    result: JsonValue = dict(answers)
    for pointer, text in _printed(form.controls(), answers, form.choices):
        result = put(result, pointer, text)
    return result


def _printed(controls: Iterator[Control], answers: JsonValue, choices: Choices) -> Iterator[tuple[str, JsonValue]]:
    for control in controls:
        value = find(answers, control.pointer)
        if value in EMPTY:
            continue
        if control.kind is Kind.ROWS:
            yield control.pointer, [_row(control, row, choices) for row in value]
        else:
            yield control.pointer, _one(control, value, choices)


def _row(table: Control, row: JsonValue, choices: Choices) -> JsonValue:
    result: JsonValue = {}
    for pointer, text in _printed(controls_of(table.columns), row, choices):
        result = put(result, pointer, text)
    return result


def _one(control: Control, value: JsonValue, choices: Choices) -> JsonValue:
    if control.kind is Kind.CHOICES:
        return [printed(Kind.CHOICE, one, wording(control, choices)) for one in value]
    line = printed(control.kind, value, wording(control, choices))
    if control.kind not in COMPOUND:
        return line
    parts = {part.pointer[1:]: part for part in control.parts}
    return {key: _one(parts[key], one, choices) for key, one in value.items() if key in parts} | {"text": line}
