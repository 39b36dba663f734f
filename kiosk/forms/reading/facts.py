"""Read ``form.toml``: title and validity, what the procedure gives, derived values, named checks, outputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from kiosk.forms.definition import Check, Condition, Derivation, Form, Given, Output, SamePerson
from kiosk.forms.derive import FIXED_SLOTS, slots_of
from kiosk.forms.errors import Problem
from kiosk.forms.reading.conditions import ConditionReader, schema_at
from kiosk.forms.reading.matching import SchemaValidator
from kiosk.forms.reading.positions import Source


class FactsReader:
    """Reads a ``form.toml`` of the right shape; contradictions go into `problems`."""

    def __init__(
        self, source: Source, schema: Mapping[str, Any], forms: Mapping[str, Form], problems: list[Problem]
    ) -> None:
        self._source = source
        self._schema = schema
        self._forms = forms
        self._problems = problems
        self._conditions = ConditionReader(source, problems)

    def text(self, key: str) -> str:
        """A text that is there."""
        return str(self._source.value[key])

    def day(self, key: str) -> date | None:
        """A TOML date that may be there."""
        value = self._source.value.get(key)
        if value is not None and type(value) is not date:
            self._wrong(f"/{key}", f"{key} phải là ngày, như 2027-01-01")
            return None
        return value

    def given(self) -> tuple[Given, ...]:
        """What procedures bring along."""
        found = []
        for where, table in self._tables("given"):
            answers = table["answers"]
            for name, value in answers.items():
                self._exists(f"/{name}", f"{where}/answers")
                self._fits(self._schema, f"/{name}", value, f"{where}/answers")
            found.append(Given(table.get("procedure", ""), table.get("fact", ""), table.get("case", ""), answers))
        return tuple(found)

    def same(self) -> tuple[SamePerson, ...]:
        """Which party is which other, and when."""
        return tuple(
            SamePerson(table["party"], table["other"], self._when(table, where))
            for where, table in self._tables("same")
        )

    def derivations(self) -> tuple[Derivation, ...]:
        """Derived values in order; the first whose condition holds and that brings something wins."""
        found = []
        for where, table in self._tables("derived"):
            params = {key: value for key, value in table.items() if key not in ("at", "rule", "when")}
            self._all_exist(where, table["at"], params)
            self._makes_sense(table["at"], params, where)
            found.append(Derivation(table["at"], table["rule"], self._when(table, where), params))
        return tuple(found)

    def checks(self) -> tuple[Check, ...]:
        """Named checks in order."""
        found = []
        for where, table in self._tables("checks"):
            own = ("check", "at", "message", "level", "when")
            params = {key: value for key, value in table.items() if key not in own}
            self._all_exist(where, table["at"], params)
            warning = table.get("level") == "warning"
            when = self._when(table, where)
            found.append(Check(table["check"], table["at"], table.get("message", ""), when, warning, params))
        return tuple(found)

    def outputs(self) -> tuple[Output, ...]:
        """The official forms that a bundle fills."""
        found = []
        for where, table in self._tables("outputs"):
            form = self._forms.get(table["form"])
            if form is None:
                self._wrong(f"{where}/form", f"không có tờ khai {table['form']}, hoặc nó đang hỏng")
                continue
            constants = table.get("constants", {})
            for target in (*table["answers"], *constants):
                if not _there(form.schema, target):
                    self._wrong(where, f"tờ khai {form.id} không có mục {target}")
            for target, value in constants.items():
                if not isinstance(value, list | dict):  # the answers may complete those
                    self._fits(form.schema, target, value, f"{where}/constants")
            for origin in table["answers"].values():
                self._exists(origin, where)
            each = table.get("each", "")
            self._exists(each, f"{where}/each")
            found.append(Output(form, table["answers"], constants, self._when(table, where), each))
        return tuple(found)

    def _tables(self, name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        for number, table in enumerate(self._source.value.get(name, ())):
            yield f"/{name}/{number}", table

    def _when(self, table: Mapping[str, Any], where: str) -> Condition | None:
        return self._conditions.read(table["when"], f"{where}/when", self._schema) if "when" in table else None

    def _all_exist(self, where: str, at: str, params: Mapping[str, Any]) -> None:
        """The judged answer, and whatever a parameter points at, must be answers of the form."""
        self._exists(at, f"{where}/at")
        for key, value in params.items():
            if key in _POINTERS:
                for pointer in value if isinstance(value, list) else [value]:
                    self._exists(pointer, f"{where}/{key}")

    def _exists(self, pointer: str, where: str) -> None:
        if not _there(self._schema, pointer):
            self._wrong(where, f"không có mục {pointer} trong schema.json")

    def _makes_sense(self, at: str, params: Mapping[str, Any], where: str) -> None:
        """What a rule always brings must be an answer; a template may only name answers and what the kiosk knows."""
        values = [params[key] for key in ("value", "beyond") if key in params]
        for value in (*values, *(value for _, value in params.get("steps", ()))):
            self._fits(self._schema, at, value, where)
        for slot in slots_of(params.get("template", "")):
            if slot.startswith("/"):
                self._exists(slot, f"{where}/template")
            elif slot not in FIXED_SLOTS:
                self._wrong(f"{where}/template", f"không có “{slot}”; có: {', '.join(FIXED_SLOTS)}, hoặc /mục")

    def _fits(self, schema: Mapping[str, Any], pointer: str, value: Any, where: str) -> None:
        inner = _find(schema, pointer)
        if inner is not None and not SchemaValidator(inner).is_valid(value):
            self._wrong(where, f"“{value}” không hợp với mục {pointer}")

    def _wrong(self, where: str, message: str) -> None:
        self._problems.append(self._source.problem(where, message))


_POINTERS = frozenset({"of", "than", "since", "on", "other", "others", "sex", "birth", "rows", "also"})
"""Parameters that are pointers of answers."""


def _there(schema: Mapping[str, Any], pointer: str) -> bool:
    return _find(schema, pointer) is not None


def _find(schema: Mapping[str, Any], pointer: str) -> Mapping[str, Any] | None:
    """The schema of an answer; ``*`` or a number stands for a row."""
    inner: Mapping[str, Any] | None = schema
    for step in pointer.split("/")[1:]:
        inner = inner and (inner.get("items") if step == "*" or step.isdecimal() else schema_at(inner, f"/{step}"))
    return inner
