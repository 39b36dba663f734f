"""A card as a party: every datum has its source, sensitive facts only on demand, contradictions fill nothing."""

import pytest

from drivers.ports import Verdict
from kiosk.identity.card_code import parse_card_code
from kiosk.identity.card_facts import SENSITIVE_FACTS, contradictions, party_from_code, party_from_reading
from kiosk.identity.compare import differences
from kiosk.identity.party import Fact, Source
from tests.kiosk.identity.cards import MAU_CODE, MAU_FIELDS, MAU_MRZ, reading


def values(party):
    return {fact: datum.value for fact, datum in party.facts.items()}


def test_a_genuine_chip_fills_every_ordinary_fact():
    party = party_from_reading("requester", reading())
    assert values(party) == {
        Fact.PERSONAL_ID: "000190000123",
        Fact.FULL_NAME: "Trần Thị Mẫu",
        Fact.DATE_OF_BIRTH: "1990-09-02",
        Fact.SEX: "Nữ",
        Fact.NATIONALITY: "Việt Nam",
        Fact.HOMETOWN: "Xã Suối Trong, Huyện Đơn Dương, Lâm Đồng",
        Fact.RESIDENCE: "Thôn 2, Xã Suối Trong, Huyện Đơn Dương, Lâm Đồng",
        Fact.CARD_ISSUED_ON: "2021-06-20",
        Fact.CARD_EXPIRES_ON: "2030-09-02",
    }
    assert {datum.source for datum in party.facts.values()} == {Source.CHIP_GENUINE}


def test_sensitive_facts_come_only_when_asked_for_by_name():
    party = party_from_reading("requester", reading(), sensitive={Fact.FATHER_NAME, Fact.ETHNICITY})
    assert set(party.facts) & SENSITIVE_FACTS == {Fact.FATHER_NAME, Fact.ETHNICITY}
    assert party.find(Fact.FATHER_NAME).value == "Trần Văn Thử"


@pytest.mark.parametrize("verdict", [Verdict.DATA_OK_CHIP_UNPROVEN, Verdict.ISSUER_UNKNOWN])
def test_an_unproven_chip_says_so_in_every_datum(verdict):
    party = party_from_reading("requester", reading(verdict=verdict))
    assert {datum.source for datum in party.facts.values()} == {Source.CHIP_UNPROVEN}


@pytest.mark.parametrize("verdict", [Verdict.UNTRUSTED, Verdict.TAMPERED])
def test_a_card_that_must_not_fill_fills_nothing(verdict):
    assert not party_from_reading("requester", reading(verdict=verdict)).facts


@pytest.mark.parametrize(
    ("number", "text", "fact"),
    [
        (1, "000190000124", Fact.PERSONAL_ID),
        (3, "03/09/1990", Fact.DATE_OF_BIRTH),
        (4, "Nam", Fact.SEX),
        (12, "02/09/2031", Fact.CARD_EXPIRES_ON),
    ],
)
def test_files_that_contradict_each_other_fill_nothing(number, text, fact):
    contradictory = reading(fields=MAU_FIELDS | {number: (text,)})
    assert contradictions(contradictory.facts) == (fact,)
    assert not party_from_reading("requester", contradictory).facts


def test_the_mrz_fills_gaps_of_dg13_but_never_the_name():
    party = party_from_reading("requester", reading(fields={}))
    assert values(party) == {
        Fact.PERSONAL_ID: "000190000123",
        Fact.DATE_OF_BIRTH: "1990-09-02",
        Fact.SEX: "Nữ",
        Fact.CARD_EXPIRES_ON: "2030-09-02",
    }


def test_one_bad_field_does_not_lose_the_others():
    odd = {
        3: ("khoảng 1990",),
        12: ("Không thời hạn",),
        8: ("a\u202eb",),
        2: ("Trần\ufffd",),
        99: ("?",),
        5: ("A", "B"),
    }
    party = party_from_reading("requester", reading(fields=MAU_FIELDS | odd))
    assert party.find(Fact.DATE_OF_BIRTH).value == "1990-09-02"  # from the MRZ
    assert party.find(Fact.RESIDENCE) is not None
    assert not {Fact.HOMETOWN, Fact.FULL_NAME, Fact.NATIONALITY} & set(party.facts)


def test_a_single_parent_is_not_guessed():
    party = party_from_reading("r", reading(fields=MAU_FIELDS | {13: ("Lê Thị Nghiệm",)}), sensitive=SENSITIVE_FACTS)
    assert not {Fact.FATHER_NAME, Fact.MOTHER_NAME} & set(party.facts)


def test_an_unreadable_mrz_leaves_dg13_standing():
    unreadable = reading(mrz=("", "", ""))
    assert contradictions(unreadable.facts) == ()
    assert party_from_reading("r", unreadable).find(Fact.PERSONAL_ID).value == "000190000123"


def test_a_code_is_never_more_than_a_code():
    party = party_from_code("requester", parse_card_code(MAU_CODE))
    assert {datum.source for datum in party.facts.values()} == {Source.CODE}
    assert party.find(Fact.DATE_OF_BIRTH).value == "1990-09-02"


def test_code_and_chip_of_one_card_agree_across_spellings():
    assert differences(parse_card_code(MAU_CODE), reading()) == ()
    shouted = MAU_CODE.replace("Trần Thị Mẫu", "TRẦN  THỊ MẪU").replace("02091990", "1990").replace(", ", " - ")
    assert differences(parse_card_code(shouted), reading()) == ()


@pytest.mark.parametrize(
    ("old", "new", "fact"),
    [
        ("000190000123", "000190000124", Fact.PERSONAL_ID),
        ("Mẫu", "Mai", Fact.FULL_NAME),
        ("02091990", "03091990", Fact.DATE_OF_BIRTH),
        ("Nữ", "Nam", Fact.SEX),
        ("Thôn 2", "Thôn 3", Fact.RESIDENCE),
        ("20062021", "21062021", Fact.CARD_ISSUED_ON),
    ],
)
def test_every_altered_field_of_a_code_is_a_difference(old, new, fact):
    assert differences(parse_card_code(MAU_CODE.replace(old, new)), reading()) == (fact,)


def test_without_a_name_in_dg13_the_mrz_confirms_the_printed_one():
    nameless = reading(fields={key: text for key, text in MAU_FIELDS.items() if key != 2})
    assert differences(parse_card_code(MAU_CODE), nameless) == ()
    assert differences(parse_card_code(MAU_CODE.replace("Mẫu", "Mai")), nameless) == (Fact.FULL_NAME,)


def test_nothing_of_a_person_is_in_a_repr():
    shown = repr(party_from_reading("r", reading())) + repr(parse_card_code(MAU_CODE)) + repr(reading())
    assert "Mẫu" not in shown
    assert "000190000123" not in shown
    assert MAU_MRZ[2] not in shown
