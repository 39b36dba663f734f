"""Provinces and communes of today, and which of them an address of before 1/7/2025 belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

import resources
from kiosk.language.fold import clean, fold
from kiosk.language.syllable import Syllable


@dataclass(frozen=True, slots=True)
class Province:
    """A province or city of the State."""

    code: str
    """Two digits."""
    name: str
    """With its kind: "Tỉnh Lâm Đồng"."""


@dataclass(frozen=True, slots=True)
class Commune:
    """A xã, phường or đặc khu."""

    code: str
    """Five digits."""
    province: str
    """Code of its province."""
    name: str
    """With its kind: "Xã Đơn Dương"."""


@dataclass(frozen=True, slots=True)
class OldAddress:
    """What an address of before 1/7/2025 means today."""

    detail: str
    """House, street, hamlet: what stands before the units."""
    unit: str
    """The old units as they were written; forms keep it as a note."""
    province: str
    """Code of the province of today; empty when the old one is unknown."""
    communes: tuple[Commune, ...]
    """Communes of today that have land of the old one; more than one, or none: ask."""


@dataclass(frozen=True, slots=True)
class _Entry:
    names: tuple[str, ...]
    codes: tuple[str, ...]
    of_today: bool


class Places:
    """The units of one folder of tables: read when it is made, prepared for look-ups at the first one."""

    def __init__(self, folder: Path) -> None:
        names = ("provinces", "communes", "former")
        self._tables = {name: (folder / f"{name}.tsv").read_text("utf-8") for name in names}

    @classmethod
    def load(cls, root: Path | None = None) -> Places:
        """Return the units of the catalogue in `root`, or the installed ones where it brings none."""
        folder = resources.path("places", root=root)
        return _installed() if folder == resources.path("places") else cls(folder)

    @cached_property
    def provinces(self) -> tuple[Province, ...]:
        """The 34 provinces, by code."""
        return tuple(Province(*cells) for cells in self._table("provinces"))

    def communes(self, province: str) -> tuple[Commune, ...]:
        """Return the communes of a province, by code; none for an unknown code."""
        return tuple(commune for commune in self._communes.values() if commune.province == province)

    def find_province(self, code: str) -> Province | None:
        """Return the province of a code."""
        return next((province for province in self.provinces if province.code == code), None)

    def find_commune(self, code: str) -> Commune | None:
        """Return the commune of a code."""
        return self._communes.get(code)

    def convert_old(self, address: str) -> OldAddress:
        """Find the communes of today for an address in the old units, as cards have it: "…, xã, huyện, tỉnh".

        Kinds ("Xã", "TP.") may be left out. An address that already names a commune of today ("…, xã, tỉnh") is found
        too. Marks decide between names that differ only in them; a name typed without marks finds both.
        """
        parts = [part for part in (clean(part) for part in address.split(",")) if part]
        for count in (3, 2):
            found = self._find(parts[-count:]) if len(parts) >= count else ()
            if found:
                return OldAddress(", ".join(parts[:-count]), ", ".join(parts[-count:]), found[0].province, found)
        province = self._province_of(parts[-1]) if parts else ""
        return OldAddress(", ".join(parts[:-3]), ", ".join(parts[-3:]), province, ())

    def _find(self, units: list[str]) -> tuple[Commune, ...]:
        """Communes of today for old commune, district and province, or for commune and province of today."""
        keys = tuple(_folded(unit) for unit in units)
        entries = [e for e in self._within(keys[-1]) if tuple(_folded(name) for name in e.names) == keys]
        if len(units) == 2 and self._may_be_district(units[0], keys):
            entries = [entry for entry in entries if not entry.of_today]
        exact = [entry for entry in entries if _spelt(entry.names) == _spelt(units)]
        codes = {code for entry in (exact or entries) for code in entry.codes}
        return tuple(self._communes[code] for code in sorted(codes))

    def _may_be_district(self, written: str, keys: tuple[str, ...]) -> bool:
        """Many communes of today bear the name of an old district: only "Xã …" or "Phường …" tells them apart."""
        kind = _KINDS.match(written)
        if kind:
            return kind[1].lower() in _DISTRICT_KINDS
        return any(cells[0] and _folded(cells[1]) == keys[0] for cells in self._rows(keys[-1]))

    def _within(self, province: str) -> Iterator[_Entry]:
        """What was and what is in the provinces of a folded name, as a card writes it."""
        yield from self._former(province)
        for one in self.provinces:
            if _folded(one.name) == province:
                for commune in self.communes(one.code):
                    yield _Entry((commune.name, one.name), (commune.code,), of_today=True)

    def _former(self, province: str) -> Iterator[_Entry]:
        """Commune, district and province, or commune and province, of before."""
        head: tuple[str, ...] = ()
        for cells in self._rows(province):
            if cells[0]:
                head = (cells[1], cells[0])
            else:
                names = (cells[1], *head) if cells[1] else head
                yield _Entry(names, tuple(cells[2].split(",")), of_today=False)

    def _rows(self, province: str) -> list[list[str]]:
        return [line.split("\t") for line in self._blocks.get(province, "").splitlines()]

    @cached_property
    def _blocks(self) -> Mapping[str, str]:
        """The former units as they stand in their table, by the folded name of their province."""
        blocks: dict[str, str] = {}
        province = ""
        for line in self._tables["former"].splitlines(keepends=True):
            name = line.partition("\t")[0]
            province = _folded(name) if name else province
            blocks[province] = blocks.get(province, "") + line
        return blocks

    def _province_of(self, name: str) -> str:
        """Code of today's province for the name of an old or a present one; empty when there is none."""
        wanted = _folded(name)
        for province in self.provinces:
            if _folded(province.name) == wanted:
                return province.code
        return next((self._communes[entry.codes[0]].province for entry in self._former(wanted)), "")

    @cached_property
    def _communes(self) -> Mapping[str, Commune]:
        return {cells[0]: Commune(*cells) for cells in self._table("communes")}

    def _table(self, name: str) -> list[list[str]]:
        return [line.split("\t") for line in self._tables[name].splitlines()]


@cache
def _installed() -> Places:
    return Places(resources.path("places"))


_KINDS = re.compile(
    r"^(thành phố|thị trấn|thị xã|đặc khu|phường|quận|huyện|tỉnh|xã|tp|tt|tx|[pqhxt](?=[.\s\d]))[.\s]*(?=\S)",
    re.IGNORECASE,
)
"""Words and abbreviations before a unit's name; "P.1" is Phường 1."""

_DISTRICT_KINDS = frozenset(["thành phố", "thị xã", "quận", "huyện", "tp", "tx", "q", "h"])


@lru_cache(maxsize=2048)
def _folded(name: str) -> str:
    return re.sub(r"^0+(?=\d)", "", fold(_KINDS.sub("", clean(name))))


def _spelt(names: Iterable[str]) -> tuple[str, ...]:
    """Names with their marks, in one style of placing them, without kinds."""
    bare = (_KINDS.sub("", clean(name)).casefold() for name in names)
    return tuple(" ".join(Syllable.parse(word).written() for word in name.split()) for name in bare)
