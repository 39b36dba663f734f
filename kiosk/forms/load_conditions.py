"""Read JSON Forms scopes and conditions, as rules, checks and derivations share them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jsonschema import Draft202012Validator, SchemaError

from kiosk.forms.definition import Condition
from kiosk.forms.errors import Problem
from kiosk.forms.limits import keyword_troubles
from kiosk.forms.positions import Source


def pointer_of(scope: object) -> str | None:
    """Turn a JSON Forms scope into a pointer of the answers: ``#/properties/a/properties/b`` → ``/a/b``, ``#`` → ""."""
    if not isinstance(scope, str) or not scope.startswith("#"):
        return None
    steps = scope[1:].split("/")[1:]
    if len(steps) % 2 or any(word != "properties" for word in steps[::2]):
        return None
    return "".join(f"/{name}" for name in steps[1::2])


def schema_at(schema: Mapping[str, Any], pointer: str) -> Mapping[str, Any] | None:
    """The schema of the answer at a pointer, through plain ``properties``; None when it has none."""
    for step in pointer.split("/")[1:]:
        inner = schema.get("properties", {}).get(step)
        if not isinstance(inner, Mapping):
            return None
        schema = inner
    return schema


class ConditionReader:
    """Reads the conditions of one file against one schema."""

    def __init__(self, source: Source, problems: list[Problem]) -> None:
        self._source = source
        self._problems = problems

    def read(self, value: object, where: str, schema: Mapping[str, Any]) -> Condition | None:
        """Return a condition, or None after noting what is wrong with it."""
        if not isinstance(value, Mapping) or set(value) - {"scope", "schema", "failWhenUndefined"}:
            self._wrong(where, "điều kiện chỉ gồm scope, schema, failWhenUndefined")
            return None
        pointer, wanted = pointer_of(value.get("scope")), value.get("schema")
        if pointer is None or schema_at(schema, pointer) is None:
            self._wrong(f"{where}/scope", f"không có mục {value.get('scope')} trong schema.json")
        elif value.get("failWhenUndefined") is not True:
            self._wrong(where, "điều kiện phải có failWhenUndefined: true, nếu không mục bỏ trống bị coi là đúng")
        elif not isinstance(wanted, Mapping) or (trouble := schema_trouble(wanted)):
            self._wrong(f"{where}/schema", f"điều kiện viết sai: {trouble if isinstance(wanted, Mapping) else wanted}")
        else:
            return Condition(pointer, Draft202012Validator(wanted))
        return None

    def _wrong(self, where: str, message: str) -> None:
        self._problems.append(self._source.problem(where, message))


def schema_trouble(schema: Mapping[str, Any]) -> str:
    """Say what is wrong with a condition's schema; "" when it may be used."""
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        return str(error.message)
    return next((trouble for _, trouble in keyword_troubles(schema, "")), "")
