"""Turn a Form.io definition, as provincial portals render it, into the files of a form folder.

Scripts are never taken over: what a definition computes, judges or shows by code is dropped and listed, so that a
person says it again with rules and named checks. Nothing is fetched: a select with a remote source becomes a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kiosk.forms.errors import FormError
from kiosk.forms.reading.limits import MAX_ROWS, MAX_TEXT, MAX_UI_DEPTH
from kiosk.forms.reading.matching import pattern_trouble
from kiosk.forms.view import JsonValue

Json = dict[str, Any]


class NotFormio(FormError):
    """The file is no Form.io definition."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something that could not be taken over."""

    key: str
    """Of the component; "" for the whole definition."""
    what: str
    """The property, such as ``customConditional``."""
    reason: str


@dataclass(slots=True)
class Imported:
    """What a definition became."""

    title: str
    schema: Json
    ui: Json
    dropped: list[Dropped] = field(default_factory=list)


_SCRIPTS = ("customConditional", "calculateValue", "customDefaultValue", "logic", "calculateServer")
_LAYOUTS = frozenset({"fieldset", "well", "panel", "columns", "table", "tabs", "tab"})
_SILENT = frozenset({"button", "content", "htmlelement", "hidden", "signature", "recaptcha"})
_TAGS = re.compile(r"<[^>]*>")
_KEY = re.compile(r"[^A-Za-z0-9_]")


def import_definition(definition: JsonValue) -> Imported:
    """Read a definition. Raises NotFormio."""
    if not isinstance(definition, Mapping) or not isinstance(definition.get("components"), list):
        raise NotFormio("không có danh sách components")
    return _Importer(definition).run()


class _Importer:
    """Walks the components once; `_paths` knows where each answers, by data path and by key where that is unique."""

    def __init__(self, definition: Mapping[str, Any]) -> None:
        self._definition = definition
        self._dropped: list[Dropped] = []
        self._types: dict[str, str] = {}
        self._paths: dict[str, str] = {}
        for path, component in _walk(definition["components"], "", 0):
            self._types[path] = str(component.get("type"))
            self._paths.setdefault(str(component.get("key")), path)

    def run(self) -> Imported:
        components = [one for one in self._definition["components"] if isinstance(one, dict)]
        pages = [one for one in components if one.get("type") == "panel"]
        loose = [one for one in components if one.get("type") != "panel"]
        schema: Json = {"$schema": "https://json-schema.org/draft/2020-12/schema", **_object()}
        groups: list[tuple[str, list[Json], Json]] = [(_title(page), _inside(page), page) for page in pages]
        groups += [("Thông tin", loose, {})] if any(str(one.get("type")) not in _SILENT for one in loose) else []
        elements = [
            {"type": "Category", "label": title, "elements": self._elements(inner, _Spot(schema), 1)}
            | self._rule(page, _Spot(schema))
            for title, inner, page in groups
        ]
        title = str(self._definition.get("title") or self._definition.get("name") or "Tờ khai")
        return Imported(title, schema, {"type": "Categorization", "elements": elements}, self._dropped)

    def _elements(self, components: list[Json], spot: _Spot, depth: int) -> list[Json]:
        if depth > MAX_UI_DEPTH:
            self._drop({}, "components", f"lồng nhau quá {MAX_UI_DEPTH} tầng")
            return []
        return [made for component in components for made in self._element(component, spot, depth)]

    def _element(self, component: Json, spot: _Spot, depth: int) -> Iterator[Json]:
        kind = str(component.get("type") or ("tab" if "components" in component else "textfield"))
        self._scripts(component)
        if kind in _SILENT:
            yield from self._silent(component, kind, spot)
        elif kind in _LAYOUTS or kind == "container":
            inner_spot = spot.inside(_name(component)) if kind == "container" else spot
            inner = self._elements(_inside(component), inner_spot, depth + 1)
            if inner:
                yield {"type": "Group", "label": _title(component), "elements": inner} | self._rule(component, spot)
        else:
            yield self._control(component, spot, kind, depth)

    def _control(self, component: Json, spot: _Spot, kind: str, depth: int) -> Json:
        *around, name = _steps(component)
        for step in around:
            spot = spot.inside(step)
        options: Json = {"draft": True}
        if component.get("description") or component.get("tooltip"):
            options["hint"] = _plain(component.get("description") or component.get("tooltip"))
        if component.get("placeholder"):
            options["example"] = _plain(component["placeholder"])
        spot.schema["properties"][name] = self._field(component, kind, options, spot, depth)
        if _rules(component).get("required"):
            spot.schema.setdefault("required", []).append(name)
        made = {"type": "Control", "scope": spot.scope(name), "label": _title(component), "options": options}
        return made | self._rule(component, spot)

    def _field(self, component: Json, kind: str, options: Json, spot: _Spot, depth: int) -> Json:
        if kind in ("datagrid", "editgrid"):
            items: Json = _object()
            row = _Spot(items, (), (*spot.row, *spot.path, *_steps(component)))
            elements = self._elements(_inside(component), row, depth + 1)
            options |= {"kind": "rows", "detail": {"type": "VerticalLayout", "elements": elements}}
            rows = min(_count(_rules(component).get("maxLength"), 50), MAX_ROWS)
            return {"type": "array", "maxItems": rows, "items": items}
        if kind in ("radio", "select", "selectboxes"):
            return self._choice(component, kind, options)
        if kind not in _FIELDS:
            self._drop(component, "type", f"không có loại “{kind}”, thay bằng một dòng chữ")
        name, base = _FIELDS.get(kind, ("text", {"type": "string"}))
        options["kind"] = name
        return self._limits(component, dict(base))

    def _choice(self, component: Json, kind: str, options: Json) -> Json:
        values = _listed(component.get("values")) or _listed(_named(component.get("data")).get("values"))
        entries = [
            {"const": str(one["value"]), "title": str(one.get("label") or one["value"])}
            for one in map(_named, values)
            if one.get("value") not in (None, "")
        ]
        if not entries:
            self._drop(component, "data", f"danh sách lấy từ {component.get('dataSrc', 'nơi khác')}, không tải về")
            options["kind"] = "text"
            return {"type": "string", "maxLength": 250}
        if kind == "selectboxes" or component.get("multiple"):
            options["kind"] = "choices"
            return {"type": "array", "items": {"oneOf": entries}, "uniqueItems": True, "maxItems": len(entries)}
        options["kind"] = "choice"
        return {"oneOf": entries}

    def _limits(self, component: Json, schema: Json) -> Json:
        rules = _rules(component)
        if schema.get("type") == "integer":
            bounds = (("min", "minimum"), ("max", "maximum"))
            return schema | {name: int(rules[old]) for old, name in bounds if _is_number(rules.get(old))}
        if schema.get("type") != "string":
            return schema
        schema["maxLength"] = min(_count(rules.get("maxLength"), schema.get("maxLength", 250)), MAX_TEXT)
        if _is_number(rules.get("minLength")):
            schema["minLength"] = int(rules["minLength"])
        pattern = str(rules.get("pattern") or "")
        trouble = pattern_trouble(f"^(?:{pattern})$") if pattern else ""
        if trouble:
            self._drop(component, "validate.pattern", trouble)
        elif pattern:
            schema["pattern"] = f"^(?:{pattern})$"
        return schema

    def _rule(self, component: Mapping[str, Any], spot: _Spot) -> Json:
        conditional = _named(component.get("conditional"))
        when, equal, show = conditional.get("when"), conditional.get("eq"), conditional.get("show")
        conditions = [_named(one) for one in _listed(conditional.get("conditions"))]
        if len(conditions) == 1 and conditions[0].get("operator", "isEqual") == "isEqual":
            when, equal = conditions[0].get("component"), conditions[0].get("value")
        elif conditions or conditional.get("json"):
            self._drop(component, "conditional", "điều kiện ghép, viết lại thành rule")
            return {}
        if not when or show in (None, ""):
            return {}
        path = str(when) if str(when) in self._types else self._paths.get(str(when), "")
        scope = spot.scope_of(path)
        if not path or not scope:
            self._drop(component, "conditional", f"phụ thuộc “{when}” không có ở đây")
            return {}
        wanted = str(equal).lower() == "true" if self._types[path] == "checkbox" else str(equal)
        condition = {"scope": scope, "schema": {"const": wanted}, "failWhenUndefined": True}
        return {"rule": {"effect": "SHOW" if str(show).lower() == "true" else "HIDE", "condition": condition}}

    def _silent(self, component: Json, kind: str, spot: _Spot) -> Iterator[Json]:
        text = _plain(component.get("content") or component.get("html") or "")
        if kind in ("content", "htmlelement") and text:
            yield {"type": "Label", "text": text} | self._rule(component, spot)
        elif kind == "signature":
            self._drop(component, "type", "chữ ký ký tay trên bản in")
        elif kind in ("hidden", "recaptcha"):
            self._drop(component, "type", "mục ẩn của cổng, không hỏi người dân")

    def _scripts(self, component: Json) -> None:
        for name in _SCRIPTS:
            if component.get(name):
                self._drop(component, name, "mã lệnh không được chạy; viết lại bằng rule, derived hoặc checks")
        for name in ("custom", "json"):
            if _rules(component).get(name):
                self._drop(component, f"validate.{name}", "mã lệnh không được chạy; viết lại bằng checks")
        if component.get("defaultValue") not in (None, "", False, [], {}):
            self._drop(component, "defaultValue", "không điền sẵn câu trả lời thay người dân")

    def _drop(self, component: Mapping[str, Any], what: str, reason: str) -> None:
        self._dropped.append(Dropped(str(component.get("key", "")), what, reason))


_FIELDS: Mapping[str, tuple[str, Json]] = {
    "textfield": ("text", {"type": "string"}),
    "textarea": ("long_text", {"type": "string", "maxLength": 1500}),
    "number": ("number", {"type": "integer"}),
    "currency": ("money", {"type": "integer", "minimum": 0}),
    "email": ("email", {"$ref": "urn:kiosk:schema:email"}),
    "phoneNumber": ("phone", {"$ref": "urn:kiosk:schema:phone"}),
    "datetime": ("date", {"$ref": "urn:kiosk:schema:date"}),
    "day": ("partial_date", {"$ref": "urn:kiosk:schema:partial_date"}),
    "checkbox": ("yes_no", {"type": "boolean"}),
    "file": ("attachment", {"type": "string", "maxLength": 80}),
}
"""Form.io type to kind and schema."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where in the new schema components answer."""

    schema: Json
    path: tuple[str, ...] = ()
    """Objects around, inside the row if there is one."""
    row: tuple[str, ...] = ()
    """Data path of the table around; () outside tables."""

    def inside(self, name: str) -> _Spot:
        """The object of that name, made when it is new."""
        return _Spot(self.schema["properties"].setdefault(name, _object()), (*self.path, name), self.row)

    def scope(self, name: str) -> str:
        """JSON Forms scope of an answer here."""
        return "#" + "".join(f"/properties/{step}" for step in (*self.path, name))

    def scope_of(self, path: str) -> str:
        """Scope of another answer by data path; "" when it lies outside the row."""
        steps = tuple(_KEY.sub("_", step) for step in path.split("."))
        inside = steps[: len(self.row)] == self.row and len(steps) > len(self.row)
        return "#" + "".join(f"/properties/{step}" for step in steps[len(self.row) :]) if inside else ""


def _object() -> Json:
    return {"type": "object", "properties": {}, "additionalProperties": False}


def _inside(component: Mapping[str, Any]) -> list[Json]:
    """The components of a layout: direct, in columns, in table cells."""
    cells = [cell for row in _listed(component.get("rows")) for cell in _listed(row)]
    holders = [component, *_listed(component.get("columns")), *cells]
    return [one for holder in holders for one in _listed(_named(holder).get("components")) if isinstance(one, dict)]


def _walk(components: list[Any], base: str, depth: int) -> Iterator[tuple[str, Json]]:
    """Every component with its data path; containers and tables lengthen the path."""
    for component in components if depth <= MAX_UI_DEPTH else []:
        if not isinstance(component, dict):
            continue
        path = base + ".".join(_steps(component))
        yield path, component
        holds = component.get("type") in ("container", "datagrid", "editgrid")
        yield from _walk(_inside(component), f"{path}." if holds else base, depth + 1)


def _rules(component: Mapping[str, Any]) -> Mapping[str, Any]:
    return _named(component.get("validate"))


def _named(value: object) -> Mapping[str, Any]:
    """What a stranger's file should have as an object; empty where it has something else."""
    return value if isinstance(value, Mapping) else {}


def _listed(value: object) -> list[Any]:
    """What should be a list; empty where it is something else, as the number of ``rows`` of a text area."""
    return value if isinstance(value, list) else []


def _steps(component: Mapping[str, Any]) -> list[str]:
    """A key with dots answers inside objects."""
    return [_KEY.sub("_", step) or "_" for step in str(component.get("key") or "khong_ten").split(".")]


def _name(component: Mapping[str, Any]) -> str:
    return "_".join(_steps(component))


def _title(component: Mapping[str, Any]) -> str:
    names = (component.get(name) for name in ("title", "legend", "label", "key"))
    return next((_plain(name) for name in names if name and _plain(name)), "Mục")


def _plain(text: object) -> str:
    return " ".join(_TAGS.sub(" ", str(text)).split())


def _is_number(value: object) -> bool:
    return bool(re.fullmatch(r"-?[0-9]{1,9}", str(value)))


def _count(value: object, usual: int) -> int:
    return max(1, int(str(value))) if _is_number(value) else usual
