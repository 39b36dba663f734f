from datetime import date

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from sync import base45
from sync.local_number import LocalNumberError, check_character, is_local_number, local_number
from sync.receipt_token import LONGEST, PREFIX, TokenError, claims_of, facts_of, issue, verify
from tests.sync.envelopes import envelope

KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
KEYS = {"K07-slip-1": KEY.public_key()}


@pytest.mark.parametrize(
    ("data", "text"),  # RFC 9285 §4.3, §4.4
    [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"ietf!", "QED8WEX0"), (b"", "")],
)
def test_base45_agrees_with_its_standard(data: bytes, text: str) -> None:
    assert base45.encode(data) == text
    assert base45.decode(text) == data


@pytest.mark.parametrize("text", ["GGW", ":::", "A", "BB8A", "bb8", "ä", "::"])
def test_base45_refuses_what_cannot_have_been_written(text: str) -> None:
    with pytest.raises(base45.Base45Error):
        base45.decode(text)


def test_a_slip_token_says_what_was_stored() -> None:
    facts = facts_of(envelope(123).manifest)
    text = issue(facts, KEY, "K07-slip-1")
    assert text.startswith("KTN1:")
    assert verify(text, KEYS) == facts
    assert facts.local_number == "K07-260916-0123-K"


def test_a_slip_token_of_another_key_or_with_other_facts_is_refused() -> None:
    text = issue(facts_of(envelope().manifest), KEY, "K07-slip-1")
    with pytest.raises(TokenError, match="signature"):
        verify(text, {"K07-slip-1": Ed25519PrivateKey.generate().public_key()})
    with pytest.raises(TokenError, match="list"):
        verify(text, {})
    tag = cbor2.loads(base45.decode(text.removeprefix(PREFIX)))
    claims = cbor2.loads(tag.value[2]) | {-65537: "K07-260916-0999-0"}
    forged = [tag.value[0], {}, cbor2.dumps(claims), tag.value[3]]
    with pytest.raises(TokenError, match="signature"):
        verify(PREFIX + base45.encode(cbor2.dumps(cbor2.CBORTag(18, forged))), KEYS)


def test_an_unsigned_algorithm_is_never_accepted() -> None:
    text = issue(facts_of(envelope().manifest), KEY, "K07-slip-1")
    tag = cbor2.loads(base45.decode(text.removeprefix(PREFIX)))
    none = [cbor2.dumps({1: 0, 4: b"K07-slip-1"}), {}, tag.value[2], b""]
    with pytest.raises(TokenError):
        verify(PREFIX + base45.encode(cbor2.dumps(cbor2.CBORTag(18, none))), KEYS)


@given(st.one_of(st.text(max_size=60), st.binary(max_size=200).map(lambda b: PREFIX + base45.encode(b))))
def test_whatever_is_scanned_verify_answers_with_facts_or_a_token_error(text: str) -> None:
    with pytest.raises(TokenError):
        verify(text, KEYS)


CLAIMS = cbor2.loads(cbor2.loads(base45.decode(issue(facts_of(envelope(1).manifest), KEY, "K07-slip-1")[5:])).value[2])


@pytest.mark.parametrize(
    "claims",
    [
        *(CLAIMS | {6: at} for at in (2**70, -(2**62), float("inf"), float("nan"), "noon", None)),
        *(CLAIMS | {claim: odd} for claim in (1, -65537, -65538) for odd in (5, b"K07", ["K07"])),
        *(CLAIMS | {-65540: parts} for parts in ({5: b"x"}, {"answers": "x"}, [1], None)),
        CLAIMS | {7: b"short"},
        CLAIMS | {-65539: [1]},
        [1],
        [],
        5,
    ],
)
def test_claims_that_no_kiosk_writes_are_refused_by_whoever_reads_them(claims: object) -> None:
    payload = cbor2.dumps(claims)
    protected = cbor2.dumps({1: -8, 4: b"K07-slip-1"})
    signature = KEY.sign(cbor2.dumps(["Signature1", protected, b"", payload]))
    text = PREFIX + base45.encode(cbor2.dumps(cbor2.CBORTag(18, [protected, {}, payload, signature])))
    for read in (claims_of, lambda text: verify(text, KEYS)):
        with pytest.raises(TokenError):
            read(text)


def test_a_text_longer_than_any_slip_is_not_even_decoded() -> None:
    with pytest.raises(TokenError):
        verify(PREFIX + "0" * LONGEST, KEYS)


def test_local_numbers_carry_their_check_character() -> None:
    assert local_number("K07", date(2026, 9, 16), 123) == "K07-260916-0123-K"
    assert is_local_number("K07-260916-0123-K")
    assert not is_local_number("K07-260916-0132-K")
    assert not is_local_number("H36.12-260916-0001")


@pytest.mark.parametrize("text", ["K07-260916-0123-K\n", "K07-٢٦٠٩١٦-0123-K", "K07-260916-０123-K", "K07-260916-0123-"])
def test_what_only_looks_like_a_local_number_is_none(text: str) -> None:
    assert not is_local_number(text)


def test_every_single_slip_of_a_character_is_noticed() -> None:
    body = "K072609160123"
    right = check_character(body)
    for at in range(len(body)):
        for other in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".replace(body[at], ""):
            assert check_character(body[:at] + other + body[at + 1 :]) != right


@pytest.mark.parametrize(("kiosk", "sequence"), [("K07", 10_000), ("k07", 1), ("X07", 1), ("K0700007", 1), ("K-7", 1)])
def test_a_kiosk_name_or_sequence_outside_the_pattern_is_refused(kiosk: str, sequence: int) -> None:
    with pytest.raises(LocalNumberError):
        local_number(kiosk, date(2026, 9, 16), sequence)
