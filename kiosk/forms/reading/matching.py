"""JSON Schema 2020-12 as forms use it: patterns are matched in linear time, whatever a stranger's folder asks for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import re2
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

MAX_PATTERN = 200
"""Characters of one pattern."""

_OPTIONS = re2.Options()
_OPTIONS.log_errors = False


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> Any:
    return re2.compile(pattern, _OPTIONS)


def _pattern(_: Any, pattern: str, instance: Any, __: Any) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not _compiled(pattern).search(instance):
        yield ValidationError("pattern")


SchemaValidator: Any = extend(Draft202012Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]
"""Validator class of forms and their conditions."""


def pattern_trouble(pattern: str) -> str:
    """Say in words what is wrong with a pattern; "" when it may be used."""
    if len(pattern) > MAX_PATTERN:
        return f"mẫu dài quá {MAX_PATTERN} ký tự"
    try:
        _compiled(pattern)
    except re2.error as error:
        words = error.args[0].decode("utf-8", "replace") if error.args else ""
        return f"mẫu viết sai, hoặc có tham chiếu ngược, nhìn quanh, số lần lặp quá 1000: {words}"
    return ""
