"""What DG1, DG2, DG11, DG12 and DG13 say, and how much may be wrong with them."""

from __future__ import annotations

import unicodedata

import pytest

from drivers.card.emrtd import tlv
from drivers.card.emrtd.details_file import parse_details_file, parse_tag_list
from drivers.card.emrtd.errors import Malformed
from drivers.card.emrtd.face_file import parse_face_file
from drivers.card.emrtd.facts import find_portrait, listed_groups, read_facts
from drivers.card.emrtd.mrz_file import parse_mrz_file
from drivers.card.emrtd.vietnamese_file import parse_vietnamese_file

MRZ = b"IDVNM1901234569001190123456<<09001158F3001156VNM<<<<<<<<<<<8NGUYEN<<THI<AN<<<<<<<<<<<<<<<<"
DG13 = bytes.fromhex(
    "6D693067020101060628D316010008315A30110201010C0C30303131393031323334353630160201020C114E677579E1BB856E205468E1BB8B"
    "20416E302D02010D30280C134E677579E1BB856E2056C4836E2042C3AC6E680C115472E1BAA76E205468E1BB8B2043C3BA63"
)
JP2 = bytes.fromhex("0000000C6A5020200D0A870A") + bytes(30)
JPEG = b"\xff\xd8\xff\xe0" + bytes(30)


def dg1(mrz: bytes) -> bytes:
    return tlv.encode(0x61, tlv.encode(0x5F1F, mrz))


def dg13(*fields: bytes) -> bytes:
    inner = tlv.encode(0x02, b"\x01") + tlv.encode(0x06, bytes.fromhex("28D316010008")) + tlv.encode(0x31, *fields)
    return tlv.encode(0x6D, tlv.encode(0x30, inner))


def field(number: int, *values: bytes) -> bytes:
    return tlv.encode(0x30, tlv.encode(0x02, bytes([number])), *values)


def text(value: str, tag: int = 0x0C) -> bytes:
    return tlv.encode(tag, value.encode())


def test_the_mrz_of_an_identity_card() -> None:
    assert parse_mrz_file(dg1(MRZ)) == (
        "IDVNM1901234569001190123456<<0",
        "9001158F3001156VNM<<<<<<<<<<<8",
        "NGUYEN<<THI<AN<<<<<<<<<<<<<<<<",
    )


@pytest.mark.parametrize(("size", "lines"), [(72, 2), (88, 2)])
def test_the_mrz_of_other_documents(size: int, lines: int) -> None:
    assert len(parse_mrz_file(dg1(b"P" * size))) == lines


@pytest.mark.parametrize("mrz", [MRZ[:-1], MRZ[:-1] + b"\x00", MRZ[:-1] + b"a", b"", "Ầ".encode() * 30])
def test_no_mrz_is_made_of_other_bytes(mrz: bytes) -> None:
    with pytest.raises(Malformed):
        parse_mrz_file(dg1(mrz))


def test_the_vietnamese_fields() -> None:
    assert parse_vietnamese_file(DG13) == {
        1: ("001190123456",),
        2: ("Nguyễn Thị An",),
        13: ("Nguyễn Văn Bình", "Trần Thị Cúc"),
    }


def test_fields_go_by_their_number_and_unknown_ones_are_kept() -> None:
    data = dg13(field(17, text("mới")), field(2, text("B")), field(1, text("1", 0x13)))
    assert parse_vietnamese_file(data) == {17: ("mới",), 2: ("B",), 1: ("1",)}


def test_a_missing_value_is_not_an_empty_text_and_a_double_number_keeps_both() -> None:
    data = dg13(field(15), field(14, text("")), field(8, text("một")), field(8, text("hai")))
    assert parse_vietnamese_file(data) == {8: ("một", "hai")}


def test_parents_nested_or_flat_and_with_one_of_them_missing() -> None:
    flat, nested = field(13, text("A"), text("B")), field(13, tlv.encode(0x30, text("A")))
    assert parse_vietnamese_file(dg13(flat))[13] == ("A", "B")
    assert parse_vietnamese_file(dg13(nested))[13] == ("A",)


def test_one_bad_field_does_not_lose_the_others() -> None:
    broken = (tlv.encode(0x30, b"\x02"), tlv.encode(0x30), tlv.encode(0x04, b"x"), field(3, tlv.encode(0x0C, b"\xff")))
    assert parse_vietnamese_file(dg13(*broken, field(4, text("Nữ")))) == {4: ("Nữ",)}


def test_text_is_composed_and_padding_behind_is_ignored() -> None:
    decomposed = unicodedata.normalize("NFD", "Trần Thị Mẫu")
    data = dg13(field(2, text(decomposed))) + bytes(7)
    assert parse_vietnamese_file(data) == {2: ("Trần Thị Mẫu",)}


def face_record(points: int, picture: bytes) -> bytes:
    face = (32 + 8 * points + len(picture)).to_bytes(4, "big") + points.to_bytes(2, "big") + bytes(14)
    face += bytes(8 * points) + bytes(12) + picture
    return b"FAC\x00010\x00" + (14 + len(face)).to_bytes(4, "big") + b"\x00\x01" + face


def dg2(*block: bytes) -> bytes:
    template = tlv.encode(0x7F60, tlv.encode(0xA1, tlv.encode(0x81, b"\x02")), *block)
    return tlv.encode(0x75, tlv.encode(0x7F61, tlv.encode(0x02, b"\x01"), template))


@pytest.mark.parametrize("picture", [JP2, JPEG, b"\xff\x4f\xff\x51" + bytes(9)], ids=["jp2", "jpeg", "codestream"])
@pytest.mark.parametrize("points", [0, 3])
def test_a_face_of_the_old_container(picture: bytes, points: int) -> None:
    assert parse_face_file(dg2(tlv.encode(0x5F2E, face_record(points, picture)))) == picture


def test_a_face_of_the_new_container() -> None:
    representation = tlv.encode(0xA0, tlv.encode(0x80, b"\x01"), tlv.encode(0xA1, tlv.encode(0x80, JPEG)))
    block = tlv.encode(
        0xA1, tlv.encode(0xA0, tlv.encode(0x80, b"\x03")), tlv.encode(0xA1, tlv.encode(0x30, representation))
    )
    assert parse_face_file(dg2(tlv.encode(0x7F2E, block))) == JPEG


@pytest.mark.parametrize(
    "record",
    [
        face_record(0, b"GIF89a" + bytes(20)),
        face_record(0, JPEG)[:40],
        b"FAC\x00020\x00" + face_record(0, JPEG)[8:],
        face_record(60_000, b"")[:60] + JPEG,
        b"",
    ],
    ids=["other-format", "cut", "version", "too-many-points", "empty"],
)
def test_a_broken_face_is_refused_and_never_fails_the_text(record: bytes) -> None:
    data = dg2(tlv.encode(0x5F2E, record))
    with pytest.raises(Malformed):
        parse_face_file(data)
    assert find_portrait({"DG2": data}) is None


def test_details_of_holder_and_document() -> None:
    other = tlv.encode(0xA0, tlv.encode(0x02, b"\x01"), tlv.encode(0x5F0F, "Mẫu Hai".encode()))
    data = tlv.encode(
        0x6B,
        tlv.encode(0x5C, bytes.fromhex("5F0E5F2B5F0F")),
        tlv.encode(0x5F0E, "TRẦN<<THỊ<MẪU".encode()),
        tlv.encode(0x5F2B, bytes.fromhex("19900902")),
        other,
        tlv.encode(0x5F12, b"\xff\xd8"),
        tlv.encode(0x5F10, b"\xff"),
    )
    assert parse_details_file(data, 0x6B) == {
        0x5F0E: ("TRẦN<<THỊ<MẪU",),
        0x5F2B: ("19900902",),
        0x5F0F: ("Mẫu Hai",),
    }


def test_the_tag_list_names_groups() -> None:
    com = tlv.encode(0x60, tlv.encode(0x5F01, b"0107"), tlv.encode(0x5C, bytes.fromhex("6175636D6F6E")))
    assert parse_tag_list(com) == (0x61, 0x75, 0x63, 0x6D, 0x6F, 0x6E)
    assert listed_groups(com) == {1, 2, 3, 13, 14, 15}
    assert listed_groups(b"\x60\x00") == set()
    assert listed_groups(None) == set()


def test_without_dg1_there_are_no_facts_and_other_broken_files_lose_only_themselves() -> None:
    with pytest.raises(Malformed):
        read_facts({"DG13": DG13})
    facts = read_facts({"DG1": dg1(MRZ), "DG13": b"\x6d\x05\x00", "DG11": b"\x6b\x00"})
    assert facts.mrz[2].startswith("NGUYEN")
    assert (facts.fields, facts.details) == ({}, {})
