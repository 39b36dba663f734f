"""Who takes part in a filing, what is known of each person, and where each datum comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Source(StrEnum):
    """Where a value came from; the words and icons for each stand in the screen's theme."""

    CHIP_GENUINE = "chip_genuine"
    """Chip with verdict GENUINE."""
    CHIP_UNPROVEN = "chip_unproven"
    """Chip with verdict DATA_OK_CHIP_UNPROVEN or ISSUER_UNKNOWN."""
    CODE = "code"
    """QR code on the card: unsigned, never raises assurance."""
    DERIVED = "derived"
    """Computed by a rule from other values."""
    PLACE = "place"
    """From the place where the kiosk stands."""
    SCANNED = "scanned"
    """Read from a paper; must be confirmed."""
    TYPED = "typed"
    """Typed by the citizen."""
    STAFF = "staff"
    """Typed by a member of staff."""

    @property
    def family(self) -> str:
        """The short word used in counts: the value itself, but ``chip`` for both chip sources."""
        return "chip" if self in (Source.CHIP_GENUINE, Source.CHIP_UNPROVEN) else self.value


class Fact(StrEnum):
    """What a card can say of its holder; forms name these in ``autofill``."""

    PERSONAL_ID = "personal_id"
    FULL_NAME = "full_name"
    DATE_OF_BIRTH = "date_of_birth"
    SEX = "sex"
    NATIONALITY = "nationality"
    ETHNICITY = "ethnicity"
    RELIGION = "religion"
    HOMETOWN = "hometown"
    RESIDENCE = "residence"
    """Nơi thường trú as one line of text, often in old three-level units."""
    FATHER_NAME = "father_name"
    MOTHER_NAME = "mother_name"
    SPOUSE_NAME = "spouse_name"
    OLD_ID_NUMBER = "old_id_number"
    CARD_ISSUED_ON = "card_issued_on"
    CARD_EXPIRES_ON = "card_expires_on"


LOCKED_FACTS = frozenset({Fact.PERSONAL_ID, Fact.FULL_NAME, Fact.DATE_OF_BIRTH, Fact.SEX})
"""Facts of a chip that the citizen may not change ("Sai? Gọi cán bộ")."""


@dataclass(frozen=True, slots=True)
class Datum:
    """One value with its source. Values are JSON: text, or a date as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""

    value: str = field(repr=False)
    source: Source


@dataclass(frozen=True, slots=True)
class Party:
    """One person of a filing, such as the requester, the mother or the bride."""

    role: str
    facts: Mapping[Fact, Datum] = field(default_factory=lambda: MappingProxyType({}), repr=False)

    def find(self, fact: Fact) -> Datum | None:
        """Return what is known, or None."""
        return self.facts.get(fact)
