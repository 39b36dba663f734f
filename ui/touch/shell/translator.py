"""Gives every text its language: Vietnamese is the source, a gettext catalogue a language holds the rest.

A pack is a folder of ``resources/languages`` with ``messages.po``. Its header says the language's own name
(``X-Name``) and who reviewed it (``X-Reviewed-By``); a pack that nobody reviewed is not offered to citizens.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polib
from PySide6.QtCore import QTranslator

import resources

SOURCE_LANGUAGE = "vi"


@dataclass(frozen=True, slots=True)
class Pack:
    """One language as its folder offers it."""

    code: str
    name: str
    reviewed: bool
    file: Path


def packs(root: Path | None = None) -> tuple[Pack, ...]:
    """Return all packs, Vietnamese first, then by code."""
    folder = root if root is not None else resources.path("languages")
    found = [_pack(file) for file in folder.glob("*/messages.po")]
    return tuple(sorted(found, key=lambda pack: (pack.code != SOURCE_LANGUAGE, pack.code)))


def _pack(file: Path) -> Pack:
    """Read the header alone: the catalogue itself is read when its language is chosen."""
    header = file.read_text("utf-8").split("\n\n", 1)[0]
    metadata = polib.pofile(header).metadata
    return Pack(file.parent.name, metadata["X-Name"], bool(metadata.get("X-Reviewed-By")), file)


class Translator(QTranslator):
    """Looks texts up by their Vietnamese source; what a pack lacks stays Vietnamese.

    The context that Qt adds (the QML file's name) plays no part: the same words are said the same everywhere. The
    second argument of ``qsTr`` is gettext's ``msgctxt`` for the few words that are not.
    """

    def __init__(self) -> None:
        super().__init__()
        self._texts: dict[tuple[str, str], str] = {}

    def speak(self, pack: Pack) -> None:
        """Read the catalogue of `pack`; takes some ten milliseconds."""
        entries = [] if pack.code == SOURCE_LANGUAGE else polib.pofile(str(pack.file)).translated_entries()
        self._texts = {(e.msgctxt or "", e.msgid): e.msgstr for e in entries}

    def isEmpty(self) -> bool:
        """Never: an empty translator would not be asked again after a change."""
        return False

    def translate(self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1) -> str:
        """Return the text in the language spoken now, or the source."""
        return self._texts.get((disambiguation or "", sourceText), sourceText)
