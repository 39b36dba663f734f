"""The language packs: folders of ``resources/languages`` with one gettext catalogue each; Vietnamese is the source.

The header of ``messages.po`` says the language's own name (``X-Name``) and who reviewed it (``X-Reviewed-By``).
``vi/messages.po`` lists every text there is, by the place where it stands (its *group* is the first part of that).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import resources

if TYPE_CHECKING:  # imported when a catalogue is read: names of languages stand on the first picture, texts do not
    import polib

_FIELD = re.compile(r"([\w-]+): (.*?)\\n")
SOURCE_LANGUAGE = "vi"
_LARGEST = 8 * 1024 * 1024
"""Bytes of a catalogue; the longest of ours has a tenth of it."""
READ_AT_ONCE = 8
"""Catalogues that are kept read: every new version of the data brings its own."""
ENOUGH = 0.9
"""Share of all texts that a pack must say before citizens are offered it: less is a screen of two languages."""


@dataclass(frozen=True)
class Pack:
    """One language as its folder offers it."""

    code: str
    name: str
    reviewed: bool
    file: Path
    complete: float = 1.0
    """Share of all texts that it says."""

    @property
    def offered(self) -> bool:
        """Citizens may choose it: a person reviewed it, and it says enough."""
        return self.code == SOURCE_LANGUAGE or (self.reviewed and self.complete >= ENOUGH)

    def entries(self, *groups: str) -> Iterator[polib.POEntry]:
        """Yield the texts that it says, those of some groups or all; the texts of the source say themselves."""
        for entry in () if self.code == SOURCE_LANGUAGE else _entries(self.file):
            if not groups or any(group_of(place) in groups for place, _ in entry.occurrences):
                yield entry


@lru_cache(maxsize=READ_AT_ONCE)
def _entries(file: Path) -> tuple[polib.POEntry, ...]:
    """Read a catalogue once: a tenth of a second, when its language is chosen; one that is broken says nothing."""
    try:
        return tuple(_read(file).translated_entries())
    except (OSError, UnicodeDecodeError):  # OSError is also polib's word for a slip in the file
        return ()


def _read(file: Path) -> polib.POFile:
    import polib  # noqa: PLC0415 – late, see above

    return polib.pofile(str(file))


def group_of(place: str) -> str:
    """Return the group of texts to which a place belongs: ``screens``, ``forms``, …"""
    return place.partition("/")[0]


def packs(root: Path | None = None, data: Path | None = None) -> tuple[Pack, ...]:
    """Return all packs, Vietnamese first, then by code; those that a catalogue in `data` brings replace the others."""
    folders = (root if root is not None else resources.path("languages"), *((data / "languages",) if data else ()))
    files = (file for folder in folders for file in folder.glob("*/messages.po") if _is_plain(file))
    all_ = _counted(folders[0] / SOURCE_LANGUAGE / "messages.po")
    found = {pack.code: pack for pack in (_pack(file, all_) for file in files)}
    return tuple(sorted(found.values(), key=lambda pack: (pack.code != SOURCE_LANGUAGE, pack.code)))


def _is_plain(file: Path) -> bool:
    """False for pipes, devices and what is larger than any catalogue: never opened."""
    return file.is_file() and file.stat().st_size <= _LARGEST


def _counted(file: Path) -> int:
    """How many texts a catalogue has; 0 where there is none."""
    return file.read_bytes().partition(b"\n\n")[2].count(b"msgid ") if _is_plain(file) else 0


def _pack(file: Path, all_: int) -> Pack:
    """Read the header and count what is empty: the catalogue itself is read when its language is chosen.

    A folder whose header cannot be read or names no language is a pack that is never offered.
    """
    code = file.parent.name
    header, _, texts = file.read_bytes().partition(b"\n\n")
    try:
        metadata = dict(_FIELD.findall(header.decode().replace('"\n"', "")))
    except UnicodeDecodeError:
        metadata = {}
    name, reviewed = metadata.get("X-Name", "").strip(), bool(metadata.get("X-Reviewed-By"))
    count, empty = texts.count(b"msgid "), (texts + b"\n").count(b'msgstr ""\n\n')
    return Pack(code, name or code, reviewed and bool(name), file, (count - empty) / max(1, count, all_))


def completeness(pack: Pack) -> Mapping[str, tuple[int, int]]:
    """Return for each group of texts how many the pack says, and how many there are."""
    said = {(entry.msgctxt, entry.msgid) for entry in pack.entries()}
    counts: dict[str, tuple[int, int]] = {}
    for entry in _read(pack.file.parent.parent / SOURCE_LANGUAGE / "messages.po"):
        group = group_of(entry.occurrences[0][0])
        done, all_ = counts.get(group, (0, 0))
        counts[group] = (done + ((entry.msgctxt, entry.msgid) in said), all_ + 1)
    return counts
