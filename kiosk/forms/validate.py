"""Judge answers against a form: its JSON Schema, then its named checks, each finding with a pointer and words.

The kiosk and the portal call the same function, so that both refuse the same answers with the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any, cast

from jsonschema import ValidationError

from kiosk.forms.answers import EMPTY, below, drop, find, leaves
from kiosk.forms.checks import failures
from kiosk.forms.days import find_date
from kiosk.forms.definition import Control, Form, controls_of
from kiosk.forms.kinds import Kind
from kiosk.forms.messages import missing, refused, wrong_date
from kiosk.forms.view import JsonValue
from kiosk.language.places import Places
from kiosk.language.words import VIETNAMESE, Words


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend."""

    pointer: str
    message: str = field(repr=False)
    warning: bool = False


def findings(form: Form, answers: JsonValue, today: date, say: Words = VIETNAMESE) -> tuple[Finding, ...]:
    """Everything to mend, the first finding of each field only, in a language."""
    found: dict[str, Finding] = {}
    answers = without_blanks(answers)
    errors = list(form.validator.iter_errors(answers))
    for error in errors:
        for pointer, message in _words(form, error, say):
            found.setdefault(pointer, Finding(pointer, message, _is_paper(form, pointer)))
    if any(error.validator == "type" for error in errors):
        return tuple(found.values())  # what is of another type than promised cannot be judged further
    for pointer, message in _kind_findings(form.controls(), answers, "", form.choices.places, say):
        found.setdefault(pointer, Finding(pointer, message))
    for pointer, message, warning in failures(form.checks, answers, today):
        found.setdefault(pointer, Finding(pointer, say(message), warning))
    return tuple(found.values())


def validate_answers(form: Form, answers: JsonValue, today: date | None = None) -> list[tuple[str, str]]:
    """Return pointer and message of everything that a receiving office must refuse; [] when all is well.

    `today` is the day of filing, the present day when it is not known.
    """
    found = findings(form, answers, today or date.today())
    return [(finding.pointer, finding.message) for finding in found if not finding.warning]


def without_blanks(answers: JsonValue) -> JsonValue:
    """Answers without empty texts and nulls: a field left blank is a field not answered."""
    for pointer, value in list(leaves(answers)):
        if pointer and value in EMPTY and value not in ({}, []) and not pointer.rsplit("/", 1)[-1].isdecimal():
            answers = drop(answers, pointer)
    return answers


def _is_paper(form: Form, pointer: str) -> bool:
    """A paper that was not laid under the camera may always be brought to the desk."""
    asked = locate(form, pointer)
    return asked is not None and asked.control.kind is Kind.ATTACHMENT


def _kind_findings(
    controls: Iterable[Control], answers: JsonValue, base: str, places: Places, say: Words
) -> Iterator[tuple[str, str]]:
    """What no pattern can see: days that are in no calendar, communes that are in no province."""
    for control in controls:
        value = find(answers, control.pointer)
        if control.kind is Kind.ROWS and isinstance(value, list):
            for number, row in enumerate(value):
                yield from _kind_findings(
                    controls_of(control.columns), row, f"{base}{control.pointer}/{number}", places, say
                )
        elif control.kind is Kind.PARTIAL_DATE and value not in EMPTY and find_date(value) is None:
            yield base + control.pointer, wrong_date(control, say)
        elif control.kind is Kind.ADDRESS and isinstance(value, Mapping) and not _known_place(value, places):
            yield f"{base}{control.pointer}/commune", say("Chọn lại xã, phường, đặc khu trong danh sách")


def _known_place(address: Mapping[str, Any], places: Places) -> bool:
    if not address.get("commune"):
        return True
    commune = places.find_commune(str(address["commune"]))
    return commune is not None and commune.province == address.get("province")


def _words(form: Form, error: ValidationError, say: Words) -> Iterator[tuple[str, str]]:
    pointer = "".join(f"/{step}" for step in error.absolute_path)
    if error.validator == "required":
        required, present = cast(list[str], error.validator_value), cast(Mapping[str, Any], error.instance)
        for name in required:
            if name not in present:
                yield from _missing(form, error.schema, f"{pointer}/{name}", name, say)
    elif error.validator == "dependentRequired":
        needed = cast(Mapping[str, list[str]], error.validator_value)
        present = cast(Mapping[str, Any], error.instance)
        for name in dict.fromkeys(name for key in needed if key in present for name in needed[key]):
            if name not in present:
                yield from _missing(form, error.schema, f"{pointer}/{name}", name, say)
    elif error.validator == "anyOf" and locate(form, pointer) is None:
        branches = groupby(error.context or (), key=lambda one: one.schema_path[0])
        for inner in min(([*found] for _, found in branches), key=len, default=[]):
            yield from _words(form, inner, say)
    elif error.validator == "additionalProperties":
        yield pointer, say("Có mục không thuộc tờ khai này")
    else:
        asked = locate(form, pointer)
        words = refused(asked.control, error, say) if asked else say("Mục này chưa đúng")
        yield asked.pointer if asked else pointer, words


def _missing(form: Form, schema: JsonValue, pointer: str, name: str, say: Words) -> Iterator[tuple[str, str]]:
    """A missing answer; a missing block stands for every answer that is required in it."""
    asked = locate(form, pointer)
    if asked is not None:
        yield pointer, missing(asked.control, say)
        return
    inner = schema.get("properties", {}).get(name, {}) if isinstance(schema, Mapping) else {}
    for below_it in required_pointers(form, inner, {}, pointer):
        deeper = locate(form, below_it)
        if deeper is not None and deeper.owner == below_it:
            yield below_it, missing(deeper.control, say)


@dataclass(frozen=True, slots=True)
class Asked:
    """Where an answer is asked."""

    control: Control
    """The innermost: a part of an address, a cell of a table, or a plain field."""
    pointer: str
    """Of that control."""
    owner: str
    """Pointer of the field that carries the source: the whole address, the cell, the plain field."""


def locate(form: Form, pointer: str) -> Asked | None:
    """Find the control that asks for an answer; None when no page does."""
    control = form.find_control(pointer)
    if control is None:
        return None
    owner, rest = control.pointer, pointer.removeprefix(control.pointer)
    if control.kind is Kind.ROWS and rest.count("/") >= 2:
        number, cell = rest.split("/", 2)[1], "/" + rest.split("/", 2)[2]
        column = next((c for c in controls_of(control.columns) if below(cell, c.pointer)), None)
        if column is None:
            return None
        control, owner, rest = column, f"{owner}/{number}{column.pointer}", cell.removeprefix(column.pointer)
    part = next((part for part in control.parts if rest and below(rest, part.pointer)), None)
    return Asked(part, owner + part.pointer, owner) if part else Asked(control, owner, owner)


def required_pointers(form: Form, schema: Mapping[str, Any], answers: JsonValue, base: str = "") -> Iterator[str]:
    """Pointers of what must be answered given what was: ``required``, also in rows, ``allOf`` and ``if``/``then``."""
    if isinstance(answers, list):
        for number, row in enumerate(answers):
            yield from required_pointers(form, schema.get("items", {}), row, f"{base}/{number}")
        return
    answers = answers if isinstance(answers, Mapping) else {}
    needed = tuple(schema.get("required", ()))
    yield from (f"{base}/{name}" for name in needed)
    for name, inner in schema.get("properties", {}).items():
        if isinstance(inner, Mapping) and (name in needed or name in answers):
            yield from required_pointers(form, inner, answers.get(name), f"{base}/{name}")
    for part in schema.get("allOf", ()):
        yield from required_pointers(form, part, answers, base)
    if "if" in schema:
        branch = "then" if form.validator.evolve(schema=schema["if"]).is_valid(answers) else "else"
        yield from required_pointers(form, schema.get(branch, {}), answers, base)
