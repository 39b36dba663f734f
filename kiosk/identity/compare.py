"""Whether the code and the chip speak of the same person: differences for staff to see."""

from __future__ import annotations

import re

from drivers.ports import CardFacts, CardReading
from kiosk.identity.card_code import CardCode
from kiosk.identity.card_facts import chip_values, code_values, find_mrz, mrz_values
from kiosk.identity.dates import PartialDate
from kiosk.identity.party import Fact
from kiosk.language.fold import fold
from kiosk.language.names import same_person

_DATES = frozenset({Fact.DATE_OF_BIRTH, Fact.CARD_ISSUED_ON})
_WORDS = re.compile(r"\w+")


def differences(code: CardCode, reading: CardReading) -> tuple[Fact, ...]:
    """Return the facts that both the code and the chip give and on which they differ.

    Names and addresses are compared folded, since cards vary in tone placement (Hòa, Hoà), case and punctuation;
    a date of which only the year is known agrees with every date of that year.
    """
    printed = code_values(code)
    chip = mrz_values(reading.facts) | chip_values(reading.facts)
    differing = [fact for fact in printed if fact in chip and not _agree(fact, printed[fact], chip[fact])]
    if Fact.FULL_NAME not in chip and not _mrz_confirms(code, reading.facts):
        differing.append(Fact.FULL_NAME)
    return tuple(differing)


def _agree(fact: Fact, one: str, other: str) -> bool:
    if fact in _DATES:
        return PartialDate.parse(one).agrees_with(PartialDate.parse(other))
    return _WORDS.findall(fold(one)) == _WORDS.findall(fold(other))


def _mrz_confirms(code: CardCode, facts: CardFacts) -> bool:
    zone = find_mrz(facts)
    return zone is None or code.name is None or same_person(zone.name, code.name)
