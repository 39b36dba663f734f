"""What form data may contain: how much of everything, and where its patterns are wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kiosk.forms.reading.matching import pattern_trouble

MAX_FIELDS = 300
"""Controls of one form, table columns included."""
MAX_UI_DEPTH = 8
"""Nesting of pages, groups and tables."""
MAX_ROWS = 200
"""Rows of one table."""
MAX_TEXT = 4000
"""Characters of one answer; every text of a schema must promise to stay below."""


def pattern_troubles(schema: Any, pointer: str) -> Iterator[tuple[str, str]]:
    """Refused patterns anywhere in a schema of the right shape: where, and what is wrong."""
    if isinstance(schema, list):
        for number, part in enumerate(schema):
            yield from pattern_troubles(part, f"{pointer}/{number}")
    if not isinstance(schema, Mapping):
        return
    for key, part in schema.items():
        here = f"{pointer}/{key}"
        if key == "properties":
            for name, inner in part.items():
                yield from pattern_troubles(inner, f"{here}/{name}")
        elif key == "pattern" and (trouble := pattern_trouble(part)):
            yield here, trouble
        elif key not in ("enum", "const", "default", "examples"):
            yield from pattern_troubles(part, here)


_BOUNDS = (("minLength", "maxLength"), ("minItems", "maxItems"), ("minimum", "maximum"))


def size_troubles(schema: Any, pointer: str) -> Iterator[tuple[str, str]]:
    """Answers without a limit, or within none, anywhere in a schema of answers; fragments must be in place already."""
    if not isinstance(schema, Mapping):
        return
    for least, most in _BOUNDS:
        if least in schema and most in schema and schema[least] > schema[most]:
            yield f"{pointer}/{least}", f"{least} lớn hơn {most}"
    fixed = {"enum", "const", "oneOf", "format"} & schema.keys()
    if schema.get("type") == "string" and not fixed and schema.get("maxLength", MAX_TEXT + 1) > MAX_TEXT:
        yield pointer, f"văn bản cần maxLength, tối đa {MAX_TEXT}"
    if schema.get("type") == "array":
        if schema.get("maxItems", MAX_ROWS + 1) > MAX_ROWS:
            yield pointer, f"danh sách cần maxItems, tối đa {MAX_ROWS}"
        yield from size_troubles(schema.get("items"), f"{pointer}/items")
    for name, inner in schema.get("properties", {}).items():
        yield from size_troubles(inner, f"{pointer}/properties/{name}")


def unspeakable(schema: Mapping[str, Any], pointer: str, whole: bool = True) -> Iterator[tuple[str, str]]:
    """Demands on a whole block that name no answer: nobody could be told what to mend."""
    whole = whole or "properties" in schema
    for key in sorted({"not", "oneOf", "const", "enum"} & schema.keys()) if whole else ():
        yield f"{pointer}/{key}", f"“{key}” cho cả một khối không chỉ ra mục nào: viết if – then hoặc [[checks]]"
    for name, inner in schema.get("properties", {}).items():
        yield from unspeakable(inner, f"{pointer}/properties/{name}", whole=False)
    for key in {"then", "else"} & schema.keys():
        yield from unspeakable(schema[key], f"{pointer}/{key}", whole)
    for key in {"allOf", "anyOf"} & schema.keys():
        for number, inner in enumerate(schema[key]):
            yield from unspeakable(inner, f"{pointer}/{key}/{number}", whole)
