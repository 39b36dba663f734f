"""What a scanned text means: a card, one of our own codes, a dossier's number – or nothing that the kiosk acts on.

Every kind has its own grammar and its own limit. Nothing is opened, fetched or run: a link or a payment code is only
ever refused, in words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from kiosk.faults import Fault
from kiosk.identity.card_code import CardCode, parse_card_code
from kiosk.identity.hostile_text import CodeRefused, Refusal, admit
from sync.local_number import PATTERN as LOCAL_NUMBER
from sync.local_number import is_local_number
from sync.receipt_token import LONGEST
from sync.receipt_token import PREFIX as SLIP_PREFIX

POSTER_PREFIX = "KTT1:"
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SLUG_LENGTH = 80
_BASE45 = re.compile(r"[0-9A-Z $%*+\-./:]+")  # RFC 9285 §3.2

_DOSSIER = re.compile(r"(?=.*\d)(?=.*-)[A-Z0-9][A-Z0-9.\-/]{4,60}")
"""Wider than any published form (``H36.12-260916-0001``): the circular in force, 03/2025/TT-VPCP, may know more."""

_EMV_PAYMENT = re.compile(r"000201(?:\d{4}.{1,99}){2,}", re.DOTALL)  # EMVCo merchant-presented, tags 00, 01 …
_LINK = re.compile(
    r"(?:[a-z][a-z0-9+.\-]{1,20}:(?!\s)|www\.|[\w\-]+(?:\.[\w\-]+)*\.(?:vn|com|net|org|gov)(?:[/?#:]|$))", re.I
)


@dataclass(frozen=True, slots=True)
class SlipCode:
    """The signed token of one of our slips, still unverified (`sync.receipt_token.verify` needs the slip keys)."""

    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LocalNumberCode:
    """A kiosk's own number of what it stored, check character right; it is no dossier code."""

    number: str


@dataclass(frozen=True, slots=True)
class DossierCode:
    """What may be the number of a dossier, as a receipt carries it."""

    code: str


@dataclass(frozen=True, slots=True)
class PosterCode:
    """A procedure's poster."""

    slug: str


Meaning: TypeAlias = CardCode | SlipCode | LocalNumberCode | DossierCode | PosterCode


def meaning_of(text: str) -> Meaning:
    """Tell what a scanned text is; raise CodeRefused with the reason, which `fault_of` turns into words."""
    admitted = admit(text, LONGEST)
    for begins, read in _KINDS:
        if admitted.startswith(begins):
            return read(admitted)
    if LOCAL_NUMBER.match(admitted):  # before the dossiers' grammar, which would take it too
        return _local_number(admitted)
    if _EMV_PAYMENT.match(admitted):
        raise CodeRefused(Refusal.PAYMENT)
    return _find_dossier(admitted) or _card(admitted)


def poster_text(slug: str) -> str:
    """Return the text of a procedure's poster."""
    return POSTER_PREFIX + slug


def fault_of(reason: Refusal) -> Fault:
    """Return the fault whose words the citizen reads."""
    return _FAULTS.get(reason, Fault.CODE_MALFORMED)


_FAULTS = {
    Refusal.NOT_A_CARD: Fault.CODE_NOT_A_CARD,
    Refusal.UNKNOWN: Fault.CODE_NOT_A_CARD,
    Refusal.PAYMENT: Fault.CODE_IS_PAYMENT,
    Refusal.LINK: Fault.CODE_IS_LINK,
}


def _slip(text: str) -> SlipCode:
    if not _BASE45.fullmatch(text.removeprefix(SLIP_PREFIX)):
        raise CodeRefused(Refusal.MALFORMED)
    return SlipCode(text)


def _poster(text: str) -> PosterCode:
    slug = text.removeprefix(POSTER_PREFIX).strip()
    if len(slug) > _SLUG_LENGTH or not _SLUG.fullmatch(slug):
        raise CodeRefused(Refusal.MALFORMED)
    return PosterCode(slug)


_KINDS: tuple[tuple[str, Callable[[str], Meaning]], ...] = ((SLIP_PREFIX, _slip), (POSTER_PREFIX, _poster))


def _local_number(text: str) -> LocalNumberCode:
    if not is_local_number(text):
        raise CodeRefused(Refusal.MALFORMED)
    return LocalNumberCode(text)


def _find_dossier(text: str) -> DossierCode | None:
    code = text.strip()
    return DossierCode(code) if _DOSSIER.fullmatch(code) else None


def _card(text: str) -> CardCode:
    try:
        return parse_card_code(text)
    except CodeRefused as refused:
        if refused.reason is not Refusal.NOT_A_CARD:
            raise
        raise CodeRefused(Refusal.LINK if _LINK.match(text.strip()) else Refusal.UNKNOWN) from refused
