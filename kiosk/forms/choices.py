"""Large lists to choose from, searched without diacritics: ethnic groups, countries, provinces, communes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import resources
from kiosk.forms.view import Option
from kiosk.language.fold import fold

LIMIT = 400
"""More than the communes of the largest province: a list is never cut unless everything is asked for."""


def search(name: str, text: str = "", within: str = "", limit: int = LIMIT) -> tuple[Option, ...]:
    """Entries of a list that fit what was typed so far, those that begin with it first.

    `within` is the province code for communes. Raises KeyError for an unknown list.
    """
    wanted = fold(text)
    entries = LISTS[name](within)
    starting = [option for option in entries if fold(option.label).startswith(wanted)]
    inside = [option for option in entries if option not in starting and f" {wanted}" in f" {fold(option.label)}"]
    return tuple([*starting, *inside][:limit])


def place_name(code: str) -> str:
    """Name of a province or commune by its code; a text that is no code stays."""
    return code


@cache
def _lines(name: str) -> tuple[Option, ...]:
    lines = resources.path("schemas", "lists", f"{name}.txt").read_text("utf-8").splitlines()
    return tuple(Option(line, line) for line in lines if line and not line.startswith("#"))


LISTS: Mapping[str, Callable[[str], tuple[Option, ...]]] = {
    "ethnic_groups": lambda _: _lines("ethnic_groups"),
    "countries": lambda _: _lines("countries"),
}
"""The lists a form may name."""
