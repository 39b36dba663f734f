"""All official forms of a folder, by symbol and day; a broken folder is left out and named, the others work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import resources
from kiosk.forms.choices import Choices
from kiosk.forms.definition import Form
from kiosk.forms.errors import BrokenForm, Problem, UnknownForm
from kiosk.forms.reading.folder import FormReader
from kiosk.forms.reading.fragments import Fragments

_FOLDER = re.compile(r"(?P<symbol>[A-Z0-9][A-Z0-9\-]{1,19})@(?P<day>\d{4}-\d{2}-\d{2})", re.ASCII)


class FormLibrary:
    """Reads ``<symbol>@<valid-from>/`` folders once, when it is made.

    `root` holds the folders; shared schemas, lists and places lie beside it, as `resources.path` finds them.
    """

    def __init__(self, root: Path) -> None:
        self._problems: list[Problem] = []
        self._forms: dict[str, Form] = {}
        self.choices = Choices(root.parent)
        fragments = Fragments.load(resources.path("schemas", root=root.parent))
        self._problems.extend(fragments.problems)
        reader = FormReader(fragments, self._forms, self.choices)
        for folder in _bundles_last(root):
            self._read(reader, folder)

    def _read(self, reader: FormReader, folder: Path) -> None:
        match = _FOLDER.fullmatch(folder.name)
        try:
            if match is None:
                raise BrokenForm((Problem(folder.name, 0, "tên thư mục phải là <ký hiệu>@<năm-tháng-ngày>"),))
            form = reader.read(folder, match["symbol"], date.fromisoformat(match["day"]))
            self._forms[form.id] = form
        except BrokenForm as error:
            self._problems.extend(error.problems)
        except ValueError:
            self._problems.append(Problem(folder.name, 0, "ngày trong tên thư mục không có trong lịch"))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong in the folders that were left out, by file and line."""
        return tuple(self._problems)

    def all(self) -> tuple[Form, ...]:
        """Every usable form and version, by id."""
        return tuple(form for _, form in sorted(self._forms.items()))

    def find(self, symbol: str, on: date) -> Form | None:
        """Return the version valid on a day, or None."""
        return max(self._valid(symbol, on), key=lambda form: form.valid_from, default=None)

    def get(self, symbol: str, on: date) -> Form:
        """Return the version valid on a day; raises UnknownForm."""
        form = self.find(symbol, on)
        if form is None:
            raise UnknownForm(f"{symbol} on {on}")
        return form

    def get_version(self, form_id: str) -> Form:
        """Return the form ``symbol@valid-from``; raises UnknownForm."""
        try:
            return self._forms[form_id]
        except KeyError:
            raise UnknownForm(form_id) from None

    def _valid(self, symbol: str, on: date) -> Iterator[Form]:
        for form in self._forms.values():
            in_force = form.valid_from <= on and (form.valid_to is None or on <= form.valid_to)
            if form.symbol == symbol and in_force:
                yield form


def _bundles_last(root: Path) -> list[Path]:
    """Folders in an order in which a bundle comes after the forms that it fills."""
    folders = [path for path in root.iterdir() if path.is_dir() and not path.name.startswith((".", "_"))]
    return sorted(folders, key=lambda path: (_is_bundle(path), path.name))


def _is_bundle(folder: Path) -> bool:
    facts = folder / "form.toml"
    return facts.is_file() and b"[[outputs]]" in facts.read_bytes()
