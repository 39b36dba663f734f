"""What a catalogue may carry: names, kinds and sizes of files, checked before the first byte of one is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sync.catalogue.errors import CatalogueError, CatalogueFault

ROOMS = frozenset(
    {"procedures", "forms", "schemas", "overlays", "places", "languages", "portal_keys", "trust", "settings"}
)
"""Folders of a catalogue. `portal_keys` are the portal's public keys, `trust` the issuers of cards with their CRLs,
`settings` what a province sets for all its kiosks."""
FILES = frozenset({"consents.toml", "groups.toml", "exemptions.toml"})
"""Files beside the folders."""
SUFFIXES = frozenset(
    {".toml", ".json", ".typ", ".po", ".tsv", ".txt", ".md", ".svg", ".png", ".wav", ".ogg", ".pem", ".cer", ".crl"}
)
"""Data only. `.typ` is typeset by a compiler that reaches no network and no file outside the form's folder."""
LARGEST_FILE = 8 * 1024 * 1024
LARGEST_CATALOGUE = 128 * 1024 * 1024
MOST_FILES = 5_000
DEEPEST = 6
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_@.\-]{0,99}", re.ASCII)
"""No part begins with a dot: neither ``..`` nor a hidden file."""


def check_list(files: Mapping[str, int]) -> None:
    """Raise CatalogueError for names or lengths in bytes that no honest catalogue has."""
    if len(files) > MOST_FILES or sum(files.values()) > LARGEST_CATALOGUE:
        raise CatalogueError(CatalogueFault.TOO_LARGE, f"{len(files)} files, {sum(files.values())} bytes")
    huge = [f"{name[:200]!a}: {length} bytes" for name, length in files.items() if length > LARGEST_FILE]
    if huge:
        raise CatalogueError(CatalogueFault.TOO_LARGE, *huge)
    wrong = [*_wrong_names(files)]
    if wrong:
        raise CatalogueError(CatalogueFault.NAME, *wrong)


def _wrong_names(files: Mapping[str, int]) -> Iterator[str]:
    for name in files:
        if not is_name(name):
            yield f"{name[:200]!a}"
        elif any(f"{name}/" == other[: len(name) + 1] for other in files if len(other) > len(name)):
            yield f"{name!a}: a file and a folder"


def is_name(name: str) -> bool:
    """True for the name of a file that a catalogue may carry."""
    parts = name.split("/")
    if len(parts) > DEEPEST or not all(_PART.fullmatch(part) for part in parts):
        return False
    known = parts[0] in ROOMS if len(parts) > 1 else name in FILES
    return known and (parts[-1] == "LICENSE" or any(name.endswith(suffix) for suffix in SUFFIXES))
