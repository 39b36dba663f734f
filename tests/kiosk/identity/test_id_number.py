"""The 12-digit number: its digits as hints, and the provinces that changed their meaning."""

import pytest

from kiosk.identity.dates import PartialDate
from kiosk.identity.id_number import IdNumber, NotAnIdNumber, Sex


def test_digits_of_the_published_example():
    number = IdNumber.parse("001190123456")
    assert (number.can, number.sex, number.birth_year) == ("123456", Sex.FEMALE, 1990)
    assert number.find_registration_place().text == "Hà Nội"


@pytest.mark.parametrize(
    ("digit", "sex", "century"),
    [("0", Sex.MALE, 1900), ("1", Sex.FEMALE, 1900), ("2", Sex.MALE, 2000), ("9", Sex.FEMALE, 2300)],
)
def test_digit_four_is_sex_and_century(digit, sex, century):
    number = IdNumber(f"001{digit}07000000")
    assert (number.sex, number.birth_year) == (sex, century + 7)


@pytest.mark.parametrize(
    ("prefix", "text"),
    [
        ("015", "Yên Bái (nay thuộc Lào Cai)"),
        ("010", "Lào Cai"),
        ("024", "Bắc Giang (nay thuộc Bắc Ninh)"),
        ("044", "Quảng Bình (nay thuộc Quảng Trị)"),
        ("052", "Bình Định (nay thuộc Gia Lai)"),
        ("080", "Long An (nay thuộc Tây Ninh)"),
        ("082", "Tiền Giang (nay thuộc Đồng Tháp)"),
        ("091", "Kiên Giang (nay thuộc An Giang)"),
        ("046", "Thừa Thiên Huế (nay thuộc Huế)"),
    ],
)
def test_an_old_prefix_keeps_its_old_meaning(prefix, text):
    assert IdNumber(f"{prefix}190000001").find_registration_place().text == text


def test_no_province_is_named_for_births_since_the_merger():
    number = IdNumber("015325000001")
    assert number.find_registration_place() is None
    assert number.find_registration_place(PartialDate(2025, 7, 1)) is None
    assert number.find_registration_place(PartialDate(2025, 6, 30)).name == "Yên Bái"


def test_an_unlisted_prefix_is_no_error():
    assert IdNumber("000190000123").find_registration_place() is None


@pytest.mark.parametrize("text", ["", "12345678901", "1234567890123", "00119012345a", "٠٠١١٩٠١٢٣٤٥٦"])
def test_what_is_not_twelve_digits_is_refused(text):
    with pytest.raises(NotAnIdNumber):
        IdNumber.parse(text)


def test_grouped_digits_are_read_and_never_printed():
    number = IdNumber.parse("001 190.123-456")
    assert number.digits == "001190123456"
    assert "123456" not in repr(number)
