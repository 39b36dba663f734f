"""DG2: the holder's face, in the old container (ISO 19794-5) and the new one (ISO 39794-5) (ICAO 9303-10 §4.7.2).

Headers are walked, never searched for picture bytes; the picture itself is decoded elsewhere (`portrait`).
"""

from __future__ import annotations

from drivers.card.emrtd import tlv
from drivers.card.emrtd.errors import Malformed

_DG2, _GROUP, _TEMPLATE = 0x75, 0x7F61, 0x7F60
_OLD_BLOCK, _NEW_BLOCK = 0x5F2E, 0x7F2E

_RECORD_HEADER = 14
"""``FAC\\0``, version, length, number of faces (ISO 19794-5 §5.4)."""
_FACE_HEADER = 20
_POINT = 8
_IMAGE_INFO = 12
"""Facial information, one feature point, image information (ISO 19794-5 §5.5 to §5.7)."""

_JPEG, _JP2, _CODESTREAM = b"\xff\xd8\xff", bytes.fromhex("0000000C6A5020200D0A870A"), b"\xff\x4f\xff\x51"
MAX_DEPTH = 12


def parse_face_file(data: bytes) -> bytes:
    """The first face as the chip holds it, a JPEG or JPEG 2000 file. Raises Malformed."""
    group = tlv.parse(tlv.first(tlv.first(data, _DG2), _GROUP))
    block = tlv.parse(tlv.get(group, _TEMPLATE))
    old = tlv.find(block, _OLD_BLOCK)
    picture = _old_record(old) if old is not None else _new_record(tlv.get(block, _NEW_BLOCK))
    if not picture.startswith((_JPEG, _JP2, _CODESTREAM)):
        raise Malformed("DG2: picture is neither JPEG nor JPEG 2000")
    return picture


def _old_record(record: bytes) -> bytes:
    """The picture of the first face of an ISO 19794-5:2005 record."""
    if record[:8] != b"FAC\x00010\x00" or len(record) < _RECORD_HEADER + _FACE_HEADER:
        raise Malformed("DG2: not an ISO 19794-5 record")
    face = record[_RECORD_HEADER:]
    length, points = int.from_bytes(face[:4], "big"), int.from_bytes(face[4:6], "big")
    start = _FACE_HEADER + _POINT * points + _IMAGE_INFO
    if not start < length <= len(face):
        raise Malformed("DG2: lengths of the ISO 19794-5 record")
    return face[start:length]


def _new_record(block: bytes) -> bytes:
    """The picture of an ISO/IEC 39794-5 block: ASN.1 whose only long OCTET STRING that is a picture is imageData.

    The path is fixed (representationBlocks → imageRepresentation → base → … → imageRepresentation2DBlock →
    representationData2D) but optional elements stand in between; so every constructed element is entered, and the
    first primitive element that begins as a picture does is taken (ISO/IEC 39794-5 §8, Annex A).
    """
    picture = _first_picture(tlv.parse(block), MAX_DEPTH)
    if picture is None:
        raise Malformed("DG2: ISO 39794-5 block without a picture")
    return picture


def _first_picture(items: tuple[tlv.Tlv, ...], depth: int) -> bytes | None:
    for item in items:
        if item.value.startswith((_JPEG, _JP2, _CODESTREAM)):
            return item.value
        if _constructed(item.tag) and depth:
            found = _first_picture(tlv.parse(item.value), depth - 1)
            if found is not None:
                return found
    return None


def _constructed(tag: int) -> bool:
    leading = tag
    while leading > 0xFF:
        leading >>= 8
    return bool(leading & 0x20)
