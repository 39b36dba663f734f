"""Field names of a receiving portal: answers of a form as its ``{"data": {…}}``.

A map is ``portals/<portal>.toml``: ``portal``, ``version``, ``seen_on``, ``dates`` (``iso`` or ``dd/mm/yyyy``),
``[fields]`` pointer → key (``*`` stands for every row of a table; dots in a key go into objects), and
``[values."<pointer>"]`` answer → value of the portal. Names are written down as seen once: compare before use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.forms.answers import EMPTY, expand, find, put
from kiosk.forms.definition import Form
from kiosk.forms.errors import BrokenForm, Problem
from kiosk.forms.kinds import Kind, date_text
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

    fields: Mapping[str, str]
    values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    vietnamese_dates: bool = False

    def export(self, form: Form, answers: JsonValue) -> Mapping[str, JsonValue]:
        """Return ``{"data": {…}}``; answers without a name of the portal are left out (see `unnamed`)."""
        data: JsonValue = {}
        for pointer, key in sorted(self.fields.items(), key=lambda one: "*" in one[0]):  # tables before their rows
            asked = locate(form, pointer.replace("/*", "/0"))
            for here, rows in expand(pointer, answers):
                value = find(answers, here)
                if asked is not None and value not in EMPTY:
                    table = self.fields[pointer.partition("/*")[0]]
                    there = f"{_pointer(table)}/{rows[0]}{_pointer(key)}" if rows else _pointer(key)
                    data = put(data, there, self._theirs(asked.control.kind, pointer, value))
        return {"data": data}

    def unnamed(self, form: Form) -> tuple[str, ...]:
        """Pointers of the form's fields that the portal has no name for."""
        known = tuple(self.fields)
        return tuple(one.pointer for one in form.controls() if not any(p.startswith(one.pointer) for p in known))

    def _theirs(self, kind: Kind, pointer: str, value: JsonValue) -> JsonValue:
        if kind is Kind.ROWS:
            return [{} for _ in value]
        names = self.values.get(pointer, {})
        if isinstance(value, str) and value in names:
            return names[value]
        return date_text(value) if self.vietnamese_dates and kind in (Kind.DATE, Kind.PARTIAL_DATE) else value


def read_portal_map(form: Form, path: Path) -> PortalMap:
    """Read one map. Raises BrokenForm with everything that is wrong."""
    source = read_toml(path, f"{form.id}/portals/{path.name}")
    problems = list(shape_problems(source, _SHAPE)) or list(_strangers(form, source.value, source.name))
    if problems:
        raise BrokenForm(tuple(problems))
    value = source.value
    return PortalMap(value["fields"], value.get("values", {}), value.get("dates") == "dd/mm/yyyy")


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
