"""Read one form folder into a `Form`, or say by file and line everything that is wrong with it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

from jsonschema import FormatChecker

import resources
from kiosk.forms.choices import Choices
from kiosk.forms.definition import Form, Review
from kiosk.forms.errors import BrokenForm, Problem
from kiosk.forms.reading.contradictions import contradictions, paper_problems
from kiosk.forms.reading.facts import FactsReader
from kiosk.forms.reading.fragments import Fragments, UnknownFragment, schema_problems
from kiosk.forms.reading.limits import size_troubles, unspeakable
from kiosk.forms.reading.matching import SchemaValidator
from kiosk.forms.reading.pages import PagesReader
from kiosk.forms.reading.positions import Source, read_json, read_toml
from kiosk.forms.reading.shapes import FACTS, REVIEW, UI, Schema, shape_problems

DEFINITION = ("form.toml", "schema.json", "ui.json", "print.typ")
"""The files that make a form what it is; samples, portal maps and the review do not."""

FORMATS = FormatChecker(formats=("date",))


class FormReader:
    """Reads folders; `forms` holds what was read before, for bundles to refer to."""

    def __init__(self, fragments: Fragments, forms: Mapping[str, Form], choices: Choices) -> None:
        self._fragments = fragments
        self._forms = forms
        self._choices = choices

    def read(self, folder: Path, symbol: str, valid_from: date) -> Form:
        """Return the form of a folder; raises BrokenForm with everything that is wrong."""
        problems: list[Problem] = []
        facts = _file(read_toml, folder, "form.toml", FACTS, problems)
        schema_file = _file(read_json, folder, "schema.json", {"type": "object"}, problems)
        ui = _file(read_json, folder, "ui.json", UI, problems)
        review = _file(read_toml, folder, "review.toml", REVIEW, problems)
        used: set[str] = set()
        own = _own_schemas(schema_file)
        schema = self._schema(schema_file, used, own, problems) if schema_file else None
        facts, ui = (self._inlined(source, used, own, problems) for source in (facts, ui))
        pages = PagesReader(ui, schema, problems).pages() if ui and schema is not None else ()
        reader = FactsReader(facts, schema, self._forms, problems) if facts and schema is not None else None
        if not reader or not facts or not schema_file or not ui or not review or schema is None:
            raise BrokenForm(tuple(sorted(set(problems))))
        form = Form(
            id=folder.name,
            symbol=symbol,
            title=reader.text("title"),
            legal_basis=reader.text("legal_basis"),
            valid_from=valid_from,
            valid_to=reader.day("valid_to"),
            folder=folder,
            sha256=self._digest(folder, used),
            schema=schema,
            validator=SchemaValidator(schema, format_checker=FORMATS),
            pages=pages,
            given=reader.given(),
            same=reader.same(),
            derivations=reader.derivations(),
            checks=reader.checks(),
            outputs=reader.outputs(),
            review=_review(review),
            paper=(folder / "print.typ").is_file(),
            choices=self._choices,
        )
        problems += paper_problems(form)
        if form.valid_to and form.valid_to < valid_from:
            problems.append(facts.problem("/valid_to", "ngày hết hiệu lực sớm hơn ngày trong tên thư mục"))
        if not problems:
            problems += contradictions(form, schema_file, ui)
        if problems:
            raise BrokenForm(tuple(sorted(set(problems))))
        return form

    def _schema(
        self, source: Source, used: set[str], own: Mapping[str, Any], problems: list[Problem]
    ) -> Mapping[str, Any] | None:
        """The schema of the answers with its fragments in place; None when it is wrong."""
        wrong = [*schema_problems(source)]
        problems.extend(wrong)
        whole = self._inlined(source, used, own, problems)
        if wrong or whole is None:
            return None
        if whole.value.get("type") != "object":
            problems.append(source.problem("", "cả tờ khai cần “type”: “object”"))
        problems.extend(source.problem(*trouble) for trouble in size_troubles(whole.value, ""))
        problems.extend(source.problem(*trouble) for trouble in unspeakable(whole.value, ""))
        return cast("Mapping[str, Any]", whole.value)

    def _inlined(
        self, source: Source | None, used: set[str], own: Mapping[str, Any], problems: list[Problem]
    ) -> Source | None:
        """The file with every reference in it replaced; None when one leads nowhere."""
        if source is None:
            return None
        try:
            return replace(source, value=self._fragments.inline(source.value, used, own))
        except UnknownFragment as error:
            problems.append(source.problem(_find_ref(source, error.reference), f"không có lược đồ {error.reference}"))
            return None

    def _digest(self, folder: Path, used: set[str]) -> str:
        """SHA-256 over name and content of every file of the definition, then of the fragments that it uses."""
        paths = [folder / name for name in DEFINITION]
        paths += [resources.path("schemas", f"{name}.json", root=folder.parent.parent) for name in sorted(used)]
        whole = hashlib.sha256()
        for path in paths:
            if path.is_file():
                whole.update(f"{path.name}\n".encode() + hashlib.sha256(path.read_bytes()).digest())
        return whole.hexdigest()


def _file(
    read: Callable[[Path, str], Source], folder: Path, name: str, shape: Schema, problems: list[Problem]
) -> Source | None:
    """Read one file; None after noting why it cannot be used."""
    try:
        source = read(folder / name, f"{folder.name}/{name}")
    except BrokenForm as error:
        problems.extend(error.problems)
        return None
    wrong = tuple(shape_problems(source, shape))
    problems.extend(wrong)
    return None if wrong else source


def _own_schemas(source: Source | None) -> Mapping[str, Any]:
    own = source.value.get("$defs") if source else None
    return own if isinstance(own, dict) else {}


def _find_ref(source: Source, reference: str) -> str:
    def search(value: Any, pointer: str) -> Iterator[str]:
        items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, part in items:
            if key == "$ref" and part == reference:
                yield f"{pointer}/$ref"
            yield from search(part, f"{pointer}/{key}")

    return next(search(source.value, ""), "")


def _review(source: Source) -> Review:
    value = source.value
    day = value.get("on")
    return Review(
        reviewer=value.get("reviewer", ""),
        on=day if type(day) is date else None,
        source=value.get("source", ""),
        source_sha256=value.get("source_sha256", ""),
    )
