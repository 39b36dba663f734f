"""Builds the files of a chip as an authority would write them: COM, DG1, DG2, DG11, DG12 and the Vietnamese DG13."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from drivers.card.emrtd.files import GROUPS
from drivers.card.emrtd.tlv import encode
from drivers.card.simulated.holder import Holder

UTF8_MARK = bytes.fromhex("28D316010008")
"""OID 1.0.10646.1.0.8 that stands at the head of DG13: texts are ISO/IEC 10646 in UTF-8."""

JPEG = b"\xff\xd8"
SERIAL = 16
"""Number of the field with the chip's serial."""

VIETNAMESE_GROUPS = (1, 2, 3, 13, 15, 14)
"""What EF.COM of the Vietnamese card lists, in its order."""


def com(groups: Iterable[int]) -> bytes:
    """EF.COM: LDS 1.7, Unicode 4.0.0 and the tags of the data groups (ICAO 9303-10 §4.6.1)."""
    tags = bytes(GROUPS[group].tag for group in groups)
    return encode(0x60, encode(0x5F01, b"0107"), encode(0x5F36, b"040000"), encode(0x5C, tags))


def dg1(mrz: Sequence[str]) -> bytes:
    """DG1: the lines of the machine readable zone, joined (ICAO 9303-10 §4.7.1)."""
    return encode(0x61, encode(0x5F1F, "".join(mrz).encode("ascii")))


def dg2(picture: bytes, width: int, height: int) -> bytes:
    """DG2 with one face in an ISO 19794-5 record around a JPEG or JPEG 2000 picture (ICAO 9303-10 §4.7.2)."""
    kind = 0 if picture.startswith(JPEG) else 1  # ISO 19794-5 §5.7.2
    image = bytes([1, kind]) + width.to_bytes(2, "big") + height.to_bytes(2, "big") + bytes([1, 2, 0, 0, 0, 0])
    face = (20 + len(image) + len(picture)).to_bytes(4, "big") + bytes(16) + image + picture
    record = b"FAC\x00010\x00" + (14 + len(face)).to_bytes(4, "big") + b"\0\x01" + face
    header = encode(
        0xA1,
        encode(0x81, b"\x02"),
        encode(0x82, b"\x00"),
        encode(0x87, b"\x01\x01"),
        encode(0x88, b"\x00\x08"),
    )
    return encode(0x75, encode(0x7F61, encode(0x02, b"\x01"), encode(0x7F60, header, encode(0x5F2E, record))))


def dg11(holder: Holder) -> bytes:
    """DG11: full name in national letters, number, full date and place of birth (ICAO 9303-10 §4.7.11)."""
    items = {
        0x5F0E: holder.name.encode(),
        0x5F10: holder.number.encode(),
        0x5F2B: f"{holder.born:%Y%m%d}".encode(),
        0x5F11: holder.origin.encode(),
    }
    return _tagged(0x6B, items)


def dg12(holder: Holder) -> bytes:
    """DG12: issuing authority and date of issue (ICAO 9303-10 §4.7.12)."""
    return _tagged(0x6C, {0x5F19: "Cơ quan thử nghiệm".encode(), 0x5F26: f"{holder.issued:%Y%m%d}".encode()})


def dg13(holder: Holder, more: Mapping[int, str] | None = None) -> bytes:
    """DG13 of the Vietnamese card: numbered texts, then `more` of them; absent facts leave their number out."""
    texts = {**_card_texts(holder), **(more or {})}
    rows = [_row(number, value) for number, value in texts.items() if value is not None]
    return encode(0x6D, encode(0x30, encode(0x02, b"\x01"), encode(0x06, UTF8_MARK), encode(0x31, *rows)))


def _card_texts(holder: Holder) -> dict[int, str | tuple[str, ...] | None]:
    return {
        1: holder.number,
        2: holder.name,
        3: f"{holder.born:%d/%m/%Y}",
        4: holder.sex,
        5: holder.nationality,
        6: holder.ethnicity,
        7: holder.religion,
        8: holder.origin,
        9: holder.residence,
        10: holder.marks,
        11: f"{holder.issued:%d/%m/%Y}",
        12: f"{holder.expires:%d/%m/%Y}",
        13: (holder.father, holder.mother),
        14: (holder.spouse,) if holder.spouse else None,
        15: holder.old_number,
        SERIAL: holder.serial,
    }


def _row(number: int, value: str | tuple[str, ...]) -> bytes:
    """One numbered field: UTF8String, for the serial PrintableString, for persons a nested SEQUENCE of texts."""
    if isinstance(value, tuple):
        body = encode(0x30, *(encode(0x0C, part.encode()) for part in value))
    else:
        body = encode(0x13 if number == SERIAL else 0x0C, value.encode())
    return encode(0x30, encode(0x02, bytes([number])), body)


def _tagged(tag: int, items: Mapping[int, bytes]) -> bytes:
    """A data group that begins with the list of its tags (5C), as DG11 and DG12 do."""
    tag_list = b"".join(item.to_bytes(2, "big") for item in items)
    return encode(tag, encode(0x5C, tag_list), *(encode(item, value) for item, value in items.items()))
