from __future__ import annotations

import unicodedata

import pytest

import resources
from kiosk.forms.choices import Choices
from kiosk.forms.kinds import SILENT, Kind, Wording, masked, printed, spoken, text, tidy
from kiosk.forms.view import Option

EXAMPLES = {
    Kind.TEXT: "Nông dân",
    Kind.LONG_TEXT: "Hai dòng\nở đây",
    Kind.NAME: "H'Hen Niê",
    Kind.ID_NUMBER: "000190000123",
    Kind.DATE: "1990-09-02",
    Kind.PARTIAL_DATE: "1952",
    Kind.PHONE: "0900000123",
    Kind.EMAIL: "mau@noigui.vn",
    Kind.NUMBER: 3,
    Kind.MONEY: 20000,
    Kind.CHOICE: "here",
    Kind.CHOICES: ["1", "8"],
    Kind.YES_NO: False,
    Kind.PLEDGE: True,
    Kind.CONSENT: {"way": "vneid", "full_name": "Trần Văn Thử", "date": "2026-11-22"},
    Kind.ADDRESS: {"province": "68", "commune": "24931", "detail": "Thôn 2"},
    Kind.ID_PAPER: {"kind": "Hộ chiếu", "number": "C1234567", "issued_on": "2020-01-02", "issued_by": "Cục QLXNC"},
    Kind.ROWS: [{}, {}],
    Kind.ATTACHMENT: "paper-1",
}


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in SILENT])
def test_every_kind_has_review_printed_and_spoken_text_and_an_input(kind: Kind) -> None:
    value = EXAMPLES[kind]
    assert text(kind, value) and printed(kind, value) and spoken(kind, value)
    assert tidy(kind, value) == value
    assert text(kind, None) == ""
    name = "".join(word.capitalize() for word in kind.value.split("_"))
    assert (resources.path().parent / "ui" / "touch" / "fields" / f"{name}Field.qml").is_file()


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        (Kind.NAME, "  Trần   Thị\u200b Mẫu ", "Trần Thị Mẫu"),
        (Kind.NAME, unicodedata.normalize("NFD", "Nguyễn Thị Bưởi"), "Nguyễn Thị Bưởi"),
        (Kind.ID_NUMBER, "000 190 000 123", "000190000123"),
        (Kind.ID_NUMBER, "0001A", "0001A"),
        (Kind.PHONE, "+84 900-000-123", "0900000123"),
        (Kind.DATE, "2/9/1990", "1990-09-02"),
        (Kind.DATE, "mồng hai", "mồng hai"),
        (Kind.PARTIAL_DATE, "07/1948", "1948-07"),
        (Kind.PARTIAL_DATE, "1952", "1952"),
        (Kind.EMAIL, "mau @noigui.vn", "mau@noigui.vn"),
        (Kind.NUMBER, "1.200", 1200),
        (Kind.MONEY, "hai", "hai"),
        (Kind.LONG_TEXT, "a\nb", "a\nb"),
    ],
)
def test_input_is_tidied(kind: Kind, typed: str, stored: object) -> None:
    assert tidy(kind, typed) == stored


def test_values_read_as_people_write_them() -> None:
    assert text(Kind.ID_NUMBER, "000190000123") == "000 190 000 123"
    assert text(Kind.PHONE, "0900000123") == "0900 000 123"
    assert text(Kind.PARTIAL_DATE, "1948-07") == "07/1948"
    assert text(Kind.MONEY, 20000) == "20.000 đồng"
    assert text(Kind.CHOICE, "here", Wording((Option("here", "Tại đây"),))) == "Tại đây"
    address = {"province": "68", "commune": "24931", "detail": "Thôn 2", "old": "Xã Lạc Lâm cũ"}
    words = Wording(place_name=Choices().place_name)
    assert text(Kind.CHOICE, "68", words) == "Tỉnh Lâm Đồng", "a part of an address reads by its name too"
    assert text(Kind.ADDRESS, address, words) == (
        "Thôn 2, xã Đơn Dương, tỉnh Lâm Đồng (theo đơn vị hành chính cũ: Xã Lạc Lâm cũ)"
    )
    assert printed(Kind.NAME, "Trần Thị Mẫu", Wording(upper=True)) == "TRẦN THỊ MẪU"
    assert printed(Kind.ID_NUMBER, "000190000123") == "000190000123"


def test_speech_groups_digits_and_names_the_parts_of_a_date() -> None:
    assert spoken(Kind.DATE, "1990-09-02") == "ngày 2 tháng 9 năm 1990"
    assert spoken(Kind.PARTIAL_DATE, "1948-07") == "tháng 7 năm 1948"
    assert spoken(Kind.PHONE, "0900000123") == "0 9 0 0, 0 0 0, 1 2 3"
    paper = {"kind": "Thẻ căn cước", "number": "000190000123", "issued_on": "2021-06-20"}
    assert spoken(Kind.ID_PAPER, paper) == ("Thẻ căn cước số 0 0 0, 1 9 0, 0 0 0, 1 2 3, cấp ngày 20 tháng 6 năm 2021")
    assert spoken(Kind.CONSENT, {"full_name": "Lê Thị Nghiệm", "date": "2026-11-20"}) == (
        "Lê Thị Nghiệm, ngày 20 tháng 11 năm 2026"
    )


def test_speech_has_no_signs() -> None:
    assert spoken(Kind.MONEY, 20000) == "20000 đồng"
    assert spoken(Kind.EMAIL, "ten@vidu.vn") == "ten a còng vidu chấm vn"


def test_masked_numbers_show_only_their_ends() -> None:
    assert masked("000190000123") == "000 ••• ••• 123"
    assert "190" not in masked("000190000123")
    assert masked("1234") == "••••"
