"""Large lists to choose from, searched without diacritics: ethnic groups, countries, provinces, communes."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import resources
from kiosk.forms.view import Option
from kiosk.language.collation import collation_key
from kiosk.language.fold import fold
from kiosk.language.places import Places
from kiosk.language.words import VIETNAMESE, Words, translated

LIMIT = 400
"""More than the communes of the largest province: a list is never cut unless everything is asked for."""


LISTS = ("ethnic_groups", "countries", "provinces", "communes")
"""The lists a form may name."""

SAID = frozenset({"countries"})
"""Lists whose names are words of a language; the others are names of their own."""


class Choices:
    """The large lists of one catalogue."""

    def __init__(self, root: Path | None = None) -> None:
        self.places = Places.load(root)
        self._lines = {name: _lines(name, root) for name in ("ethnic_groups", "countries")}

    def search(
        self, name: str, text: str = "", within: str = "", limit: int = LIMIT, say: Words = VIETNAMESE
    ) -> tuple[Option, ...]:
        """Entries of a list that fit what was typed so far, those that begin with it first.

        `within` is the province code for communes. Raises KeyError for an unknown list.
        """
        wanted = fold(text)
        folded = [
            (option, fold(bare_name(option.label)), f" {fold(option.label)}") for option in self._all(name, within, say)
        ]
        starting = [option for option, bare, _ in folded if bare.startswith(wanted)]
        inside = [option for option, bare, whole in folded if not bare.startswith(wanted) and f" {wanted}" in whole]
        return tuple([*starting, *inside][:limit])

    def _all(self, name: str, within: str, say: Words) -> tuple[Option, ...]:
        if name == "provinces":
            return _sorted(tuple(Option(one.code, one.name) for one in self.places.provinces))
        if name == "communes":
            return _sorted(tuple(Option(one.code, one.name) for one in self.places.communes(within)))
        lines = self._lines[name]
        return _sorted(translated(lines, say)) if name in SAID and say is not VIETNAMESE else lines

    def place_name(self, code: str) -> str:
        """Name of a province or commune by its code; a text that is no code stays."""
        place = self.places.find_commune(code) or self.places.find_province(code)
        return place.name if place else code

    def communes_of_old(self, address: str) -> tuple[Option, ...]:
        """The communes of today to which an address in old units may belong; empty when it is not known."""
        return tuple(Option(commune.code, commune.name) for commune in self.places.convert_old(address).communes)

    def in_sentence(self, name: str) -> str:
        """The name of a unit inside a sentence: "Xã Hoa Mai" → "xã Hoa Mai", "Lâm Đồng" → "tỉnh Lâm Đồng"."""
        whole = next((one.name for one in self.places.provinces if bare_name(one.name) == name), name)
        return whole[:1].lower() + whole[1:] if bare_name(whole) != whole else whole


@lru_cache(maxsize=256)
def _sorted(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """In the order of the Vietnamese alphabet, by the name without its kind as people look it up."""
    return tuple(sorted(options, key=lambda option: collation_key(bare_name(option.label))))


def bare_name(name: str) -> str:
    """The name of a unit without its kind: "Phường Ba Đình" → "Ba Đình"."""
    return next((name.removeprefix(kind) for kind in _UNIT_KINDS if name.startswith(kind)), name)


_UNIT_KINDS = ("Thành phố ", "Tỉnh ", "Phường ", "Xã ", "Đặc khu ")


def _lines(name: str, root: Path | None) -> tuple[Option, ...]:
    lines = resources.path("schemas", "lists", f"{name}.txt", root=root).read_text("utf-8").splitlines()
    return tuple(Option(line, line) for line in lines if line and not line.startswith("#"))
