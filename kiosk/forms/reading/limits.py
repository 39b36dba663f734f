"""What form data may contain: sizes, and patterns that cannot take for ever.

Patterns are matched with a backtracking engine, so a pattern is refused unless its time is bounded: nothing repeats a
group without a small upper bound, nothing refers back or looks around, and at most one part repeats without end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

MAX_FIELDS = 300
"""Controls of one form, table columns included."""
MAX_UI_DEPTH = 8
"""Nesting of pages, groups and tables."""
MAX_PATTERN = 200
"""Characters of one pattern."""
MAX_ROWS = 200
"""Rows of one table."""
MAX_TEXT = 4000
"""Characters of one answer; every text of a schema must promise to stay below."""

_ATOM = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]")
"""An escape or a character class: one letter to the repeats that follow."""
_ENDLESS = re.compile(r"[*+]|\{\d*,(?:\d{3,})?\}|\{\d{3,}\}")


def pattern_trouble(pattern: str) -> str:
    """Say in words what is wrong with a pattern; "" when it may be used."""
    if len(pattern) > MAX_PATTERN:
        return f"mẫu dài quá {MAX_PATTERN} ký tự"
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return f"mẫu viết sai: {error}"
    if re.search(r"\\[1-9]|\(\?(?!:)", pattern):
        return "mẫu không được tham chiếu ngược hay nhìn quanh"
    bare = _ATOM.sub("x", pattern)
    if re.search(r"\)(?:[*+]|\{\d*,\}|\{(?:\d*,)?\d{2,}\})", bare):
        return "mẫu không được lặp một nhóm không có giới hạn nhỏ"
    if re.search(r"\([^()]*[*+}][^()]*\)\{", bare):
        return "mẫu không được lặp một nhóm đã có phần lặp"
    return "mẫu có nhiều hơn một phần lặp không giới hạn" if len(_ENDLESS.findall(bare)) > 1 else ""


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


def size_troubles(schema: Any, pointer: str) -> Iterator[tuple[str, str]]:
    """Answers without a limit anywhere in a schema of answers; shared fragments must be in place already."""
    if not isinstance(schema, Mapping):
        return
    fixed = {"enum", "const", "oneOf", "format"} & schema.keys()
    if schema.get("type") == "string" and not fixed and schema.get("maxLength", MAX_TEXT + 1) > MAX_TEXT:
        yield pointer, f"văn bản cần maxLength, tối đa {MAX_TEXT}"
    if schema.get("type") == "array":
        if schema.get("maxItems", MAX_ROWS + 1) > MAX_ROWS:
            yield pointer, f"danh sách cần maxItems, tối đa {MAX_ROWS}"
        yield from size_troubles(schema.get("items"), f"{pointer}/items")
    for name, inner in schema.get("properties", {}).items():
        yield from size_troubles(inner, f"{pointer}/properties/{name}")
