"""All procedures that the kiosk offers today: listed by life event, found by words, got by slug or code."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import resources
from kiosk.language.packs import SOURCE_LANGUAGE
from kiosk.language.words import VIETNAMESE, Text, Words
from kiosk.procedures.fees import Exemption, read_exemptions
from kiosk.procedures.overlay import Overlay
from kiosk.procedures.problems import Problem, line_of
from kiosk.procedures.procedure import Procedure
from kiosk.procedures.reading import read_procedure, read_text
from kiosk.procedures.search import SearchIndex

_FILE = "procedure.toml"
_NATIONAL = Overlay()


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """A group of procedures as people think of them."""

    id: str
    name: Text
    examples: Text
    """Two examples, such as "Khai sinh, bảo hiểm y tế"."""
    icon: str
    """File name in ``resources/icons`` without ending."""
    first: tuple[str, ...] = ()
    """Slugs of what most people come for, before the others."""


class Catalogue:
    """The procedures of a folder that are valid on a day.

    `root` holds the procedures; life events and exemptions lie beside it, as `resources.path` finds them. A broken
    folder is left out and named in `problems`, all its errors at once; the others keep working. `overlay` is what holds
    only where the kiosk stands.
    """

    def __init__(self, root: Path, today: date, overlay: Overlay = _NATIONAL) -> None:
        self._groups = _read_groups(resources.path("groups.toml", root=root.parent))
        self._exemptions = read_exemptions(resources.path("exemptions.toml", root=root.parent))
        purposes = tomllib.loads(resources.path("consents.toml", root=root.parent).read_text("utf-8"))["purposes"]
        around = _Around({group.id for group in self._groups}, self._exemptions.keys(), purposes.keys())
        read, problems = _read_folder(root, around)
        self.problems = (*problems, *_forms_not_there(read.values(), root))
        self._known = {slug: overlay.applied(procedure) for slug, procedure in read.items()}
        self._valid = {slug: item for slug, item in self._known.items() if _is_valid(item, today)}
        self._indexes = {SOURCE_LANGUAGE: self._indexed(VIETNAMESE)}

    def get(self, slug: str) -> Procedure:
        """Return a procedure, also one no longer valid (a dossier may name it). Raises KeyError."""
        return self._known[slug]

    def find_code(self, code: str) -> Procedure | None:
        """Return the valid procedure of a code, of a former code, or of a code with a local or case suffix."""
        bare = code.strip().upper()
        for procedure in self._valid.values():
            codes = (procedure.code, *(former.code for former in procedure.former_codes))
            if any(bare == known or bare.startswith(known + ".") for known in codes):
                return procedure
        return None

    def exemptions_of(self, procedure: Procedure) -> tuple[Exemption, ...]:
        """Return the groups that pay less for this procedure; none when it names no list."""
        return self._exemptions.get(procedure.exemptions, ())

    def search(self, text: str, limit: int = 20, say: Words = VIETNAMESE) -> tuple[Procedure, ...]:
        """Return valid procedures for words, a life event or a code, with or without diacritics, best first."""
        if say.language not in self._indexes:
            self._indexes[say.language] = self._indexed(say)
        return self._indexes[say.language].search(text, limit)

    def _indexed(self, say: Words) -> SearchIndex:
        return SearchIndex(tuple(self._valid.values()), {group.id: group.name for group in self._groups}, say)

    def groups(self) -> tuple[LifeEvent, ...]:
        """Return the life events that have at least one valid procedure, in their order."""
        return tuple(group for group in self._groups if self.in_group(group.id))

    def in_group(self, group: str) -> tuple[Procedure, ...]:
        """Return the valid procedures of a life event: what most come for, then others at home there, then guests."""
        first = next((each.first for each in self._groups if each.id == group), ())
        home = sorted(
            (item for item in self.all() if item.group == group),
            key=lambda item: first.index(item.slug) if item.slug in first else len(first),
        )
        return (*home, *(item for item in self.all() if group in item.also_in))

    def all(self) -> tuple[Procedure, ...]:
        """Return every valid procedure: those with a form first, then by life event and folder name."""
        order = [group.id for group in self._groups]
        return tuple(sorted(self._valid.values(), key=lambda p: (not p.fillable, order.index(p.group), p.slug)))


def _is_valid(procedure: Procedure, today: date) -> bool:
    begun = procedure.valid_from is None or procedure.valid_from <= today
    return begun and (procedure.valid_to is None or today <= procedure.valid_to)


def _read_groups(file: Path) -> tuple[LifeEvent, ...]:
    entries = tomllib.loads(file.read_text("utf-8"))["groups"]
    return tuple(LifeEvent(**entry | {"first": tuple(entry.get("first", ()))}) for entry in entries)


@dataclass(frozen=True, slots=True)
class _Around:
    """What a procedure may name: ids of life events, of lists of exemptions, of consents."""

    groups: Collection[str]
    exemptions: Collection[str]
    purposes: Collection[str]


def _read_folder(root: Path, around: _Around) -> tuple[dict[str, Procedure], list[Problem]]:
    known: dict[str, Procedure] = {}
    problems: list[Problem] = []
    for folder in sorted(entry for entry in root.iterdir() if entry.is_dir() and entry.name[0] not in "._"):
        file = folder / _FILE
        result = read_procedure(file)
        found = result if isinstance(result, list) else list(_place_problems(result, file, around, known.values()))
        problems += found
        if isinstance(result, Procedure) and not found:
            known[result.slug] = result
    return known, problems


def _place_problems(
    procedure: Procedure, file: Path, around: _Around, earlier: Iterable[Procedure]
) -> Iterator[Problem]:
    """Find what is wrong only beside the others: unknown names, a code that is taken."""
    groups, exemptions = (*procedure.also_in, procedure.group), {procedure.exemptions} - {""}
    unknown = [
        *(("group", f"nhóm việc “{name}” trong groups.toml") for name in groups if name not in around.groups),
        *(("purposes", f"mục đích “{x}” trong consents.toml") for x in procedure.purposes if x not in around.purposes),
        *(
            ("exemptions", f"danh sách miễn giảm “{x}” trong exemptions.toml")
            for x in exemptions - {*around.exemptions}
        ),
    ]
    for key, words in unknown:
        yield Problem(file, line_of(read_text(file), (key,)), f"không có {words}")
    for other in earlier:
        if other.code == procedure.code:
            line = line_of(read_text(file), ("code",))
            yield Problem(file, line, f"mã {procedure.code} đã có ở thư mục {other.slug}")


def _forms_not_there(procedures: Iterable[Procedure], root: Path) -> Iterator[Problem]:
    """A form that no folder holds: the procedure stands, its guide is given, nothing can be filled."""
    symbols = {folder.name.partition("@")[0] for folder in resources.path("forms", root=root.parent).iterdir()}
    for procedure in procedures:
        file = root / procedure.slug / _FILE
        for number, case in enumerate(procedure.cases):
            for symbol in case.forms:
                if symbol not in symbols:
                    line = line_of(read_text(file), ("cases", number, "forms"))
                    yield Problem(file, line, f"không có tờ khai “{symbol}” trong forms")
