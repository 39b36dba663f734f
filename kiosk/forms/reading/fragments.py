"""Schemas that forms share (``resources/schemas``): read once, put in place of every ``$ref`` to them.

A reference is ``urn:kiosk:schema:<name>``, or ``#/$defs/<name>`` for a schema that only one form has: a condition that
its rules and its schema share stands there once. Nothing else is followed, so no schema can reach the network.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.forms.errors import BrokenForm, Problem
from kiosk.forms.reading.limits import pattern_troubles
from kiosk.forms.reading.positions import Source, read_json
from kiosk.forms.reading.shapes import SCHEMA, shape_problems

PREFIX = "urn:kiosk:schema:"
OWN = "#/$defs/"


class UnknownFragment(Exception):
    """A reference to something that is not shared, or to itself; `reference` says which."""

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


@dataclass(frozen=True, slots=True)
class Fragments:
    """The shared schemas by name."""

    schemas: Mapping[str, Any] = field(repr=False)
    problems: tuple[Problem, ...] = ()

    @classmethod
    def load(cls, folder: Path) -> Fragments:
        """Read every ``<name>.json`` of a folder; a broken one is a problem and unknown to forms."""
        schemas: dict[str, Any] = {}
        problems: list[Problem] = []
        for path in sorted(folder.glob("*.json")):
            try:
                source = read_json(path, f"{folder.name}/{path.name}")
            except BrokenForm as error:
                problems.extend(error.problems)
                continue
            wrong = schema_problems(source)
            problems.extend(wrong)
            if not wrong:
                schemas[path.stem] = source.value
        return cls(schemas, tuple(problems))

    def inline(self, schema: Any, used: set[str], own: Mapping[str, Any], above: tuple[str, ...] = ()) -> Any:
        """Return a value with the references in it replaced; keywords beside ``$ref`` win. Raises UnknownFragment.

        `own` are the form's ``$defs``. Names of the fragments that were needed are added to `used`.
        """
        if isinstance(schema, list):
            return [self.inline(part, used, own, above) for part in schema]
        if not isinstance(schema, dict):
            return schema
        beside = {key: self.inline(part, used, own, above) for key, part in schema.items() if key not in _REPLACED}
        if "$ref" not in schema:
            return beside
        reference = str(schema["$ref"])
        found = own.get(reference.removeprefix(OWN)) if reference.startswith(OWN) else self._shared(reference, used)
        if found is None or reference in above:
            raise UnknownFragment(reference)
        shared = self.inline(found, used, own, (*above, reference))
        return {key: part for key, part in shared.items() if key not in ("$id", "$schema")} | beside

    def _shared(self, reference: str, used: set[str]) -> Any:
        name = reference.removeprefix(PREFIX)
        if not reference.startswith(PREFIX) or name not in self.schemas:
            return None
        used.add(name)
        return self.schemas[name]


_REPLACED = ("$ref", "$defs")


def schema_problems(source: Source) -> tuple[Problem, ...]:
    """What is wrong with a schema as it is written, before references are followed."""
    wrong = tuple(shape_problems(source, SCHEMA))
    return wrong or tuple(source.problem(*trouble) for trouble in pattern_troubles(source.value, ""))
