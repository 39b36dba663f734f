"""What the raw files of a chip say of its holder, and which other files they speak of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

from drivers.card.emrtd.details_file import parse_details_file, parse_tag_list
from drivers.card.emrtd.errors import Malformed
from drivers.card.emrtd.face_file import parse_face_file
from drivers.card.emrtd.files import GROUPS
from drivers.card.emrtd.mrz_file import parse_mrz_file
from drivers.card.emrtd.vietnamese_file import parse_vietnamese_file
from drivers.ports import CardFacts

_Parsed = TypeVar("_Parsed")
Texts = Mapping[int, tuple[str, ...]]


def read_facts(files: Mapping[str, bytes]) -> CardFacts:
    """DG1 must be readable; DG11, DG12 and DG13 lose only themselves. Raises Malformed."""
    if "DG1" not in files:
        raise Malformed("DG1: the chip has none")
    details: dict[int, tuple[str, ...]] = {}
    for group in (11, 12):
        details |= _texts(files, f"DG{group}", partial(parse_details_file, tag=GROUPS[group].tag))
    return CardFacts(parse_mrz_file(files["DG1"]), _texts(files, "DG13", parse_vietnamese_file), details)


def find_portrait(files: Mapping[str, bytes]) -> bytes | None:
    """The face's picture file; None when DG2 was not read or is broken, which never fails the text."""
    return _find(files.get("DG2"), parse_face_file)


def listed_groups(com: bytes | None) -> set[int]:
    """Data groups that EF.COM names: an unsigned hint."""
    tags = _find(com, parse_tag_list) or ()
    return {group for group, file in GROUPS.items() if file.tag in tags}


def _texts(files: Mapping[str, bytes], name: str, parse: Callable[[bytes], Texts]) -> Texts:
    return _find(files.get(name), parse) or {}


def _find(data: bytes | None, parse: Callable[[bytes], _Parsed]) -> _Parsed | None:
    """What a file says; None when it was not read or is broken."""
    if data is None:
        return None
    try:
        return parse(data)
    except Malformed:
        return None
