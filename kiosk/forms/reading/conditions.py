"""Read JSON Forms scopes and conditions, as rules, checks and derivations share them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kiosk.forms.definition import Condition
from kiosk.forms.errors import Problem
from kiosk.forms.reading.limits import pattern_troubles
from kiosk.forms.reading.matching import SchemaValidator
from kiosk.forms.reading.positions import Source


def pointer_of(scope: str) -> str:
    """Turn a JSON Forms scope into a pointer of the answers: ``#/properties/a/properties/b`` → ``/a/b``, ``#`` → ""."""
    return "".join(f"/{name}" for name in scope.split("/")[2::2])


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

    def read(self, value: Mapping[str, Any], where: str, schema: Mapping[str, Any]) -> Condition | None:
        """Return a condition, or None after noting what is wrong with it."""
        pointer, wanted = pointer_of(value["scope"]), value["schema"]
        trouble = next((trouble for _, trouble in pattern_troubles(wanted, "")), "")
        if schema_at(schema, pointer) is None:
            self._wrong(f"{where}/scope", f"không có mục {value['scope']} trong schema.json")
        elif trouble:
            self._wrong(f"{where}/schema", f"điều kiện viết sai: {trouble}")
        else:
            return Condition(pointer, SchemaValidator(wanted))
        return None

    def _wrong(self, where: str, message: str) -> None:
        self._problems.append(self._source.problem(where, message))
