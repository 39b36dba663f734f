"""Read ``form.toml``: title and validity, what the procedure gives, derived values, named checks, outputs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kiosk.forms.checks import CHECKS
from kiosk.forms.definition import Check, Condition, Derivation, Form, Given, Output, SamePerson
from kiosk.forms.derive import DERIVATIONS
from kiosk.forms.errors import Problem
from kiosk.forms.load_conditions import ConditionReader, schema_at
from kiosk.forms.positions import Source

_TABLES = ("given", "same", "derived", "checks", "outputs")
_KEYS = frozenset({"title", "legal_basis", "valid_to", *_TABLES})


class FactsReader:
    """Reads one ``form.toml``; what is wrong goes into `problems`."""

    def __init__(
        self, source: Source, schema: Mapping[str, Any], forms: Mapping[str, Form], problems: list[Problem]
    ) -> None:
        self._source = source
        self._schema = schema
        self._forms = forms
        self._problems = problems
        self._conditions = ConditionReader(source, problems)
        for key in source.value.keys() - _KEYS:
            self._wrong(f"/{key}", f"không có mục “{key}” trong form.toml")

    def text(self, key: str) -> str:
        """A text that must be there."""
        value = self._source.value.get(key)
        if not isinstance(value, str) or not value.strip():
            self._wrong("", f"thiếu {key}")
            return ""
        return value

    def day(self, key: str) -> date | None:
        """A TOML date that may be there."""
        value = self._source.value.get(key)
        if value is not None and not isinstance(value, date):
            self._wrong(f"/{key}", f"{key} phải là ngày, như 2027-01-01")
            return None
        return value

    def given(self) -> tuple[Given, ...]:
        """What procedures bring along."""
        found = []
        for where, table in self._tables("given", {"procedure", "case", "answers"}):
            answers = table.get("answers")
            if not isinstance(answers, Mapping) or not all(schema_at(self._schema, f"/{name}") for name in answers):
                self._wrong(where, "answers phải gồm các mục có trong schema.json")
                continue
            found.append(Given(str(table.get("procedure", "")), str(table.get("case", "")), answers))
        return tuple(found)

    def same(self) -> tuple[SamePerson, ...]:
        """Which party is which other, and when."""
        tables = self._tables("same", {"party", "other", "when"})
        return tuple(
            SamePerson(str(table.get("party", "")), str(table.get("other", "")), self._when(table, where))
            for where, table in tables
        )

    def derivations(self) -> tuple[Derivation, ...]:
        """Derived values in order; the first whose condition holds and that brings something wins."""
        found = []
        for where, table in self._tables("derived", None):
            params = {key: value for key, value in table.items() if key not in ("at", "rule", "when")}
            at, rule = str(table.get("at", "")), str(table.get("rule", ""))
            if rule not in DERIVATIONS:
                self._wrong(f"{where}/rule", f"không có quy tắc “{rule}”; có: {', '.join(DERIVATIONS)}")
            elif self._pointer_exists(at, where) and self._known(params, DERIVATIONS[rule].params, where):
                found.append(Derivation(at, rule, self._when(table, where), params))
        return tuple(found)

    def checks(self) -> tuple[Check, ...]:
        """Named checks in order."""
        found = []
        for where, table in self._tables("checks", None):
            own = {"check", "at", "message", "level", "when"}
            params = {key: value for key, value in table.items() if key not in own}
            at, name = str(table.get("at", "")), str(table.get("check", ""))
            if name not in CHECKS:
                self._wrong(f"{where}/check", f"không có phép kiểm “{name}”; có: {', '.join(CHECKS)}")
            elif table.get("level", "error") not in ("error", "warning"):
                self._wrong(f"{where}/level", "level là error hoặc warning")
            elif self._pointer_exists(at, where) and self._known(params, CHECKS[name].params, where):
                warning = table.get("level") == "warning"
                found.append(Check(name, at, str(table.get("message", "")), self._when(table, where), warning, params))
        return tuple(found)

    def outputs(self) -> tuple[Output, ...]:
        """The official forms that a bundle fills."""
        found = []
        for where, table in self._tables("outputs", {"form", "answers", "constants", "when"}):
            form = self._forms.get(str(table.get("form")))
            if form is None:
                self._wrong(f"{where}/form", f"không có tờ khai {table.get('form')}, hoặc nó đang hỏng")
                continue
            answers = {str(key): str(value) for key, value in dict(table.get("answers", {})).items()}
            known = [self._pointer_exists(pointer, where) for pointer in answers.values()]
            if all(known):
                found.append(Output(form, answers, dict(table.get("constants", {})), self._when(table, where)))
        return tuple(found)

    def _tables(self, name: str, keys: set[str] | None) -> list[tuple[str, Mapping[str, Any]]]:
        tables = self._source.value.get(name, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self._wrong(f"/{name}", f"viết [[{name}]] cho mỗi mục")
            return []
        found = [(f"/{name}/{number}", table) for number, table in enumerate(tables)]
        for where, table in found:
            self._known(table, frozenset(keys or table), where)
        return found

    def _known(self, table: Mapping[str, Any], keys: frozenset[str], where: str) -> bool:
        unknown = sorted(table.keys() - keys)
        for key in unknown:
            self._wrong(f"{where}/{key}", f"không có tham số “{key}”")
        return not unknown

    def _when(self, table: Mapping[str, Any], where: str) -> Condition | None:
        if "when" not in table:
            return None
        value = dict(table["when"]) if isinstance(table["when"], dict) else {}
        return self._conditions.read({"failWhenUndefined": True, **value}, f"{where}/when", self._schema)

    def _pointer_exists(self, pointer: str, where: str) -> bool:
        schema: Mapping[str, Any] | None = self._schema
        for step in pointer.split("/")[1:]:
            schema = schema and (schema.get("items") if step == "*" else schema_at(schema, f"/{step}"))
        if not pointer.startswith("/") or schema is None:
            self._wrong(where, f"không có mục {pointer} trong schema.json")
            return False
        return True

    def _wrong(self, where: str, message: str) -> None:
        self._problems.append(self._source.problem(where, message))
