"""Gives every text its language: Vietnamese is the source, a gettext catalogue a language holds the rest.

Qt looks texts up from threads of its own too, while the screen's thread waits for them: a translator written in
Python would then wait for the interpreter for ever. So the catalogue becomes a table that Qt reads by itself.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kiosk.language.packs import Pack

# The format of QTranslator (qtbase, src/corelib/kernel/qtranslator.cpp): sections, and tags inside of a message.
_MAGIC = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")
_HASHES, _MESSAGES = 0x42, 0x69
_END, _TRANSLATION, _SOURCE, _COMMENT = 1, 3, 6, 8
_SHOWN_BY_QT = ("screens", "faults")
"""What the screen says by itself; texts of the visit come said already."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text: its Vietnamese source, what tells two uses apart (``msgctxt``), and how it is said."""

    source: str
    comment: str
    said: str


@cache
def table_of(pack: Pack) -> bytes:
    """Read the catalogue of a pack into a table for ``QTranslator.load``; what it lacks stays Vietnamese."""
    return table(Text(entry.msgid, entry.msgctxt or "", entry.msgstr) for entry in pack.entries(*_SHOWN_BY_QT))


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
