"""The card's code: every published form is read, every hostile payload is refused or left out."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.identity.card_code import MAX_BYTES, parse_card_code
from kiosk.identity.dates import PartialDate
from kiosk.identity.hostile_text import CodeRefused, Refusal
from kiosk.identity.id_number import Sex

AN = "001190123456||Nguyễn Thị An|15011990|Nữ|Thôn Một, Xã Hai, Huyện Ba, Hà Nội|20062021"


def test_seven_fields_of_the_2021_card():
    code = parse_card_code(AN)
    assert code.number.digits == "001190123456"
    assert (code.old_number, code.name, code.sex) == (None, "Nguyễn Thị An", Sex.FEMALE)
    assert code.residence == "Thôn Một, Xã Hai, Huyện Ba, Hà Nội"
    assert (code.birth, code.issued) == (PartialDate(1990, 1, 15), PartialDate(2021, 6, 20))


def test_the_six_field_variant_says_the_same():
    six = "001190123456|Nguyễn Thị An|15/01/1990|Nữ|Thôn Một, Xã Hai, Huyện Ba, Hà Nội|20/06/2021"
    assert parse_card_code(six) == parse_card_code(AN)


def test_six_fields_with_an_old_number_are_not_shifted():
    code = parse_card_code("001190123456|012345678|Nguyễn Thị An|15011990|Nữ|Hà Nội")
    assert (code.old_number, code.name, code.issued) == ("012345678", "Nguyễn Thị An", None)


def test_further_fields_of_the_2024_card_are_kept_in_order():
    code = parse_card_code(AN + "|Trần Văn Thử||Lê Thị Nghiệm|x")
    assert code.extras == ("Trần Văn Thử", "", "Lê Thị Nghiệm", "x")
    assert replace(code, extras=()) == parse_card_code(AN)


def test_bom_and_line_ends_of_serial_scanners_are_stripped():
    assert parse_card_code("\ufeff" + AN.replace("|", " | ") + " \r\n") == parse_card_code(AN)


def test_decomposed_letters_are_composed():
    assert (
        parse_card_code("001190123456||Nguye\u0302\u0303n Thi\u0323 An|15011990|Nữ|Hà Nội|20062021").name
        == "Nguyễn Thị An"
    )


@pytest.mark.parametrize("name", ["Y K'Čĕ Niê", "H’Ƀlưm", "Lê-Thị", "An", "Ñ" + "a" * 60])
def test_names_of_every_people_are_whole(name):
    assert parse_card_code(f"001190123456||{name}|1990|Nữ|Buôn Ma Thuột|20062021").name == name


def test_a_field_that_lost_letters_is_damaged_and_the_others_stay_good():
    assert parse_card_code(AN.replace("ễ", "\ufffd")) == replace(parse_card_code(AN), name=None)


@pytest.mark.parametrize(
    ("payload", "lost"),
    [
        (AN.replace("Nguyễn", "<img src=x>"), "name"),
        (AN.replace("15011990", "99999999"), "birth"),
        (AN.replace("Nữ", "?"), "sex"),
        (AN.replace("Hà Nội", "{{7*7}}"), "residence"),
    ],
)
def test_a_field_outside_its_grammar_is_left_out_and_the_others_stay(payload, lost):
    assert parse_card_code(payload) == replace(parse_card_code(AN), **{lost: None})


@pytest.mark.parametrize(
    "text",
    [
        "CCCD: 001190123456 CMND: 012345678 Họ tên: Nguyễn Thị An",
        json.dumps({"cccd": "001190123456", "name": "Nguyễn Thị An"}),
        "001190123456,Nguyễn Thị An,15011990",
    ],
)
def test_of_unsure_forms_only_the_number_is_taken(text):
    code = parse_card_code(text)
    assert code.number.digits == "001190123456"
    assert (code.name, code.birth, code.residence) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Refusal.NOT_A_CARD),
        ("https://example.org/?cccd=001190123456", Refusal.NOT_A_CARD),
        ("CCCD:001190123456 CCCD:001190123457", Refusal.NOT_A_CARD),
        ("a|b|c|d|e|f|g", Refusal.NOT_A_CARD),
        ("00119012345||a|1990|Nam|b|2021", Refusal.MALFORMED),
        ("001190123456|a", Refusal.MALFORMED),
        (AN + "|" * 5, Refusal.MALFORMED),
        (AN + "|" + "x" * MAX_BYTES, Refusal.TOO_LONG),
        (AN.replace("Thị", "Thị\u202e"), Refusal.FORBIDDEN_CHARACTER),
        (AN.replace("Thị", "Thị\u200b"), Refusal.FORBIDDEN_CHARACTER),
        (AN.replace("Thị", "Thị\x1b[2J"), Refusal.FORBIDDEN_CHARACTER),
        (AN.replace("Thị", "Thị\ud800"), Refusal.FORBIDDEN_CHARACTER),
        (AN.replace("Thị", "Thị\u2028"), Refusal.FORBIDDEN_CHARACTER),
        (AN.replace("Thị", "\u2066Thị"), Refusal.FORBIDDEN_CHARACTER),
    ],
)
def test_refused_with_its_reason(text, reason):
    with pytest.raises(CodeRefused) as refused:
        parse_card_code(text)
    assert refused.value.reason is reason


@given(
    st.text(max_size=700)
    | st.lists(st.text(max_size=60), max_size=12).map("|".join)
    | st.lists(st.text(max_size=40), min_size=5, max_size=10).map(lambda rest: "|".join(["001190123456", *rest]))
)
def test_any_text_is_refused_or_gives_values_inside_their_grammars(text):
    try:
        code = parse_card_code(text)
    except CodeRefused:
        return
    shown = [code.name or "", code.residence or "", code.old_number or ""]
    assert not set("".join(shown)) & set("<>{}[]\\\n\r\t\x00\u200b\u202e\ufffd|")
    assert len(code.number.digits) == 12
    assert sum(map(len, shown)) <= MAX_BYTES
