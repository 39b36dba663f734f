"""Gives every text its language: Vietnamese is the source, a gettext catalogue a language holds the rest.

A pack is a folder of ``resources/languages`` with ``messages.po``. Its header says the language's own name
(``X-Name``) and who reviewed it (``X-Reviewed-By``); a pack that nobody reviewed is not offered to citizens.

Qt looks texts up from threads of its own too, while the screen's thread waits for them: a translator written in
Python would then wait for the interpreter for ever. So the catalogue becomes a table that Qt reads by itself.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polib

import resources

SOURCE_LANGUAGE = "vi"

# The format of QTranslator (qtbase, src/corelib/kernel/qtranslator.cpp): sections, and tags inside of a message.
_MAGIC = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")
_HASHES, _MESSAGES = 0x42, 0x69
_END, _TRANSLATION, _SOURCE, _COMMENT = 1, 3, 6, 8


@dataclass(frozen=True, slots=True)
class Pack:
    """One language as its folder offers it."""

    code: str
    name: str
    reviewed: bool
    file: Path


@dataclass(frozen=True, slots=True)
class Text:
    """One text: its Vietnamese source, what tells two uses apart (``msgctxt``), and how it is said."""

    source: str
    comment: str
    said: str


def packs(root: Path | None = None, data: Path | None = None) -> tuple[Pack, ...]:
    """Return all packs, Vietnamese first, then by code; those that a catalogue in `data` brings replace the others."""
    folders = (root if root is not None else resources.path("languages"), *((data / "languages",) if data else ()))
    found = {pack.code: pack for folder in folders for pack in map(_pack, folder.glob("*/messages.po"))}
    return tuple(sorted(found.values(), key=lambda pack: (pack.code != SOURCE_LANGUAGE, pack.code)))


def _pack(file: Path) -> Pack:
    """Read the header alone: the catalogue itself is read when its language is chosen."""
    header = file.read_text("utf-8").split("\n\n", 1)[0]
    metadata = polib.pofile(header).metadata
    return Pack(file.parent.name, metadata["X-Name"], bool(metadata.get("X-Reviewed-By")), file)


@cache
def table_of(pack: Pack) -> bytes:
    """Read the catalogue of a pack into a table for ``QTranslator.load``; what it lacks stays Vietnamese."""
    entries = [] if pack.code == SOURCE_LANGUAGE else polib.pofile(str(pack.file)).translated_entries()
    return table(Text(entry.msgid, entry.msgctxt or "", entry.msgstr) for entry in entries)


def table(texts: Iterable[Text]) -> bytes:
    """Return Qt's table of texts. Contexts are left out: the same words are said the same everywhere."""
    hashes: list[tuple[int, int]] = []
    messages = b""
    for text in texts:
        hashes.append((_hash(text.source.encode() + text.comment.encode()), len(messages)))
        messages += _part(_TRANSLATION, text.said.encode("utf-16-be")) + _part(_SOURCE, text.source.encode())
        messages += _part(_COMMENT, text.comment.encode()) + bytes([_END])
    index = b"".join(struct.pack(">II", *entry) for entry in sorted(hashes))
    return _MAGIC + _part(_HASHES, index) + _part(_MESSAGES, messages)


def _part(tag: int, content: bytes) -> bytes:
    return struct.pack(">BI", tag, len(content)) + content


def _hash(text: bytes) -> int:
    """Return the ELF hash by which Qt finds a message; never zero."""
    value = 0
    for byte in text:
        value = (value << 4) + byte
        high = value & 0xF0000000
        value = (value ^ (high >> 24)) & ~high & 0xFFFFFFFF
    return value or 1
