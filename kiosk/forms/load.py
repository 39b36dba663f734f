"""Read one form folder into a `Form`, or say by file and line everything that is wrong with it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, SchemaError

from kiosk.forms.definition import Form, Page, Review, controls_of
from kiosk.forms.errors import BrokenForm, Problem
from kiosk.forms.fragments import Fragments, UnknownFragment
from kiosk.forms.limits import MAX_FIELDS, keyword_troubles, size_troubles
from kiosk.forms.load_facts import FactsReader
from kiosk.forms.load_pages import PagesReader
from kiosk.forms.positions import Source, read_json, read_toml

DEFINITION = ("form.toml", "schema.json", "ui.json", "print.typ")
"""The files that make a form what it is; samples, portal maps and the review do not."""

FORMATS = FormatChecker(formats=("date", "email"))


class FormReader:
    """Reads folders; `forms` holds what was read before, for bundles to refer to."""

    def __init__(self, fragments: Fragments, forms: Mapping[str, Form]) -> None:
        self._fragments = fragments
        self._forms = forms

    def read(self, folder: Path, symbol: str, valid_from: date) -> Form:
        """Return the form of a folder; raises BrokenForm with everything that is wrong."""
        problems: list[Problem] = []
        facts = _file(read_toml, folder, "form.toml", problems)
        schema_file = _file(read_json, folder, "schema.json", problems)
        ui = _file(read_json, folder, "ui.json", problems)
        if facts is None or schema_file is None or ui is None:
            raise BrokenForm(tuple(problems))
        used: set[str] = set()
        schema = self._schema(schema_file, used, problems)
        pages = PagesReader(ui, schema, problems).pages()
        reader = FactsReader(facts, schema, self._forms, problems)
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
            validator=Draft202012Validator(schema, format_checker=FORMATS),
            pages=pages,
            given=reader.given(),
            same=reader.same(),
            derivations=reader.derivations(),
            checks=reader.checks(),
            outputs=reader.outputs(),
            review=_review(folder, problems),
            paper=(folder / "print.typ").is_file(),
        )
        problems.extend(_contradictions(form, schema_file, ui))
        if problems:
            raise BrokenForm(tuple(sorted(set(problems))))
        return form

    def _schema(self, source: Source, used: set[str], problems: list[Problem]) -> Mapping[str, Any]:
        problems.extend(source.problem(*trouble) for trouble in keyword_troubles(source.value, ""))
        try:
            schema = self._fragments.inline(source.value, used)
            problems.extend(source.problem(*trouble) for trouble in size_troubles(schema, ""))
            Draft202012Validator.check_schema(schema)
        except UnknownFragment as error:
            problems.append(source.problem(_find_ref(source, error.reference), f"không có lược đồ {error.reference}"))
            return {}
        except SchemaError as error:
            pointer = "".join(f"/{step}" for step in error.absolute_path)
            problems.append(source.problem(pointer, f"lược đồ viết sai: {error.message}"))
            return {}
        return schema if isinstance(schema, dict) else {}

    def _digest(self, folder: Path, used: set[str]) -> str:
        """SHA-256 over name and content of every file of the definition, then of the fragments that it uses."""
        paths = [folder / name for name in DEFINITION]
        paths += [folder.parent.parent / "schemas" / f"{name}.json" for name in sorted(used)]
        whole = hashlib.sha256()
        for path in paths:
            if path.is_file():
                whole.update(f"{path.name}\n".encode() + hashlib.sha256(path.read_bytes()).digest())
        return whole.hexdigest()


def _file(read: Any, folder: Path, name: str, problems: list[Problem]) -> Source | None:
    try:
        source: Source = read(folder / name, f"{folder.name}/{name}")
    except BrokenForm as error:
        problems.extend(error.problems)
        return None
    if isinstance(source.value, dict):
        return source
    problems.append(Problem(source.name, 1, "tệp phải là một đối tượng"))
    return None


def _find_ref(source: Source, reference: str) -> str:
    def search(value: Any, pointer: str) -> Iterator[str]:
        items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, part in items:
            if key == "$ref" and part == reference:
                yield f"{pointer}/$ref"
            yield from search(part, f"{pointer}/{key}")

    return next(search(source.value, ""), "")


def _review(folder: Path, problems: list[Problem]) -> Review:
    source = _file(read_toml, folder, "review.toml", problems)
    value = source.value if source else {}
    day = value.get("on")
    return Review(
        reviewer=str(value.get("reviewer", "")),
        on=day if isinstance(day, date) else None,
        source=str(value.get("source", "")),
        source_sha256=str(value.get("source_sha256", "")),
    )


def _contradictions(form: Form, schema_file: Source, ui: Source) -> Iterator[Problem]:
    """What only shows when pages, schema and facts are laid side by side."""
    asked = {control.pointer for control in form.controls()}
    filled = {f"/{name}" for given in form.given for name in given.answers} | {rule.at for rule in form.derivations}
    for name in form.schema.get("properties", {}):
        pointer = f"/{name}"
        if not any(one == pointer or one.startswith(pointer + "/") for one in asked | filled):
            yield schema_file.problem(
                f"/properties{pointer}", f"không trang nào hỏi mục “{name}”, cũng không có quy tắc"
            )
    if sum(_count(page) for page in form.pages) > MAX_FIELDS:
        yield ui.problem("", f"quá {MAX_FIELDS} mục trong một tờ khai")
    if not form.paper and not form.outputs:
        yield Problem(f"{form.id}/print.typ", 0, "thiếu tệp này")


def _count(page: Page) -> int:
    return sum(1 + len(tuple(controls_of(control.columns))) for control in controls_of(page.elements))
