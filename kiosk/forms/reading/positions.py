"""Where in a JSON or TOML file something stands, so that a clerk finds it in a text editor."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.forms.errors import BrokenForm, Problem
from kiosk.procedures.problems import places
from kiosk.procedures.reading import read_text

MAX_BYTES = 512 * 1024
"""No official form is near this size; a larger file is an accident or an attack."""
MAX_DEPTH = 40
"""Nesting of one file."""

_LONGEST_LINE = 4_000
"""Characters of a line of TOML; ours stay under 500."""
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
_TOML_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True)
class Source:
    """One parsed file with the line of everything in it."""

    name: str
    value: Any = field(repr=False)
    lines: dict[str, int] = field(repr=False)

    def line(self, pointer: str) -> int:
        """Line of the value at a JSON pointer, or of what is around it."""
        while pointer and pointer not in self.lines:
            pointer = pointer.rpartition("/")[0]
        return self.lines.get(pointer, 1)

    def problem(self, pointer: str, message: str) -> Problem:
        """A problem at a pointer of this file."""
        return Problem(self.name, self.line(pointer), message)


def read_json(path: Path, name: str) -> Source:
    """Parse a JSON file. Raises BrokenForm with one problem: unreadable, too large, too deep, not JSON."""
    text = text_of(path, name)
    try:
        _refuse_deep(text, name)
        value = json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise BrokenForm((Problem(name, error.lineno, f"không phải JSON đúng: {error.msg}"),)) from error
    except ValueError as error:
        raise BrokenForm((Problem(name, 1, f"không phải JSON đúng: {str(error)[:80]}"),)) from error
    lines: dict[str, int] = {}
    for pointer, line in _json_lines(text):
        if pointer in lines:
            raise BrokenForm((Problem(name, line, f"“{pointer.rpartition('/')[2]}” viết hai lần ở cùng một chỗ"),))
        lines[pointer] = line
    return Source(name, value, lines)


def _no_number(name: str) -> None:
    raise ValueError(f"{name} không phải là số")


def read_toml(path: Path, name: str) -> Source:
    """Parse a TOML file. Raises BrokenForm with one problem."""
    text = text_of(path, name, _LONGEST_LINE)
    try:
        value = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found, last = _TOML_LINE.search(str(error)), text.count("\n") + 1
        raise BrokenForm(
            (Problem(name, int(found[1]) if found else last, f"không phải TOML đúng: {error}"),)
        ) from error
    lines = {"".join(f"/{step}" for step in place): number for number, place in places(text)}
    return Source(name, value, lines)


def text_of(path: Path, name: str, longest_line: int = MAX_BYTES) -> str:
    """Return the text of a file. Raises BrokenForm with one problem."""
    try:
        return read_text(path, MAX_BYTES, longest_line)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise BrokenForm((Problem(name, line, "không phải UTF-8: lưu lại với bảng mã UTF-8"),)) from error
    except OSError as error:
        raise BrokenForm((Problem(name, 0, "thiếu tệp này"),)) from error
    except ValueError as error:
        found = _TOML_LINE.search(str(error))
        raise BrokenForm((Problem(name, int(found[1]) if found else 0, str(error)),)) from error


def _refuse_deep(text: str, name: str) -> None:
    depth = 0
    for token in _TOKEN.finditer(text):
        depth += (token[0] in "{[") - (token[0] in "}]")
        if depth > MAX_DEPTH:
            line = text.count("\n", 0, token.start()) + 1
            raise BrokenForm((Problem(name, line, f"lồng nhau quá {MAX_DEPTH} tầng"),))


def _json_lines(text: str) -> Iterator[tuple[str, int]]:
    """Pointer and line of every value of a text that is known to be JSON (a key's line is its value's)."""
    tokens = _tokens(text)
    return _value_lines(next(tokens), tokens, "")


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    line, at = 1, 0
    for token in _TOKEN.finditer(text):
        line += text.count("\n", at, token.start())
        at = token.start()
        yield token[0], line


def _value_lines(token: tuple[str, int], tokens: Iterator[tuple[str, int]], pointer: str) -> Iterator[tuple[str, int]]:
    mark, line = token
    yield pointer, line
    if mark not in ("{", "["):
        return
    number = 0
    for inner, at in tokens:
        if inner in ("}", "]"):
            return
        if inner == ",":
            continue
        if mark == "[":
            yield from _value_lines((inner, at), tokens, f"{pointer}/{number}")
            number += 1
        else:
            key = str(json.loads(inner)).replace("~", "~0").replace("/", "~1")
            next(tokens)  # the colon
            yield from _value_lines((next(tokens)[0], at), tokens, f"{pointer}/{key}")
