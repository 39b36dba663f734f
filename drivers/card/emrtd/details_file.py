"""DG11 and DG12: further details of holder and document, which passports have (ICAO 9303-10 §4.7.11, §4.7.12)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from drivers.card.emrtd import tlv
from drivers.card.emrtd.errors import Malformed

_TAG_LIST, _REPEATED, _COUNT = 0x5C, 0xA0, 0x02
_DATES = {0x5F2B, 0x5F26}
"""Full date of birth, date of issue: text, or four bytes of decimal digits."""
_PICTURES = {0x5F12, 0x5F1B, 0x5F1D, 0x5F1E}
"""Portraits of the proof of citizenship and of the document's pages: never read out."""


def parse_details_file(data: bytes, tag: int) -> Mapping[int, tuple[str, ...]]:
    """Texts by their data object's tag, NFC; `tag` is 0x6B (DG11) or 0x6C (DG12). Raises Malformed."""
    texts: dict[int, tuple[str, ...]] = {}
    for item in _flat(tlv.parse(tlv.first(data, tag))):
        if item.tag not in _PICTURES and (text := _text(item)):
            texts[item.tag] = (*texts.get(item.tag, ()), text)
    return texts


def _flat(items: tuple[tlv.Tlv, ...]) -> list[tlv.Tlv]:
    """All details, those repeated in a template A0 too (other names, other persons)."""
    flat: list[tlv.Tlv] = []
    for item in items:
        if item.tag == _REPEATED:
            flat += [inner for inner in tlv.parse(item.value) if inner.tag != _COUNT]
        elif item.tag != _TAG_LIST:
            flat.append(item)
    return flat


def _text(item: tlv.Tlv) -> str:
    if item.tag in _DATES and len(item.value) == 4:
        return item.value.hex()
    try:
        return unicodedata.normalize("NFC", item.value.decode("utf-8"))
    except UnicodeDecodeError:  # one bad detail does not lose the others
        return ""


def parse_tag_list(data: bytes) -> tuple[int, ...]:
    """EF.COM: the tags of the data groups that the chip says it has, an unsigned hint. Raises Malformed."""
    tags = tlv.get(tlv.parse(tlv.first(data, 0x60)), _TAG_LIST)
    if len(tags) > 16:
        raise Malformed("COM: tag list")
    return tuple(tags)
