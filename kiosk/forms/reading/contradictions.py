"""What only shows when pages, schema and facts of a form are laid side by side: nobody could fill it to the end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any

from kiosk.forms.answers import below
from kiosk.forms.definition import Control, Effect, Element, Form, Group, Rule, controls_of
from kiosk.forms.errors import BrokenForm, Problem
from kiosk.forms.reading.conditions import pointer_of
from kiosk.forms.reading.limits import MAX_FIELDS
from kiosk.forms.reading.positions import Source, text_of

_PACKAGE = re.compile(r"""["']@""")
"""How Typst names a package: ``#import "@preview/…"``."""
_VISIBLE = (Effect.SHOW, Effect.HIDE)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One control with every rule that stands over it."""

    control: Control
    rules: tuple[Rule, ...]


def contradictions(form: Form, schema_file: Source, ui: Source) -> Iterator[Problem]:
    """Everything of that sort, by file and line."""
    asked = [one for page in form.pages for one in _asked(page.elements, _with((), page.rule))]
    places = dict(_places(ui.value, ""))
    yield from _unasked(form, schema_file)
    yield from _unanswerable(form, asked, schema_file)
    always = Counter(one.control.pointer for one in asked if not one.rules)
    for pointer, times in always.items():
        if times > 1:
            yield ui.problem(places.get(pointer, ""), f"mục {pointer} được hỏi hai lần")
    for pointer in _circle(asked, _worked_out(form)):
        yield ui.problem(places.get(pointer, ""), f"mục {pointer} hiện hay ẩn tùy vào chính nó")
    for name, times in Counter(page.id for page in form.pages).items():
        if times > 1:
            yield ui.problem("", f"hai trang cùng mã “{name}”")
    if sum(1 + len(tuple(controls_of(one.control.columns))) for one in asked) > MAX_FIELDS:
        yield ui.problem("", f"quá {MAX_FIELDS} mục trong một tờ khai")


def paper_problems(form: Form) -> Iterator[Problem]:
    """A paper must be there unless a bundle has only those of its outputs; it may not name packages of the network."""
    name = f"{form.id}/print.typ"
    if not form.paper:
        if not form.outputs:
            yield Problem(name, 0, "thiếu tệp này")
        return
    try:
        lines = text_of(form.folder / "print.typ", name).splitlines()
    except BrokenForm as error:
        yield from error.problems
        return
    for number, line in enumerate(lines, start=1):
        if _PACKAGE.search(line):
            yield Problem(name, number, "không được dùng gói tải từ mạng")


def _unasked(form: Form, schema_file: Source) -> Iterator[Problem]:
    known = {control.pointer for control in form.controls()} | _worked_out(form)
    for name in form.schema.get("properties", {}):
        if not any(below(one, f"/{name}") for one in known):
            yield schema_file.problem(f"/properties/{name}", f"không trang nào hỏi mục “{name}”, cũng không có quy tắc")


def _unanswerable(form: Form, asked: list[_Asked], schema_file: Source) -> Iterator[Problem]:
    """What must be there always must be asked always, or worked out."""
    worked_out = _worked_out(form)
    for pointer in _always_required(form.schema, ""):
        where = pointer.replace("/", "/properties/")
        near = [one for one in asked if below(pointer, one.control.pointer) or below(one.control.pointer, pointer)]
        if any(below(one, pointer) or below(pointer, one) for one in worked_out):
            continue
        if not near:
            yield schema_file.problem(where, f"mục {pointer} bắt buộc mà không trang nào hỏi")
        elif all(one.rules for one in near):
            yield schema_file.problem(
                where, f"mục {pointer} bắt buộc nhưng có lúc bị ẩn hoặc khóa: đưa vào một cặp if – then"
            )


def _worked_out(form: Form) -> set[str]:
    return {f"/{name}" for given in form.given for name in given.answers} | {rule.at for rule in form.derivations}


def _always_required(schema: Mapping[str, Any], base: str) -> Iterator[str]:
    """Pointers of single answers that are required whatever else is said; of a block, what is required in it."""
    for name in schema.get("required", ()):
        inner = schema.get("properties", {}).get(name, {})
        if inner.get("properties"):
            yield from _always_required(inner, f"{base}/{name}")
        else:
            yield f"{base}/{name}"


def _asked(elements: tuple[Element, ...], rules: tuple[Rule, ...]) -> Iterator[_Asked]:
    for element in elements:
        over = _with(rules, element.rule)
        if isinstance(element, Group):
            yield from _asked(element.elements, over)
        elif isinstance(element, Control):
            yield _Asked(element, over)


def _with(rules: tuple[Rule, ...], rule: Rule | None) -> tuple[Rule, ...]:
    return (*rules, rule) if rule else rules


def _circle(asked: list[_Asked], worked_out: set[str]) -> list[str]:
    """Pointers of controls whose showing hangs on what people say in them, through others or not."""
    needs: dict[str, set[str]] = {}
    for one in (one for one in asked if one.control.pointer not in worked_out):
        looked_at = {at for rule in one.rules if rule.effect in _VISIBLE for at in _looked_at(rule)}
        needs.setdefault(one.control.pointer, set()).update(looked_at)
    edges = {
        pointer: {other for other in needs if any(below(other, at) or below(at, other) for at in looked_at)}
        for pointer, looked_at in needs.items()
    }
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        return sorted(set(error.args[1]))
    return []


def _looked_at(rule: Rule) -> Iterator[str]:
    """Pointers of the answers that a rule's condition names."""
    named = set(_named(rule.condition.validator.schema))
    yield from (rule.condition.pointer + name for name in named or {""})


def _named(schema: Any) -> Iterator[str]:
    if isinstance(schema, list):
        for part in schema:
            yield from _named(part)
    if not isinstance(schema, Mapping):
        return
    for name, inner in schema.get("properties", {}).items():
        yield from (f"/{name}{deeper}" for deeper in set(_named(inner)) or {""})
    for key in ("allOf", "anyOf", "oneOf", "not", "if", "then", "else"):
        yield from _named(schema.get(key))
    for name in schema.get("required", ()):
        if name not in schema.get("properties", {}):
            yield f"/{name}"


def _places(value: Any, where: str) -> Iterator[tuple[str, str]]:
    """Pointer of every control outside tables with its place in ui.json."""
    if value.get("type") == "Control":
        yield pointer_of(value["scope"]), where
    for number, inner in enumerate(value.get("elements", ())):
        yield from _places(inner, f"{where}/elements/{number}")
