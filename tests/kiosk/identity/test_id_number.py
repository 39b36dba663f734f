"""The 12-digit number: its digits as hints."""

import pytest

from kiosk.identity.id_number import IdNumber, NotAnIdNumber, Sex


def test_digits_of_the_published_example():
    number = IdNumber.parse("001190123456")
    assert (number.can, number.sex, number.birth_year) == ("123456", Sex.FEMALE, 1990)


@pytest.mark.parametrize(
    ("digit", "sex", "century"),
    [("0", Sex.MALE, 1900), ("1", Sex.FEMALE, 1900), ("2", Sex.MALE, 2000), ("9", Sex.FEMALE, 2300)],
)
def test_digit_four_is_sex_and_century(digit, sex, century):
    number = IdNumber(f"001{digit}07000000")
    assert (number.sex, number.birth_year) == (sex, century + 7)


@pytest.mark.parametrize("text", ["", "12345678901", "1234567890123", "00119012345a", "٠٠١١٩٠١٢٣٤٥٦"])
def test_what_is_not_twelve_digits_is_refused(text):
    with pytest.raises(NotAnIdNumber):
        IdNumber.parse(text)


def test_grouped_digits_are_read_and_never_printed():
    number = IdNumber.parse("001 190.123-456")
    assert number.digits == "001190123456"
    assert "123456" not in repr(number)
