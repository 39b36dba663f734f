"""DG13 of the Vietnamese card: a SET of numbered fields with diacritics, which no international tag list describes.

Layout as read out of cards: version, 1.0.10646.1.0.8, SET OF SEQUENCE { n, value }. What n means is told by the number,
never by the position; a value may be a text, a SEQUENCE of texts, or missing; an unknown n is kept.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from drivers.card.emrtd import tlv
from drivers.card.emrtd.errors import Malformed

_DG13, _SEQUENCE, _SET, _INTEGER = 0x6D, 0x30, 0x31, 0x02
_TEXTS = {0x0C: "utf-8", 0x13: "ascii", 0x16: "ascii"}
"""UTF8String, PrintableString, IA5String."""
MAX_TEXT = 2048
"""Bytes of one text; no field of a card comes near."""
MAX_NESTING = 4


def parse_vietnamese_file(data: bytes) -> Mapping[int, tuple[str, ...]]:
    """Field number to its texts in order, NFC. A field that cannot be read is left out. Raises Malformed."""
    parts = tlv.parse(tlv.first(tlv.first(data, _DG13), _SEQUENCE))
    fields: dict[int, tuple[str, ...]] = {}
    for item in tlv.parse(tlv.get(parts, _SET)):
        number, texts = _field(item)
        if texts:
            fields[number] = fields.get(number, ()) + texts
    return fields


def _field(item: tlv.Tlv) -> tuple[int, tuple[str, ...]]:
    try:
        first, *values = tlv.parse(item.value)
        if item.tag != _SEQUENCE or first.tag != _INTEGER:
            return 0, ()
        return int.from_bytes(first.value[:4], "big"), tuple(text for value in values for text in _texts(value))
    except (Malformed, ValueError):  # one bad field does not lose the others
        return 0, ()


def _texts(item: tlv.Tlv, depth: int = 0) -> tuple[str, ...]:
    encoding = _TEXTS.get(item.tag)
    if encoding is not None:
        text = unicodedata.normalize("NFC", item.value[:MAX_TEXT].decode(encoding))
        return (text,) if text else ()
    if item.tag not in (_SEQUENCE, _SET) or depth == MAX_NESTING:
        return ()
    return tuple(text for inner in tlv.parse(item.value) for text in _texts(inner, depth + 1))
