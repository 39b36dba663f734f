"""Answers as JSON: reading, setting and removing one value by its JSON pointer (RFC 6901), never in place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from kiosk.forms.view import JsonValue

EMPTY: tuple[Any, ...] = (None, "", {}, [])
"""What counts as "not answered"."""


@lru_cache(maxsize=4096)
def steps(pointer: str) -> tuple[str, ...]:
    """Split a pointer: ``/members/0/full_name`` → ``("members", "0", "full_name")``; "" → ()."""
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:])


def find(answers: JsonValue, pointer: str) -> JsonValue:
    """Return the value at the pointer, or None when there is none."""
    for step in steps(pointer):
        if isinstance(answers, Mapping):
            answers = answers.get(step)
        elif isinstance(answers, list | tuple) and step.isdecimal() and int(step) < len(answers):
            answers = answers[int(step)]
        else:
            return None
    return answers


def put(answers: JsonValue, pointer: str, value: JsonValue) -> JsonValue:
    """Return the answers with a value set; objects on the way are made, list rows must exist or be the next one."""
    return _put(answers, steps(pointer), value)


def _put(answers: JsonValue, path: tuple[str, ...], value: JsonValue) -> JsonValue:
    if not path:
        return value
    head, rest = path[0], path[1:]
    if isinstance(answers, list):
        rows = [*answers, {}] if int(head) == len(answers) else list(answers)
        rows[int(head)] = _put(rows[int(head)], rest, value)
        return rows
    old = dict(answers) if isinstance(answers, Mapping) else {}
    old[head] = _put(old.get(head), rest, value)
    return old


def drop(answers: JsonValue, pointer: str) -> JsonValue:
    """Return the answers without the value at the pointer; objects left empty on the way go too, rows do not."""
    return _drop(answers, steps(pointer))


def _drop(answers: JsonValue, path: tuple[str, ...]) -> JsonValue:
    head, rest = path[0], path[1:]
    if isinstance(answers, list) and head.isdecimal() and int(head) < len(answers):
        kept = [_drop(answers[int(head)], rest)] if rest else []
        return [*answers[: int(head)], *kept, *answers[int(head) + 1 :]]
    if not isinstance(answers, Mapping) or head not in answers:
        return answers
    inner = _drop(answers[head], rest) if rest else {}
    others = {key: value for key, value in answers.items() if key != head}
    return others if inner == {} else {key: inner if key == head else value for key, value in answers.items()}


def below(pointer: str, root: str) -> bool:
    """True when a pointer is the root itself or lies under it."""
    return pointer == root or pointer.startswith(root + "/")


def leaves(answers: JsonValue, pointer: str = "") -> Iterator[tuple[str, JsonValue]]:
    """Every value that is neither object nor list, with its pointer, in order."""
    if isinstance(answers, Mapping):
        for key, value in answers.items():
            yield from leaves(value, f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}")
    elif isinstance(answers, list | tuple):
        for number, value in enumerate(answers):
            yield from leaves(value, f"{pointer}/{number}")
    else:
        yield pointer, answers


def expand(pointer: str, answers: JsonValue, rows: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Pointers that one with ``*`` for every row stands for, each with the row numbers put in."""
    before, star, after = pointer.partition("/*")
    if not star:
        yield pointer, rows
        return
    table = find(answers, before)
    for number in range(len(table) if isinstance(table, list) else 0):
        yield from expand(f"{before}/{number}{after}", answers, (*rows, str(number)))


def in_rows(pointer: str, rows: tuple[str, ...]) -> str:
    """The pointer beside one that was expanded: its ``*`` become the same rows."""
    for number in rows:
        pointer = pointer.replace("*", number, 1)
    return pointer
