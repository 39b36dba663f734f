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
MAX_PARTS = 20_000
"""Objects, lists and values of one file with its references in place; our largest form has a twentieth of it."""
_REPLACED = ("$ref", "$defs")


class UnknownFragment(Exception):
    """A reference to something that is not there, to itself, or to too much; `reference` says which."""

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

    def inline(self, value: Any, used: set[str], own: Mapping[str, Any]) -> Any:
        """Return a value with the references in it replaced; keywords beside ``$ref`` win. Raises UnknownFragment.

        `own` are the form's ``$defs``. Names of the fragments that were needed are added to `used`.
        """
        return _Inlining(self.schemas, own, used).of(value, ())


class _Inlining:
    """One value on its way; what refers to much that refers to much is refused before it fills the memory."""

    def __init__(self, shared: Mapping[str, Any], own: Mapping[str, Any], used: set[str]) -> None:
        self._shared = shared
        self._own = own
        self._used = used
        self._left = MAX_PARTS

    def of(self, value: Any, above: tuple[str, ...]) -> Any:
        """Return a part; `above` are the references that it stands in."""
        self._left -= 1
        if isinstance(value, list):
            return [self.of(part, above) for part in value]
        if not isinstance(value, dict):
            return value
        beside = {key: self.of(part, above) for key, part in value.items() if key not in _REPLACED}
        if "$ref" not in value:
            return beside
        reference = str(value["$ref"])
        found = self._find(reference)
        if not isinstance(found, dict) or reference in above or self._left < 0:
            raise UnknownFragment(reference)
        inner = self.of(found, (*above, reference))
        return {key: part for key, part in inner.items() if key not in ("$id", "$schema")} | beside

    def _find(self, reference: str) -> Any:
        if reference.startswith(OWN):
            return self._own.get(reference.removeprefix(OWN))
        name = reference.removeprefix(PREFIX)
        if not reference.startswith(PREFIX) or name not in self._shared:
            return None
        self._used.add(name)
        return self._shared[name]


def schema_problems(source: Source) -> tuple[Problem, ...]:
    """What is wrong with a schema as it is written, before references are followed."""
    wrong = tuple(shape_problems(source, SCHEMA))
    return wrong or tuple(source.problem(*trouble) for trouble in pattern_troubles(source.value, ""))
