"""Large lists to choose from, searched without diacritics: ethnic groups, countries, provinces, communes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache

import resources
from kiosk.forms.view import Option
from kiosk.language.collation import collation_key
from kiosk.language.fold import fold
from kiosk.language.places import communes, convert_old, find_commune, find_province, provinces

LIMIT = 400
"""More than the communes of the largest province: a list is never cut unless everything is asked for."""


def search(name: str, text: str = "", within: str = "", limit: int = LIMIT) -> tuple[Option, ...]:
    """Entries of a list that fit what was typed so far, those that begin with it first.

    `within` is the province code for communes. Raises KeyError for an unknown list.
    """
    wanted = fold(text)
    folded = [(option, fold(bare_name(option.label)), f" {fold(option.label)}") for option in LISTS[name](within)]
    starting = [option for option, bare, _ in folded if bare.startswith(wanted)]
    inside = [option for option, bare, whole in folded if not bare.startswith(wanted) and f" {wanted}" in whole]
    return tuple([*starting, *inside][:limit])


def place_name(code: str) -> str:
    """Name of a province or commune by its code; a text that is no code stays."""
    place = find_commune(code) or find_province(code)
    return place.name if place else code


def communes_of_old(address: str) -> tuple[Option, ...]:
    """The communes of today to which an address in old units may belong; empty when it is not known."""
    return tuple(Option(commune.code, commune.name) for commune in convert_old(address).communes)


@cache
def _provinces() -> tuple[Option, ...]:
    return _sorted(Option(province.code, province.name) for province in provinces())


@cache
def _communes(province: str) -> tuple[Option, ...]:
    return _sorted(Option(commune.code, commune.name) for commune in communes(province))


def _sorted(options: Iterable[Option]) -> tuple[Option, ...]:
    """In the order of the Vietnamese alphabet, by the name without its kind as people look it up."""
    return tuple(sorted(options, key=lambda option: collation_key(bare_name(option.label))))


def bare_name(name: str) -> str:
    """The name of a unit without its kind: "Phường Ba Đình" → "Ba Đình"."""
    return next((name.removeprefix(kind) for kind in _UNIT_KINDS if name.startswith(kind)), name)


def in_sentence(name: str) -> str:
    """The name of a unit inside a sentence: "Xã Hoa Mai" → "xã Hoa Mai", "Lâm Đồng" → "tỉnh Lâm Đồng"."""
    whole = next((one.name for one in provinces() if bare_name(one.name) == name), name)
    return whole[:1].lower() + whole[1:] if bare_name(whole) != whole else whole


_UNIT_KINDS = ("Thành phố ", "Tỉnh ", "Phường ", "Xã ", "Đặc khu ")


@cache
def _lines(name: str) -> tuple[Option, ...]:
    lines = resources.path("schemas", "lists", f"{name}.txt").read_text("utf-8").splitlines()
    return tuple(Option(line, line) for line in lines if line and not line.startswith("#"))


LISTS: Mapping[str, Callable[[str], tuple[Option, ...]]] = {
    "ethnic_groups": lambda _: _lines("ethnic_groups"),
    "countries": lambda _: _lines("countries"),
    "provinces": lambda _: _provinces(),
    "communes": _communes,
}
"""The lists a form may name."""
