"""The machine readable zone against the published synthetic example, and against damage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.identity.dates import PartialDate
from kiosk.identity.id_number import Sex
from kiosk.identity.mrz import MrzUnreadable, check_digit, parse_mrz

AN = ("IDVNM1901234569001190123456<<0", "9001158F3001156VNM<<<<<<<<<<<8", "NGUYEN<<THI<AN<<<<<<<<<<<<<<<<")


def test_published_example():
    zone = parse_mrz(AN)
    assert zone.number.digits == "001190123456"
    assert (zone.birth, zone.sex, zone.expires) == (PartialDate(1990, 1, 15), Sex.FEMALE, PartialDate(2030, 1, 15))


@given(st.integers(0, 1), st.integers(0, 28), st.sampled_from("0123456789"))
def test_one_wrong_digit_of_the_data_is_noticed(line, place, digit):
    covered = (line == 0 and place >= 5) or (line == 1 and (place < 7 or 8 <= place < 15))
    lines = list(AN)
    if not covered or lines[line][place] in (digit, "<"):
        return
    lines[line] = lines[line][:place] + digit + lines[line][place + 1 :]
    with pytest.raises(MrzUnreadable):
        parse_mrz(lines)


def test_blank_expiry_and_partial_birth_are_none_and_partial():
    number = AN[0]
    second = "90<<<<" + check_digit("90<<<<") + "F<<<<<<<VNM<<<<<<<<<<<"
    second += check_digit(number[5:30] + second[:7] + second[8:15] + second[18:29])
    zone = parse_mrz((number, second, AN[2]))
    assert (zone.birth, zone.expires) == (PartialDate(1990), None)


@given(st.lists(st.text(max_size=40), max_size=4))
def test_any_lines_are_read_or_unreadable(lines):
    with pytest.raises(MrzUnreadable):
        parse_mrz(lines)
