"""What is wrong with a file of data, told by file and line in Vietnamese, for the clerk who wrote it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from pydantic_core import ErrorDetails

_HEADER = re.compile(r"\s*(\[{1,2})\s*([\w.\"' -]+?)\s*\]{1,2}\s*(?:#|$)")
_KEY = re.compile(r"\s*([\w.\"' -]+?)\s*=(.*)")
_INNER = re.compile(r"[{,]\s*([\w-]+)\s*=")

_WORDS = {
    "missing": "thiếu mục này",
    "unexpected_keyword_argument": "không có mục này (viết sai tên?)",
    "string_type": "phải là chữ trong dấu ngoặc kép",
    "int_type": "phải là số nguyên",
    "int_parsing": "phải là số nguyên",
    "int_from_float": "phải là số nguyên",
    "bool_type": "phải là true hoặc false",
    "bool_parsing": "phải là true hoặc false",
    "tuple_type": "phải là danh sách trong [ ]",
    "date_type": "phải là ngày, ví dụ 2026-07-01",
    "date_parsing": "phải là ngày, ví dụ 2026-07-01",
    "date_from_datetime_parsing": "phải là ngày, ví dụ 2026-07-01",
    "enum": "không nằm trong các giá trị được phép",
}

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that keeps a folder of data out of use."""

    file: Path
    line: int
    """1-based; 0 when the whole file is meant."""
    text: str

    def __str__(self) -> str:
        where = f"{self.file.parent.name}/{self.file.name}"
        return f"{where}, dòng {self.line}: {self.text}" if self.line else f"{where}: {self.text}"


def line_of(toml: str, path: Sequence[str | int]) -> int:
    """Return the 1-based line of a value such as ``("cases", 1, "name")``; of the nearest table when it stands in none.

    0 where nothing around it is there.
    """
    wanted = tuple(map(str, path))
    best, depth = 0, 0
    for number, here in places(toml):
        shared = [*takewhile(lambda both: both[0] == both[1], zip(wanted, here, strict=False))]
        if len(shared) > depth:
            best, depth = number, len(shared)
    return best


def in_words(error: ErrorDetails) -> str:
    """Say a pydantic error as a clerk needs it: where in the file, and what to write instead."""
    name = ".".join(str(part + 1) if isinstance(part, int) else part for part in error["loc"])
    return f"{name}: {_WORDS.get(error['type'], error['msg'])}"


def places(toml: str) -> list[tuple[int, tuple[str, ...]]]:
    """List every table header and key of a TOML text with the path that it has in the parsed data.

    Knows the TOML of data and settings: tables, lists of tables, dotted keys, inline tables on one line.
    """
    table: tuple[str, ...] = ()
    counts: dict[tuple[str, ...], int] = {}
    found: list[tuple[int, tuple[str, ...]]] = []
    for number, line in enumerate(toml.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = _enter(_names(header[2]), counts, many=header[1] == "[[")
            found.append((number, table))
        elif key := _KEY.match(line):
            here = (*table, *_names(key[1]))
            found += [(number, here), *((number, (*here, inner)) for inner in _INNER.findall(key[2]))]
    return found


def _names(key: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in key.split("."))


def _enter(names: tuple[str, ...], counts: dict[tuple[str, ...], int], *, many: bool) -> tuple[str, ...]:
    """Return the path of a table, counting the tables of an array (TOML 1.0 §Array of Tables)."""
    path: tuple[str, ...] = ()
    for position, name in enumerate(names):
        path = (*path, name)
        if many and position == len(names) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, str(counts[path]))
    return path
