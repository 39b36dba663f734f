"""Read ``ui.json``: a JSON Forms UI schema (Categorization of Categories) into pages, groups and controls.

Of JSON Forms it takes Categorization, Category, Group, VerticalLayout, HorizontalLayout, Control and Label with
``scope``, ``label``, ``text``, ``rule``, ``options``; tables carry their columns in ``options.detail``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kiosk.forms.compound import choice_options, parts_of
from kiosk.forms.definition import Autofill, Control, Effect, Element, Group, Note, Page, Rule
from kiosk.forms.errors import Problem
from kiosk.forms.kinds import Kind
from kiosk.forms.reading.conditions import ConditionReader, pointer_of, schema_at
from kiosk.forms.reading.limits import MAX_UI_DEPTH
from kiosk.forms.reading.misfits import misfit
from kiosk.forms.reading.positions import Source
from kiosk.identity.party import Fact


class PagesReader:
    """Reads the pages of a UI schema of the right shape; contradictions go into `problems`."""

    def __init__(self, source: Source, schema: Mapping[str, Any], problems: list[Problem]) -> None:
        self._source = source
        self._schema = schema
        self._problems = problems
        self._conditions = ConditionReader(source, problems)

    def pages(self) -> tuple[Page, ...]:
        """The pages in order."""
        return tuple(
            Page(
                id=value.get("options", {}).get("id", f"page-{number + 1}"),
                title=value["label"],
                elements=self._elements(value, f"/elements/{number}", self._schema, depth=1),
                rule=self._rule(value, f"/elements/{number}", self._schema),
                lead=value.get("options", {}).get("lead", ""),
            )
            for number, value in enumerate(self._source.value["elements"])
        )

    def _elements(
        self, value: Mapping[str, Any], where: str, schema: Mapping[str, Any], depth: int
    ) -> tuple[Element, ...]:
        if depth > MAX_UI_DEPTH:
            self._wrong(where, f"lồng nhau quá {MAX_UI_DEPTH} tầng")
            return ()
        found: list[Element] = []
        for number, element in enumerate(value["elements"]):
            found.extend(self._element(element, f"{where}/elements/{number}", schema, depth))
        return tuple(found)

    def _element(
        self, value: Mapping[str, Any], where: str, schema: Mapping[str, Any], depth: int
    ) -> Iterator[Element]:
        if value["type"] == "Control":
            yield from self._control(value, where, schema, depth)
        elif value["type"] == "Label":
            yield Note(value["text"], self._rule(value, where, schema))
        else:
            yield Group(
                label=value.get("label", ""),
                elements=self._elements(value, where, schema, depth + 1),
                rule=self._rule(value, where, schema),
                party=value.get("options", {}).get("party", ""),
            )

    def _control(
        self, value: Mapping[str, Any], where: str, schema: Mapping[str, Any], depth: int
    ) -> Iterator[Control]:
        pointer = pointer_of(value["scope"])
        inner = schema_at(schema, pointer)
        if not pointer or inner is None:
            self._wrong(f"{where}/scope", f"không có mục {value['scope']} trong schema.json")
            return
        options = value.get("options", {})
        kind = Kind(options["kind"]) if "kind" in options else kind_for(inner)
        autofill = options.get("autofill")
        control = Control(
            pointer=pointer,
            kind=kind,
            label=value["label"],
            rule=self._rule(value, where, schema),
            short=options.get("short", ""),
            hint=options.get("hint", ""),
            example=options.get("example", ""),
            options=choice_options(inner.get("items", {}) if kind is Kind.CHOICES else inner),
            choice_list=options.get("list", ""),
            within=pointer_of(options.get("within", "#")),
            autofill=Autofill(autofill["party"], Fact(autofill["fact"])) if autofill else None,
            masked=options.get("masked", kind in (Kind.ID_NUMBER, Kind.PHONE)),
            upper=options.get("upper", False),
            max_length=inner.get("maxLength", 0),
            parts=parts_of(kind, inner),
            columns=self._columns(kind, options, inner, where, depth),
            party=options.get("party", ""),
            max_rows=inner.get("maxItems", 0),
            paper=options.get("paper", ""),
            draft=options.get("draft", False),
        )
        if trouble := misfit(control, inner):
            self._wrong(where, trouble)
        yield control

    def _columns(
        self, kind: Kind, options: Mapping[str, Any], schema: Mapping[str, Any], where: str, depth: int
    ) -> tuple[Element, ...]:
        if kind is not Kind.ROWS:
            return ()
        items = schema.get("items")
        if "detail" not in options or not isinstance(items, Mapping):
            self._wrong(where, "bảng cần options.detail và items trong schema.json")
            return ()
        return self._elements(options["detail"], f"{where}/options/detail", items, depth + 1)

    def _rule(self, value: Mapping[str, Any], where: str, schema: Mapping[str, Any]) -> Rule | None:
        if "rule" not in value:
            return None
        condition = self._conditions.read(value["rule"]["condition"], f"{where}/rule/condition", schema)
        return Rule(Effect(value["rule"]["effect"]), condition) if condition else None

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
