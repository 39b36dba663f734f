"""Read ``ui.json``: a JSON Forms UI schema (Categorization of Categories) into pages, groups and controls.

Of JSON Forms it takes Categorization, Category, Group, VerticalLayout, HorizontalLayout, Control and Label with
``scope``, ``label``, ``text``, ``rule``, ``options``; tables carry their columns in ``options.detail``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kiosk.forms.choices import LISTS
from kiosk.forms.compound import parts_of
from kiosk.forms.definition import Autofill, Control, Effect, Element, Group, Note, Page, Rule
from kiosk.forms.errors import Problem
from kiosk.forms.kinds import SILENT, Kind
from kiosk.forms.limits import MAX_UI_DEPTH
from kiosk.forms.load_conditions import ConditionReader, pointer_of, schema_at
from kiosk.forms.positions import Source
from kiosk.forms.view import Option
from kiosk.identity.party import Fact

_LAYOUTS = ("Group", "VerticalLayout", "HorizontalLayout")
_OPTIONS = frozenset(
    {
        "kind",
        "hint",
        "short",
        "example",
        "autofill",
        "masked",
        "upper",
        "draft",
        "list",
        "within",
        "detail",
        "party",
        "id",
        "lead",
    }
)


class PagesReader:
    """Reads the pages of one UI schema; what is wrong goes into `problems`."""

    def __init__(self, source: Source, schema: Mapping[str, Any], problems: list[Problem]) -> None:
        self._source = source
        self._schema = schema
        self._problems = problems
        self._conditions = ConditionReader(source, problems)

    def pages(self) -> tuple[Page, ...]:
        """The pages in order."""
        root = self._source.value
        if root.get("type") != "Categorization":
            self._wrong("", "gốc phải là Categorization")
            return ()
        return tuple(self._pages(root))

    def _pages(self, root: Mapping[str, Any]) -> Iterator[Page]:
        for number, value in enumerate(root.get("elements") or ()):
            where = f"/elements/{number}"
            if not isinstance(value, Mapping) or value.get("type") != "Category":
                self._wrong(where, "mỗi trang phải là một Category")
                continue
            options = self._options(value, where)
            yield Page(
                id=str(options.get("id", f"page-{number + 1}")),
                title=self._label(value, where),
                elements=self._elements(value, where, self._schema, depth=1),
                rule=self._rule(value, where, self._schema),
                lead=str(options.get("lead", "")),
                line=self._source.line(where),
            )

    def _elements(
        self, value: Mapping[str, Any], where: str, schema: Mapping[str, Any], depth: int
    ) -> tuple[Element, ...]:
        if depth > MAX_UI_DEPTH:
            self._wrong(where, f"lồng nhau quá {MAX_UI_DEPTH} tầng")
            return ()
        found: list[Element] = []
        for number, element in enumerate(value.get("elements") or ()):
            found.extend(self._element(element, f"{where}/elements/{number}", schema, depth))
        return tuple(found)

    def _element(self, value: Any, where: str, schema: Mapping[str, Any], depth: int) -> Iterator[Element]:
        kind = value.get("type") if isinstance(value, Mapping) else None
        if kind == "Control":
            yield from self._control(value, where, schema, depth)
        elif kind == "Label":
            yield Note(str(value.get("text", "")), self._rule(value, where, schema))
        elif kind in _LAYOUTS:
            yield Group(
                label=str(value.get("label", "")),
                elements=self._elements(value, where, schema, depth + 1),
                rule=self._rule(value, where, schema),
                party=str(self._options(value, where).get("party", "")),
            )
        else:
            self._wrong(where, f"không có loại “{kind}”; dùng Control, Group, Label")

    def _control(
        self, value: Mapping[str, Any], where: str, schema: Mapping[str, Any], depth: int
    ) -> Iterator[Control]:
        pointer = pointer_of(value.get("scope"))
        inner = schema_at(schema, pointer) if pointer else None
        if pointer is None or inner is None:
            self._wrong(f"{where}/scope", f"không có mục {value.get('scope')} trong schema.json")
            return
        options = self._options(value, where)
        kind = self._kind(options, inner, where)
        if kind is None:
            return
        yield Control(
            pointer=pointer,
            kind=kind,
            label=self._label(value, where),
            rule=self._rule(value, where, schema),
            short=str(options.get("short", "")),
            hint=str(options.get("hint", "")),
            example=str(options.get("example", "")),
            options=choice_options(inner.get("items", inner) if kind is Kind.CHOICES else inner),
            choice_list=self._list(options, where),
            within=pointer_of(options["within"]) or "" if "within" in options else "",
            autofill=self._autofill(options, where),
            masked=bool(options.get("masked", kind in (Kind.ID_NUMBER, Kind.PHONE))),
            upper=bool(options.get("upper")),
            max_length=int(inner.get("maxLength", 0)),
            parts=parts_of(kind, inner),
            columns=self._columns(kind, options, inner, where, depth),
            party=str(options.get("party", "")),
            max_rows=int(inner.get("maxItems", 0)),
            draft=bool(options.get("draft")),
        )

    def _kind(self, options: Mapping[str, Any], schema: Mapping[str, Any], where: str) -> Kind | None:
        name = str(options.get("kind") or kind_for(schema))
        if name not in {kind.value for kind in Kind if kind not in SILENT}:
            self._wrong(f"{where}/options/kind", f"không có loại mục “{name}”")
            return None
        return Kind(name)

    def _columns(
        self, kind: Kind, options: Mapping[str, Any], schema: Mapping[str, Any], where: str, depth: int
    ) -> tuple[Element, ...]:
        if kind is not Kind.ROWS:
            return ()
        detail, items = options.get("detail"), schema.get("items")
        if not isinstance(detail, Mapping) or not isinstance(items, Mapping):
            self._wrong(where, "bảng cần options.detail và items trong schema.json")
            return ()
        return self._elements(detail, f"{where}/options/detail", items, depth + 1)

    def _list(self, options: Mapping[str, Any], where: str) -> str:
        name = str(options.get("list", ""))
        if name and name not in LISTS:
            self._wrong(f"{where}/options/list", f"không có danh mục “{name}”")
        return name

    def _autofill(self, options: Mapping[str, Any], where: str) -> Autofill | None:
        value = options.get("autofill")
        if value is None:
            return None
        if not isinstance(value, Mapping) or set(value) != {"party", "fact"}:
            self._wrong(f"{where}/options/autofill", "autofill cần party và fact")
            return None
        if value["fact"] not in {fact.value for fact in Fact}:
            self._wrong(f"{where}/options/autofill/fact", f"thẻ không có dữ liệu “{value['fact']}”")
            return None
        return Autofill(str(value["party"]), Fact(value["fact"]))

    def _options(self, value: Mapping[str, Any], where: str) -> Mapping[str, Any]:
        options = value.get("options", {})
        if not isinstance(options, Mapping):
            self._wrong(f"{where}/options", "options phải là một đối tượng")
            return {}
        for name in options.keys() - _OPTIONS:
            self._wrong(f"{where}/options/{name}", f"không có tùy chọn “{name}”")
        return options

    def _rule(self, value: Mapping[str, Any], where: str, schema: Mapping[str, Any]) -> Rule | None:
        rule = value.get("rule")
        if rule is None:
            return None
        if not isinstance(rule, Mapping) or rule.get("effect") not in {effect.value for effect in Effect}:
            self._wrong(f"{where}/rule", "rule cần effect là SHOW, HIDE, ENABLE hoặc DISABLE")
            return None
        condition = self._conditions.read(rule.get("condition"), f"{where}/rule/condition", schema)
        return Rule(Effect(rule["effect"]), condition) if condition else None

    def _label(self, value: Mapping[str, Any], where: str) -> str:
        label = value.get("label")
        if not isinstance(label, str) or not label.strip():
            self._wrong(where, "thiếu label")
            return ""
        return label

    def _wrong(self, where: str, message: str) -> None:
        self._problems.append(self._source.problem(where, message))


def kind_for(schema: Mapping[str, Any]) -> Kind:
    """The kind that a schema asks for when ``options.kind`` does not say."""
    if "enum" in schema or "oneOf" in schema:
        return Kind.CHOICE
    items = schema.get("items", {})
    by_type = {
        "boolean": Kind.PLEDGE if schema.get("const") is True else Kind.YES_NO,
        "integer": Kind.NUMBER,
        "array": Kind.ROWS if items.get("type") == "object" else Kind.CHOICES,
        "string": Kind.DATE if schema.get("format") == "date" else Kind.TEXT,
    }
    return by_type.get(str(schema.get("type")), Kind.TEXT)


def choice_options(schema: Mapping[str, Any]) -> tuple[Option, ...]:
    """The entries of ``enum`` or of ``oneOf: [{const, title, description}]``."""
    if "enum" in schema:
        return tuple(Option(str(value), str(value)) for value in schema["enum"])
    entries = [entry for entry in schema.get("oneOf", ()) if "const" in entry]
    return tuple(
        Option(str(entry["const"]), str(entry.get("title", entry["const"])), str(entry.get("description", "")))
        for entry in entries
    )
