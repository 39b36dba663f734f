"""The shapes that `schema.json`, `ui.json`, `form.toml`, `review.toml` must have, and words for what has not.

Reading comes after: it may then rely on every type and name, and only looks for contradictions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from kiosk.forms.checks import CHECKS
from kiosk.forms.choices import LISTS
from kiosk.forms.definition import Effect
from kiosk.forms.derive import DERIVATIONS
from kiosk.forms.errors import Problem
from kiosk.forms.kinds import SILENT, Kind
from kiosk.forms.reading.positions import Source
from kiosk.identity.party import Fact

Schema = Mapping[str, Any]

TEXT: Schema = {"type": "string"}
LABEL: Schema = {"type": "string", "minLength": 1}
FLAG: Schema = {"type": "boolean"}
POINTER: Schema = {"type": "string", "pattern": "^/"}
SCOPE: Schema = {"type": "string", "pattern": "^#(/properties/[^/]+)*$"}


_NAME: Schema = {"pattern": "^[A-Za-z_][A-Za-z0-9_]*$"}


def _object(properties: Schema, *required: str) -> Schema:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _schema_shape(here: str) -> Schema:
    """The JSON Schema 2020-12 keywords that forms may use; `here` refers to this shape itself."""
    inner, some = {"$ref": here}, {"type": "array", "items": {"$ref": here}, "minItems": 1}
    count, names = {"type": "integer", "minimum": 0}, _list(TEXT)
    texts = dict.fromkeys(("$schema", "$id", "$ref", "$comment", "title", "description", "pattern"), TEXT)
    counts = dict.fromkeys(("minItems", "maxItems", "minContains", "maxContains", "minLength", "maxLength"), count)
    schemas = dict.fromkeys(("items", "contains", "not", "if", "then", "else"), inner)
    return _object(
        {
            **texts,
            **counts,
            **schemas,
            **dict.fromkeys(("oneOf", "anyOf", "allOf"), some),
            "minimum": {"type": "integer"},
            "maximum": {"type": "integer"},
            "type": {"enum": ["string", "integer", "boolean", "object", "array"]},
            "format": {"enum": ["date"]},
            "$defs": {"type": "object", "additionalProperties": inner},
            "properties": {"type": "object", "additionalProperties": inner, "propertyNames": _NAME},
            "required": names,
            "additionalProperties": FLAG,
            "uniqueItems": FLAG,
            "enum": {"type": "array", "minItems": 1},
            "const": {},
            "dependentRequired": {"type": "object", "additionalProperties": names},
        }
    )


SCHEMA = _schema_shape("#")
"""``schema.json`` and the fragments that forms share."""
_DEFS = {"schema": _schema_shape("#/$defs/schema")}

_ASKED = {"scope": SCOPE, "schema": {"$ref": "#/$defs/schema"}}
_WHEN = _object(_ASKED, "scope", "schema")
"""Of form.toml: a missing answer never satisfies it."""
_CONDITION = _object({**_ASKED, "failWhenUndefined": {"const": True}}, "scope", "schema", "failWhenUndefined")
"""Of JSON Forms, where a missing answer would satisfy it unless it says otherwise."""
_EFFECT = {"enum": [one.value for one in Effect]}
_RULE = _object({"effect": _EFFECT, "condition": _CONDITION}, "effect", "condition")
_ELEMENTS = _list({"$ref": "#/$defs/element"})
_CONTROL_OPTIONS = _object(
    {
        "kind": {"enum": [kind.value for kind in Kind if kind not in SILENT]},
        "short": TEXT,
        "hint": TEXT,
        "example": TEXT,
        "autofill": _object({"party": LABEL, "fact": {"enum": [fact.value for fact in Fact]}}, "party", "fact"),
        "masked": FLAG,
        "upper": FLAG,
        "draft": FLAG,
        "paper": {"type": "string", "pattern": "^[a-z0-9_]{1,40}$"},
        "list": {"enum": list(LISTS)},
        "within": SCOPE,
        "detail": _object({"type": {"const": "VerticalLayout"}, "elements": _ELEMENTS}, "elements"),
        "party": TEXT,
    }
)
_LAYOUT = _object(
    {"type": TEXT, "label": TEXT, "elements": _ELEMENTS, "rule": _RULE, "options": _object({"party": TEXT})}, "elements"
)
_BY_TYPE: Mapping[str, Schema] = {
    "Control": _object(
        {"type": TEXT, "scope": SCOPE, "label": LABEL, "rule": _RULE, "options": _CONTROL_OPTIONS}, "scope", "label"
    ),
    "Label": _object({"type": TEXT, "text": LABEL, "rule": _RULE}, "text"),
    "Group": _LAYOUT,
    "VerticalLayout": _LAYOUT,
    "HorizontalLayout": _LAYOUT,
}
_CATEGORY = _object(
    {
        "type": {"const": "Category"},
        "label": LABEL,
        "elements": _ELEMENTS,
        "rule": _RULE,
        "options": _object({"id": LABEL, "lead": TEXT}),
    },
    "type",
    "label",
    "elements",
)
UI: Schema = {
    **_object({"type": {"const": "Categorization"}, "elements": _list(_CATEGORY)}, "type", "elements"),
    "$defs": {
        **_DEFS,
        "element": {
            "type": "object",
            "required": ["type"],
            "properties": {"type": {"enum": list(_BY_TYPE)}},
            "allOf": [
                {"if": {"properties": {"type": {"const": name}}, "required": ["type"]}, "then": shape}
                for name, shape in _BY_TYPE.items()
            ],
        },
    },
}
"""A JSON Forms UI schema as far as the kiosk takes it."""


_OPTIONAL = frozenset({"before", "after", "on", "also", "birth"})
"""Parameters of checks that may be left out."""


def _named(key: str, names: Mapping[str, Schema], others: Schema, *required: str) -> Schema:
    """Tables whose parameters depend on a name: each name allows its own."""
    return {
        "type": "object",
        "required": [key, *required],
        "properties": {key: {"enum": list(names)}},
        "allOf": [
            {
                "if": {"properties": {key: {"const": name}}, "required": [key]},
                "then": {
                    "properties": {**others, key: {}, **params},
                    "required": sorted(params.keys() - _OPTIONAL),
                    "additionalProperties": False,
                },
            }
            for name, params in names.items()
        ],
    }


_FACTS = _object(
    {
        "title": LABEL,
        "legal_basis": LABEL,
        "valid_to": {},
        "given": _list(
            _object({"procedure": TEXT, "case": TEXT, "fact": TEXT, "answers": {"type": "object"}}, "answers")
        ),
        "same": _list(_object({"party": LABEL, "other": LABEL, "when": _WHEN}, "party", "other")),
        "derived": _list(
            _named(
                "rule",
                {name: entry.params for name, entry in DERIVATIONS.items()},
                {"at": POINTER, "when": _WHEN},
                "at",
            )
        ),
        "checks": _list(
            _named(
                "check",
                {name: entry.params for name, entry in CHECKS.items()},
                {"at": POINTER, "message": LABEL, "level": {"enum": ["error", "warning"]}, "when": _WHEN},
                "at",
            )
        ),
        "outputs": _list(
            _object(
                {
                    "form": LABEL,
                    "answers": {"type": "object", "additionalProperties": POINTER},
                    "constants": {"type": "object"},
                    "each": POINTER,
                    "when": _WHEN,
                },
                "form",
                "answers",
            )
        ),
    },
    "title",
    "legal_basis",
)
FACTS: Schema = {**_FACTS, "$defs": _DEFS}
"""``form.toml``."""

REVIEW: Schema = _object({"reviewer": LABEL, "on": {}, "source": LABEL, "source_sha256": LABEL})
"""``review.toml``."""

_TYPES = {
    "string": "văn bản",
    "array": "danh sách",
    "object": "đối tượng",
    "boolean": "true hoặc false",
    "integer": "số nguyên",
}


def shape_problems(source: Source, shape: Schema) -> Iterator[Problem]:
    """Everything about a file that has not the shape it must have."""
    for error in Draft202012Validator(shape).iter_errors(source.value):
        pointer = "".join(f"/{step}" for step in error.absolute_path)
        for where, message in _words(error):
            yield source.problem(pointer + where, message)


def _words(error: ValidationError) -> Iterator[tuple[str, str]]:
    wanted: Any = error.validator_value
    found: Any = error.instance
    if error.validator == "required":
        yield from (("", f"thiếu {name}") for name in wanted if name not in found)
    elif error.validator == "additionalProperties":
        known = error.schema.get("properties", {}) if isinstance(error.schema, Mapping) else {}
        yield from (
            (f"/{name}", f"không có mục “{name}”; có: {', '.join(known)}") for name in found if name not in known
        )
    elif error.validator in ("enum", "const"):
        allowed = wanted if isinstance(wanted, list) else [wanted]
        yield "", f"“{found}” không dùng được; có: {', '.join(map(str, allowed))}"
    elif error.schema is _NAME:
        yield "", f"tên mục “{found}” phải viết bằng chữ không dấu, số, gạch dưới, và bắt đầu bằng chữ"
    elif error.validator == "type":
        yield "", f"phải là {_TYPES.get(str(wanted), wanted)}"
    else:
        yield "", f"“{found}” viết chưa đúng" if found else "không được để trống"
