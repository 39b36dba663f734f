"""Payment requests: the published example, the checksum, and that only a signed account is ever asked to be paid."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import TypeAdapter, ValidationError

import resources
from kiosk.procedures.overlay import Overlay
from kiosk.procedures.payment import Account, request
from kiosk.visit.library import Library

ACCOUNT = Account("970436", "Ngân hàng Ví Dụ", "000000000000", "UBND XA HOA MAI")
EXAMPLE = (
    "00020101021238560010A0000007270126000697043601120000000000000208QRIBFTTA53037045405200005802VN"
    "62190815K07 260916 01236304031D"
)


def test_the_request_is_the_published_example():
    assert request(ACCOUNT, 20_000, "K07 260916 0123") == EXAMPLE


def checksum(said: str) -> str:
    """CRC-16/CCITT-FALSE bit by bit (polynomial 0x1021, begun with 0xFFFF), as EMVCo §4.7.3 has it."""
    rest = 0xFFFF
    for byte in said.encode():
        rest ^= byte << 8
        for _ in range(8):
            rest = (rest << 1 ^ (0x1021 if rest & 0x8000 else 0)) & 0xFFFF
    return f"{rest:04X}"


@given(some.integers(1, 50_000_000), some.text("ABCxyz 0123456789", min_size=1, max_size=25))
def test_every_request_ends_in_the_checksum_of_the_standard(amount, purpose):
    assert checksum("123456789") == "29B1"
    said = request(ACCOUNT, amount, purpose)
    assert (said[-8:-4], said[-4:]) == ("6304", checksum(said[:-4]))


@pytest.mark.parametrize(
    ("amount", "purpose"), [(0, "K07"), (-1, "K07"), (10**9, "K07"), (1, ""), (1, "Trần"), (1, "x" * 26)]
)
def test_what_no_request_may_say_is_refused(amount, purpose):
    with pytest.raises(ValueError, match="amount"):
        request(ACCOUNT, amount, purpose)


@pytest.mark.parametrize("wrong", [{"bin": "97043"}, {"number": "12"}, {"number": "1;2"}, {"colour": "red"}])
def test_an_account_that_cannot_be_is_an_error_of_the_overlay(wrong):
    said = {"bin": "970436", "bank": "B", "number": "000000000000", "owner": "UBND"} | wrong
    with pytest.raises(ValidationError):
        TypeAdapter(Overlay).validate_python({"account": said})


def test_an_account_that_nobody_signed_is_never_shown():
    installed = Library.load(resources.path(), date(2026, 11, 21), drafts=True)
    with_account = replace(installed, overlay=Overlay(account=ACCOUNT))
    assert with_account.payee is None
    assert replace(with_account, signed=True).payee == ACCOUNT
