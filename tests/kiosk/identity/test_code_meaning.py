"""What a scanned text means: each of our kinds by its grammar, every other thing refused with words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.faults import Fault, words
from kiosk.identity.card_code import CardCode
from kiosk.identity.code_meaning import (
    DossierCode,
    LocalNumberCode,
    PosterCode,
    SlipCode,
    fault_of,
    meaning_of,
    poster_text,
)
from kiosk.identity.hostile_text import CodeRefused, Refusal
from tests.kiosk.identity.cards import MAU_CODE

VIETQR = (
    "00020101021238560010A0000007270126000697043601120000000000000208QRIBFTTA53037045405200005802VN"
    "62190815K07 260916 01236304031D"
)


def test_a_card_is_a_card():
    assert isinstance(meaning_of(MAU_CODE + "\r\n"), CardCode)


def test_a_poster_names_its_procedure():
    assert meaning_of(poster_text("xac-nhan-cu-tru")) == PosterCode("xac-nhan-cu-tru")


def test_our_own_slip_is_handed_on_unverified():
    assert meaning_of("KTN1:6BF+70790T9WJWG.FKY*4GO0\r\n") == SlipCode("KTN1:6BF+70790T9WJWG.FKY*4GO0")


def test_a_local_number_is_never_taken_for_a_dossier():
    assert meaning_of("K07-260916-0123-K") == LocalNumberCode("K07-260916-0123-K")
    with pytest.raises(CodeRefused) as refused:
        meaning_of("K07-260916-0123-L")
    assert refused.value.reason is Refusal.MALFORMED


@pytest.mark.parametrize(
    "code",
    [
        "000.00.12.H36-260916-0001",
        "H36.12-260916-0001",
        "G01.899.909-260916-000123",
        "G09.20-20260609-0000123",
        "X99-ABC/2026-17",
    ],
)
def test_dossier_numbers_are_recognised(code):
    assert meaning_of(code) == DossierCode(code)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (VIETQR, Refusal.PAYMENT),
        (
            "00020101021138560010A0000007270126000697043601120000000000000208QRIBFTTA53037045802VN6304FFC4",
            Refusal.PAYMENT,
        ),
        ("https://example.org/pay", Refusal.LINK),
        ("javascript:alert(1)", Refusal.LINK),
        ("WIFI:S:ten;T:WPA;P:x;;", Refusal.LINK),
        ("www.example.vn", Refusal.LINK),
        ("dichvucong.example.gov/x", Refusal.LINK),
        ("Xin chào", Refusal.UNKNOWN),
        ("", Refusal.UNKNOWN),
        ("8934563138165", Refusal.UNKNOWN),
        ("KTT1:../../etc", Refusal.MALFORMED),
        ("KTT1:" + "a" * 81, Refusal.MALFORMED),
        ("KTN1:not base45", Refusal.MALFORMED),
        ("001190123456|x", Refusal.MALFORMED),
        ("x" * 2049, Refusal.TOO_LONG),
        ("KTT1:xac-nhan\u200b", Refusal.FORBIDDEN_CHARACTER),
    ],
)
def test_everything_else_is_refused_with_its_reason(text, reason):
    with pytest.raises(CodeRefused) as refused:
        meaning_of(text)
    assert refused.value.reason is reason


@pytest.mark.parametrize("reason", Refusal)
def test_every_refusal_has_words(reason):
    assert words(fault_of(reason)).happened


def test_a_payment_code_and_a_link_have_words_of_their_own():
    assert {fault_of(Refusal.PAYMENT), fault_of(Refusal.LINK)} == {Fault.CODE_IS_PAYMENT, Fault.CODE_IS_LINK}


KINDS = st.sampled_from(["", "KTN1:", "KTT1:", "K07-", "000201", "H36.", "https://", "001190123456|"])


@given(KINDS, st.text(max_size=120), st.integers(1, 40))
def test_any_text_has_a_meaning_or_is_refused(prefix, text, times):
    try:
        meaning = meaning_of(prefix + text * times)
    except CodeRefused as refused:
        assert text not in str(refused) or len(text) < 12
        return
    shown = getattr(meaning, "slug", "") or getattr(meaning, "code", "") or getattr(meaning, "number", "")
    assert "<" not in str(shown)
