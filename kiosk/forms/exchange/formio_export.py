"""Write a form as a Form.io definition, for portals that want one; what Form.io cannot say is listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kiosk.forms.definition import Control, Effect, Element, Form, Group, Note, Rule
from kiosk.forms.exchange.formio_import import Dropped
from kiosk.forms.kinds import COMPOUND, Kind
from kiosk.forms.reading.matching import pattern_trouble

Json = dict[str, Any]

_TYPES: Mapping[Kind, str] = {
    Kind.TEXT: "textfield",
    Kind.NAME: "textfield",
    Kind.ID_NUMBER: "textfield",
    Kind.LONG_TEXT: "textarea",
    Kind.DATE: "datetime",
    Kind.PARTIAL_DATE: "day",
    Kind.PHONE: "phoneNumber",
    Kind.EMAIL: "email",
    Kind.NUMBER: "number",
    Kind.MONEY: "currency",
    Kind.CHOICE: "radio",
    Kind.CHOICES: "selectboxes",
    Kind.YES_NO: "checkbox",
    Kind.PLEDGE: "checkbox",
    Kind.ROWS: "datagrid",
    Kind.ATTACHMENT: "file",
}


def export_definition(form: Form) -> tuple[Json, tuple[Dropped, ...]]:
    """Return a wizard definition and what it does not say (checks, derivations, conditions beyond one equality)."""
    exporter = _Exporter(form.schema)
    pages = [
        {"type": "panel", "key": page.id, "title": page.title, "components": exporter.components(page.elements)}
        | exporter.conditional(page.id, page.rule)
        for page in form.pages
    ]
    lost = [Dropped(check.at, check.name, "phép kiểm chỉ chạy tại máy") for check in form.checks]
    lost += [Dropped(rule.at, rule.rule, "giá trị chỉ được tính tại máy") for rule in form.derivations]
    definition = {"title": form.title, "name": form.symbol, "display": "wizard", "components": pages}
    return definition, (*exporter.dropped, *lost)


class _Exporter:
    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._schema = schema
        self.dropped: list[Dropped] = []

    def components(self, elements: tuple[Element, ...], schema: Mapping[str, Any] | None = None) -> list[Json]:
        schema = self._schema if schema is None else schema
        return [made for element in elements for made in self._one(element, schema)]

    def _one(self, element: Element, schema: Mapping[str, Any]) -> Iterator[Json]:
        if isinstance(element, Note):
            yield {"type": "content", "key": "ghi_chu", "html": element.text, "input": False}
        elif isinstance(element, Group):
            inner = self.components(element.elements, schema)
            yield {"type": "fieldset", "legend": element.label, "components": inner} | self.conditional(
                "", element.rule
            )
        else:
            yield self._control(element, schema)

    def _control(self, control: Control, schema: Mapping[str, Any]) -> Json:
        key = control.pointer[1:].replace("/", ".")
        own = _schema_at(schema, control.pointer)
        made: Json = {"key": key, "label": control.label, "input": True}
        made |= {"validate": {"required": _required(schema, control.pointer)} | _limits(own)}
        if control.hint:
            made["description"] = control.hint
        if control.example:
            made["placeholder"] = control.example
        if control.kind in COMPOUND:
            inner = [self._control(part, own) for part in control.parts]
            made |= {"type": "container", "components": inner}
        elif control.kind is Kind.ROWS:
            made |= {"type": "datagrid", "components": self.components(control.columns, own["items"])}
        else:
            made["type"] = _TYPES[control.kind]
        if control.options:
            made["values"] = [{"label": one.label, "value": one.value} for one in control.options]
        elif control.kind is Kind.CHOICE:
            made["type"] = "textfield"
        return made | self.conditional(key, control.rule)

    def conditional(self, key: str, rule: Rule | None) -> Json:
        """One equality, or one entry for each value of an enumeration of one."""
        if rule is None:
            return {}
        values = _values(rule.condition.validator.schema)
        if rule.effect not in (Effect.SHOW, Effect.HIDE) or len(values) != 1:
            self.dropped.append(Dropped(key, "rule", "Form.io chỉ có một điều kiện bằng nhau"))
            return {}
        value = values[0]
        equal = str(value).lower() if isinstance(value, bool) else value
        when = rule.condition.pointer[1:].replace("/", ".")
        return {"conditional": {"show": rule.effect is Effect.SHOW, "when": when, "eq": equal}}


def _values(schema: object) -> list[Any]:
    """The values that a condition allows; [] when it asks more than an equality."""
    if not isinstance(schema, Mapping) or len(schema) != 1:
        return []
    return [*schema.get("enum", ()), *([schema["const"]] if "const" in schema else [])]


def _schema_at(schema: Mapping[str, Any], pointer: str) -> Mapping[str, Any]:
    for step in pointer.split("/")[1:]:
        schema = schema["properties"][step]
    return schema


def _required(schema: Mapping[str, Any], pointer: str) -> bool:
    parent, _, name = pointer.rpartition("/")
    return name in _schema_at(schema, parent).get("required", ())


def _limits(schema: Mapping[str, Any]) -> Json:
    names = {
        "maxLength": "maxLength",
        "maxItems": "maxLength",
        "minLength": "minLength",
        "minimum": "min",
        "maximum": "max",
    }
    found = {new: schema[old] for old, new in names.items() if old in schema}
    return found | ({"pattern": _bare(schema["pattern"])} if "pattern" in schema else {})


def _bare(pattern: str) -> str:
    """A pattern without its anchors, which Form.io adds itself."""
    inner = pattern.removeprefix("^").removesuffix("$")
    whole = inner.startswith("(?:") and inner.endswith(")") and not pattern_trouble(inner[3:-1])
    return inner[3:-1] if whole else inner
