"""Field names of a receiving portal: answers of a form to ``{"data": {…}}`` and back.

A map is ``portals/<portal>.toml``: ``portal``, ``version``, ``seen_on``, ``dates`` (``iso`` or ``dd/mm/yyyy``),
``[fields]`` pointer → key (``*`` stands for every row of a table; dots in a key go into objects), and
``[values."<pointer>"]`` answer → value of the portal. Names are written down as seen once: compare before use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kiosk.forms.answers import EMPTY, find, put
from kiosk.forms.definition import Form
from kiosk.forms.errors import BrokenForm, Problem
from kiosk.forms.kinds import Kind, date_text, tidy
from kiosk.forms.reading.positions import read_toml
from kiosk.forms.reading.shapes import LABEL, POINTER, shape_problems
from kiosk.forms.validate import locate
from kiosk.forms.view import JsonValue

_SHAPE = {
    "type": "object",
    "required": ["portal", "version", "seen_on", "fields"],
    "additionalProperties": False,
    "properties": {
        "portal": LABEL,
        "version": LABEL,
        "seen_on": {},
        "dates": {"enum": ["iso", "dd/mm/yyyy"]},
        "fields": {"type": "object", "propertyNames": POINTER, "additionalProperties": LABEL},
        "values": {"type": "object", "propertyNames": POINTER, "additionalProperties": {"type": "object"}},
    },
}


@dataclass(frozen=True, slots=True)
class PortalMap:
    """The names of one portal for one form."""

    portal: str
    version: str
    seen_on: date
    fields: Mapping[str, str]
    values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    vietnamese_dates: bool = False

    def export(self, form: Form, answers: JsonValue) -> Mapping[str, JsonValue]:
        """Return ``{"data": {…}}``; answers without a name of the portal are left out (see `unnamed`)."""
        data: JsonValue = {}
        for pointer, key in self.fields.items():
            if "*" not in pointer:
                data = self._put(form, data, pointer, _pointer(key), answers)
        for pointer, key in self.fields.items():
            table, star, column = pointer.partition("/*")
            for number in range(len(find(answers, table) or ()) if star else 0):
                there = f"{_pointer(self.fields[table])}/{number}{_pointer(key)}"
                data = self._put(form, data, f"{table}/{number}{column}", there, answers)
        return {"data": data}

    def read(self, form: Form, data: JsonValue) -> JsonValue:
        """Return the answers that a portal's ``{"data": {…}}`` stands for."""
        answers: JsonValue = {}
        for pointer, key in self.fields.items():
            table, star, column = pointer.partition("/*")
            held = find(data["data"], _pointer(self.fields[table])) if star else None
            rows = held if isinstance(held, list) else []
            for number in range(len(rows)):
                there = f"{_pointer(self.fields[table])}/{number}{_pointer(key)}"
                if not find(answers, table):
                    answers = put(answers, table, [{} for _ in rows])
                answers = self._take(form, answers, f"{table}/{number}{column}", find(data["data"], there))
            if not star and not self._is_table(form, pointer):
                answers = self._take(form, answers, pointer, find(data["data"], _pointer(key)))
        return answers

    def unnamed(self, form: Form) -> tuple[str, ...]:
        """Pointers of the form's fields that the portal has no name for."""
        known = tuple(self.fields)
        return tuple(one.pointer for one in form.controls() if not any(p.startswith(one.pointer) for p in known))

    def _put(self, form: Form, data: JsonValue, pointer: str, there: str, answers: JsonValue) -> JsonValue:
        value = find(answers, pointer)
        if value in EMPTY:
            return data
        if self._is_table(form, pointer):
            return put(data, there, [{} for _ in value])
        return put(data, there, self._theirs(form, pointer, value))

    def _take(self, form: Form, answers: JsonValue, pointer: str, value: JsonValue) -> JsonValue:
        return answers if value in EMPTY else put(answers, pointer, self._ours(form, pointer, value))

    def _is_table(self, form: Form, pointer: str) -> bool:
        asked = locate(form, pointer)
        return asked is not None and asked.control.kind is Kind.ROWS

    def _theirs(self, form: Form, pointer: str, value: JsonValue) -> JsonValue:
        names = self.values.get(_starred(pointer), {})
        if isinstance(value, str) and value in names:
            return names[value]
        return date_text(value) if self.vietnamese_dates and _is_date(form, pointer) else value

    def _ours(self, form: Form, pointer: str, value: JsonValue) -> JsonValue:
        names = self.values.get(_starred(pointer), {})
        for ours, theirs in names.items():
            if theirs == value:
                return ours
        return tidy(Kind.PARTIAL_DATE, value) if self.vietnamese_dates and _is_date(form, pointer) else value


def read_portal_map(form: Form, path: Path) -> PortalMap:
    """Read one map. Raises BrokenForm with everything that is wrong."""
    source = read_toml(path, f"{form.id}/portals/{path.name}")
    problems = list(shape_problems(source, _SHAPE)) or list(_strangers(form, source.value, source.name))
    if problems:
        raise BrokenForm(tuple(problems))
    value = source.value
    vietnamese = value.get("dates") == "dd/mm/yyyy"
    return PortalMap(
        value["portal"], value["version"], value["seen_on"], value["fields"], value.get("values", {}), vietnamese
    )


def portal_maps(form: Form) -> Iterator[Path]:
    """The map files of a form."""
    yield from sorted((form.folder / "portals").glob("*.toml"))


def _strangers(form: Form, value: Mapping[str, Any], name: str) -> Iterator[Problem]:
    for pointer in (*value["fields"], *value.get("values", {})):
        if locate(form, pointer.replace("/*", "/0")) is None:
            yield Problem(name, 1, f"tờ khai không có mục {pointer}")
        table = pointer.partition("/*")[0]
        if "/*" in pointer and table not in value["fields"]:
            yield Problem(name, 1, f"thiếu tên của bảng {table}")


def _pointer(key: str) -> str:
    return "".join(f"/{step}" for step in key.split("."))


def _starred(pointer: str) -> str:
    return "/".join("*" if step.isdecimal() else step for step in pointer.split("/"))


def _is_date(form: Form, pointer: str) -> bool:
    asked = locate(form, pointer)
    return asked is not None and asked.control.kind in (Kind.DATE, Kind.PARTIAL_DATE)
