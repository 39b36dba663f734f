"""Finds every text that people read or hear and where it stands: screens, code, faults, consents, forms, procedures.

A text is its Vietnamese words; the same words are said the same everywhere. The first part of a place is its group.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import kiosk
import resources
import ui
from kiosk.forms.checks import CHECKS
from kiosk.forms.library import FormLibrary
from kiosk.language.words import texts_of
from kiosk.procedures.fees import read_exemptions
from kiosk.procedures.procedure import Procedure
from kiosk.procedures.reading import read_procedure

_IN_QML = re.compile(r'(?://: *(?P<note>[^\n]*)\n\s*(?:\w+: )?.*?)?qsTr\("(?P<text>(?:[^"\\]|\\.)*)"')
_SAYING = {"sentences": {"say", "phrase", "noted"}, "screens": {"words", "noted"}}
"""Functions whose first argument, written out, is a text; by group."""


@dataclass(slots=True)
class Found:
    """Where a text stands, and what translators should know."""

    places: list[str] = field(default_factory=list)
    note: str = ""


def texts() -> dict[str, Found]:
    """Return every text by its words, in the order of their groups."""
    found: dict[str, Found] = {}
    for place, text, note in _all():
        entry = found.setdefault(text, Found())
        entry.note = entry.note or note
        if place not in entry.places:
            entry.places.append(place)
    return found


def _all() -> Iterator[tuple[str, str, str]]:
    yield from _in_qml()
    yield from ((place, text, "") for place, text in (*_in_code(), *_in_tables(), *_in_forms(), *_in_procedures()))


def _in_qml() -> Iterator[tuple[str, str, str]]:
    root = Path(ui.__file__).parent
    for file in sorted(root.rglob("*.qml")):
        for match in _IN_QML.finditer(file.read_text("utf-8")):
            text = match["text"].replace("\\n", "\n").replace('\\"', '"')
            yield f"screens/{file.relative_to(root)}", text, match["note"] or ""


def _in_code() -> Iterator[tuple[str, str]]:
    for group, root in (("sentences", Path(kiosk.__file__).parent), ("screens", Path(ui.__file__).parent / "touch")):
        for file in sorted(root.rglob("*.py")):
            for text in _said_in(ast.parse(file.read_text("utf-8")), _SAYING[group]):
                yield f"{group}/{file.relative_to(root)}", text
    yield from (("sentences/forms/checks.py", text) for text in texts_of(tuple(CHECKS.values())))


def _said_in(tree: ast.AST, saying: set[str]) -> Iterator[str]:
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name in saying:
            said = call.args[0]
            for one in (said.body, said.orelse) if isinstance(said, ast.IfExp) else (said,):
                if isinstance(one, ast.Constant) and isinstance(one.value, str) and not _is_name(one.value):
                    yield one.value


def _is_name(text: str) -> bool:
    """Return whether it is the name of something in code rather than a text."""
    return text.isascii() and (text.isidentifier() or not text)


def _in_tables() -> Iterator[tuple[str, str]]:
    for name, said in _table("faults").items():
        yield from ((f"faults/{name}", said[key]) for key in ("happened", "safe", "now"))
    for name, said in _table("consents")["purposes"].items():
        for text in (said["title"], said["text"], *said["data"], said["recipient"], said["refusal"]):
            yield f"consents/{name}", text
    reminders = _table("reminders")
    for text in (reminders["card"]["soon"], reminders["card"]["over"], *(age["text"] for age in reminders["ages"])):
        yield "sentences/reminders", text


def _in_forms() -> Iterator[tuple[str, str]]:
    library = FormLibrary(resources.path("forms"))
    for form in library.all():
        yield from ((f"forms/{form.id}", text) for text in texts_of(form))
    yield from (("lists/countries", option.label) for option in library.choices.search("countries"))


def _in_procedures() -> Iterator[tuple[str, str]]:
    for group in _table("groups")["groups"]:
        yield from (("procedures/groups", group[key]) for key in ("name", "examples"))
    for file in sorted(resources.path("procedures").glob("*/procedure.toml")):
        procedure = read_procedure(file)
        if isinstance(procedure, Procedure):
            yield from ((f"procedures/{procedure.slug}", text) for text in texts_of(procedure))
    for groups in read_exemptions(resources.path("exemptions.toml")).values():
        yield from (("procedures/exemptions", text) for text in texts_of(groups))


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.path(f"{name}.toml").read_text("utf-8"))
