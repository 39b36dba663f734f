"""What a card says of its holder, as facts with their source: from the chip's files and from the printed code.

Field numbers are those of DG13 of the Vietnamese card (a list of its own, not an ICAO tag list). It is read
tolerantly: unknown numbers are passed over, a bad field does not lose the others, words instead of a date are no date.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType

from drivers.ports import CardFacts, CardReading, Verdict
from kiosk.identity.card_code import CardCode
from kiosk.identity.dates import PartialDate
from kiosk.identity.errors import IdentityError
from kiosk.identity.hostile_text import REPLACEMENT, CodeRefused, Refusal, admit
from kiosk.identity.id_number import IdNumber, Sex
from kiosk.identity.mrz import Mrz, MrzUnreadable, parse_mrz
from kiosk.identity.party import Datum, Fact, Party, Source
from kiosk.language.fold import clean

SENSITIVE_FACTS = frozenset(
    {
        Fact.ETHNICITY,
        Fact.RELIGION,
        Fact.FATHER_NAME,
        Fact.MOTHER_NAME,
        Fact.SPOUSE_NAME,
        Fact.OLD_ID_NUMBER,
    }
)
"""Facts that enter a visit only when the procedure's forms ask for them (fields 6, 7, 13–16)."""

_FIELD_BYTES = 1024


def _date(text: str) -> str:
    return PartialDate.parse(text).iso


def _number(text: str) -> str:
    return IdNumber.parse(text).digits


def _sex(text: str) -> str:
    return str(Sex.parse(text))


_SINGLE: Mapping[int, tuple[Fact, Callable[[str], str]]] = {
    1: (Fact.PERSONAL_ID, _number),
    2: (Fact.FULL_NAME, clean),
    3: (Fact.DATE_OF_BIRTH, _date),
    4: (Fact.SEX, _sex),
    5: (Fact.NATIONALITY, clean),
    6: (Fact.ETHNICITY, clean),
    7: (Fact.RELIGION, clean),
    8: (Fact.HOMETOWN, clean),
    9: (Fact.RESIDENCE, clean),
    11: (Fact.CARD_ISSUED_ON, _date),
    12: (Fact.CARD_EXPIRES_ON, _date),
    14: (Fact.SPOUSE_NAME, clean),
    15: (Fact.OLD_ID_NUMBER, clean),
}
_PARENTS = 13
"""Father, then mother; with one text it is not known whose name it is, so nothing is filled in."""


def party_from_reading(role: str, reading: CardReading, sensitive: Collection[Fact] = ()) -> Party:
    """Return what the chip says of its holder, the MRZ filling gaps; `sensitive` names the sensitive facts wanted.

    A card whose verdict does not fill, or whose own files contradict each other, gives a party without facts.
    """
    if not reading.verdict.fills or contradictions(reading.facts):
        return Party(role)
    source = Source.CHIP_GENUINE if reading.verdict is Verdict.GENUINE else Source.CHIP_UNPROVEN
    return _party(role, mrz_values(reading.facts) | chip_values(reading.facts), source, sensitive)


def party_from_code(role: str, code: CardCode, sensitive: Collection[Fact] = ()) -> Party:
    """Return what the printed code says; its source is CODE and never more."""
    return _party(role, code_values(code), Source.CODE, sensitive)


def contradictions(facts: CardFacts) -> tuple[Fact, ...]:
    """Return the facts (number, sex, dates) on which DG13 and the MRZ of one chip differ: a case for staff."""
    zone, fields = mrz_values(facts), chip_values(facts)
    return tuple(fact for fact, value in zone.items() if fact in fields and not _same(fact, value, fields[fact]))


def _same(fact: Fact, one: str, other: str) -> bool:
    if fact in (Fact.DATE_OF_BIRTH, Fact.CARD_EXPIRES_ON):
        return PartialDate.parse(one).agrees_with(PartialDate.parse(other))
    return one == other


def chip_values(facts: CardFacts) -> dict[Fact, str]:
    """Return DG13 as values of forms (dates ISO, sex ``Nam`` or ``Nữ``); what cannot be read is absent."""
    values: dict[Fact, str] = {}
    for number, (fact, read) in _SINGLE.items():
        texts = set(facts.fields.get(number, ()))
        if len(texts) == 1:  # two different texts under one number: which one holds is unknown
            _put(values, fact, texts.pop(), read)
    parents = facts.fields.get(_PARENTS, ())
    if len(parents) == 2:
        _put(values, Fact.FATHER_NAME, parents[0], clean)
        _put(values, Fact.MOTHER_NAME, parents[1], clean)
    return values


def _put(values: dict[Fact, str], fact: Fact, text: str, read: Callable[[str], str]) -> None:
    try:
        value = read(_whole(text))
    except (IdentityError, ValueError):
        return
    if value:
        values[fact] = value


def _whole(text: str) -> str:
    if REPLACEMENT in text:
        raise CodeRefused(Refusal.FORBIDDEN_CHARACTER)
    return admit(text, _FIELD_BYTES)


def mrz_values(facts: CardFacts) -> dict[Fact, str]:
    """Return number, birth, sex and expiry of the MRZ; empty when it is unreadable.

    Its name is left out: it has no diacritics and only confirms the name of DG13.
    """
    zone = find_mrz(facts)
    if zone is None:
        return {}
    values = {
        Fact.PERSONAL_ID: zone.number and zone.number.digits,
        Fact.DATE_OF_BIRTH: zone.birth and zone.birth.iso,
        Fact.SEX: zone.sex and str(zone.sex),
        Fact.CARD_EXPIRES_ON: zone.expires and zone.expires.iso,
    }
    return {fact: value for fact, value in values.items() if value}


def find_mrz(facts: CardFacts) -> Mrz | None:
    """Return the parsed zone, or None when it is unreadable."""
    try:
        return parse_mrz(facts.mrz)
    except MrzUnreadable:
        return None


def code_values(code: CardCode) -> dict[Fact, str]:
    """Return a card's code as values of forms; what is missing or damaged is absent."""
    values = {
        Fact.PERSONAL_ID: code.number.digits,
        Fact.FULL_NAME: code.name and clean(code.name),
        Fact.DATE_OF_BIRTH: code.birth and code.birth.iso,
        Fact.SEX: code.sex and str(code.sex),
        Fact.RESIDENCE: code.residence and clean(code.residence),
        Fact.OLD_ID_NUMBER: code.old_number,
        Fact.CARD_ISSUED_ON: code.issued and code.issued.iso,
    }
    return {fact: value for fact, value in values.items() if value}


def _party(role: str, values: Mapping[Fact, str], source: Source, sensitive: Collection[Fact]) -> Party:
    wanted = {fact: value for fact, value in values.items() if fact not in SENSITIVE_FACTS or fact in sensitive}
    return Party(role, MappingProxyType({fact: Datum(value, source) for fact, value in wanted.items()}))
