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

MAX_BYTES = 512 * 1024
"""No official form is near this size; a larger file is an accident or an attack."""
MAX_DEPTH = 40
"""Nesting of one file."""

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
    text = _text(path, name)
    try:
        _refuse_deep(text, name)
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise BrokenForm((Problem(name, error.lineno, f"không phải JSON đúng: {error.msg}"),)) from error
    return Source(name, value, dict(_json_lines(text)))


def read_toml(path: Path, name: str) -> Source:
    """Parse a TOML file. Raises BrokenForm with one problem."""
    text = _text(path, name)
    try:
        value = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = _TOML_LINE.search(str(error))
        raise BrokenForm((Problem(name, int(found[1]) if found else 1, f"không phải TOML đúng: {error}"),)) from error
    return Source(name, value, dict(_toml_lines(text)))


def _text(path: Path, name: str) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BrokenForm((Problem(name, 0, "thiếu tệp này"),)) from error
    if len(data) > MAX_BYTES:
        raise BrokenForm((Problem(name, 0, f"tệp quá lớn, tối đa {MAX_BYTES // 1024} KiB"),))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BrokenForm((Problem(name, line, "không phải UTF-8"),)) from error


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


def _toml_lines(text: str) -> Iterator[tuple[str, int]]:
    """Pointers ``/table/index`` and ``/table/index/key`` with their lines."""
    counts: dict[str, int] = {}
    base = ""
    for number, line in enumerate(text.splitlines(), start=1):
        header = re.match(r"\s*(\[\[?)\s*([\w.\-]+)\s*\]", line)
        if header:
            name = header[2].replace(".", "/")
            base = f"/{name}"
            if header[1] == "[[":
                counts[name] = counts.get(name, -1) + 1
                base += f"/{counts[name]}"
            yield base, number
        elif found := re.match(r'\s*"?([\w\-./]+?)"?\s*=', line):
            yield f"{base}/{found[1]}", number
