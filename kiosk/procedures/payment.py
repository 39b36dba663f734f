"""A request to pay a fee by bank transfer as VietQR; the kiosk asks, and never says that anything was paid.

The content is EMVCo's merchant-presented code (tag, two-digit length in bytes, value), ended by CRC-16/CCITT-FALSE over
everything before it and its own tag and length. The account comes from the signed catalogue only: a code that somebody
swapped would send the citizen's money elsewhere, so its owner's name stands beside it.
"""

from __future__ import annotations

import re
from binascii import crc_hqx
from dataclasses import dataclass
from typing import Annotated

from pydantic import ConfigDict, StringConstraints, with_config

_NAPAS, _TO_ACCOUNT = "A000000727", "QRIBFTTA"
_DONG, _VIETNAM = "704", "VN"  # ISO 4217 and 3166-1
_PURPOSE = re.compile(r"[A-Za-z0-9 ]{1,25}", re.ASCII)
MOST = 50_000_000
"""Đồng; no fee of a commune comes near it."""


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class Account:
    """The agency's account for fees, as the province signed it."""

    bin: Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]
    """The bank's number with Napas."""
    bank: str
    number: Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{6,19}$")]
    owner: str
    """As the bank shows it to who pays."""

    @property
    def said(self) -> str:
        """Owner, number and bank, for people to compare."""
        return f"{self.owner}, {self.number}, {self.bank}"


def request(account: Account, amount: int, purpose: str) -> str:
    """Return the code's content for `amount` đồng. Raises ValueError for what no request may say."""
    if not 0 < amount <= MOST or not _PURPOSE.fullmatch(purpose):
        raise ValueError("amount or purpose")
    payee = _field("00", _NAPAS) + _field("01", _field("00", account.bin) + _field("01", account.number))
    said = (
        _field("00", "01") + _field("01", "12")  # version; used once, with an amount
        + _field("38", payee + _field("02", _TO_ACCOUNT))
        + _field("53", _DONG) + _field("54", str(amount)) + _field("58", _VIETNAM)
        + _field("62", _field("08", purpose)) + "6304"
    )  # fmt: skip
    return said + _crc(said)


def _field(tag: str, value: str) -> str:
    return f"{tag}{len(value.encode()):02}{value}"


def _crc(said: str) -> str:
    return f"{crc_hqx(said.encode(), 0xFFFF):04X}"
