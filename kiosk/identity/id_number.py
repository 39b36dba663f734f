"""The 12-digit personal number (số định danh cá nhân) and the hints in its digits.

``PPP G YY NNNNNN``: place of birth registration, century and sex, year of birth, random part (Decree 137/2015 Art. 13;
Circular 07/2016/TT-BCA Art. 7, App. I–III). There is no check digit. Corrections by law exist, so a digit that does
not agree with a card is a hint for staff, never proof of forgery.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

import resources
from kiosk.identity.dates import PartialDate
from kiosk.identity.errors import IdentityError
from kiosk.language.fold import fold

_TWELVE = re.compile(r"\d{12}", re.ASCII)
_SEPARATORS = re.compile(r"[\s.\-]")
_MERGER = date(2025, 7, 1)
"""From this day on it is not published what the first digits of new numbers mean."""


class NotAnIdNumber(IdentityError):
    """The text is not twelve digits."""


class Sex(StrEnum):
    """As cards and forms write it."""

    MALE = "Nam"
    FEMALE = "Nữ"

    @classmethod
    def parse(cls, text: str) -> Sex:
        """Read the word in any case and spelling of its tone; raise ValueError."""
        return {"nam": cls.MALE, "nu": cls.FEMALE}.get(fold(text)) or cls(text)


@dataclass(frozen=True, slots=True)
class RegistrationPlace:
    """The province that registered a birth, as it was called then, and where that land belongs now."""

    name: str
    now: str

    @property
    def text(self) -> str:
        """Return ``Yên Bái (nay thuộc Lào Cai)``, or the name alone where it still exists."""
        return self.name if self.name == self.now else f"{self.name} (nay thuộc {self.now})"


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A well-formed personal number."""

    digits: str = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse what is not twelve ASCII digits."""
        if not _TWELVE.fullmatch(self.digits):
            raise NotAnIdNumber("not twelve digits")

    @classmethod
    def parse(cls, text: str) -> IdNumber:
        """Read twelve digits that may be grouped by spaces, dots or hyphens; raise NotAnIdNumber."""
        return cls(_SEPARATORS.sub("", text))

    @property
    def can(self) -> str:
        """The card access number of this person's chip card: the last six digits."""
        return self.digits[6:]

    @property
    def sex(self) -> Sex:
        """What digit 4 says: even is male, odd is female."""
        return Sex.FEMALE if int(self.digits[3]) % 2 else Sex.MALE

    @property
    def birth_year(self) -> int:
        """What digits 4–6 say: 0/1 the 1900s, 2/3 the 2000s, and so on to 8/9."""
        return 1900 + 100 * (int(self.digits[3]) // 2) + int(self.digits[4:6])

    def find_registration_place(self, birth: PartialDate | None = None) -> RegistrationPlace | None:
        """Return where the birth was registered, or None for births abroad and since the merger of provinces."""
        born = birth or PartialDate(self.birth_year)
        if born.latest >= _MERGER:
            return None
        name = _provinces()["registered_before_2025_07_01"].get(self.digits[:3])
        return RegistrationPlace(name, _province_now(self.digits[:3])) if name else None


@cache
def _provinces() -> dict[str, dict[str, Any]]:
    return tomllib.loads(resources.path("province_codes.toml").read_text("utf-8"))


def _province_now(prefix: str) -> str:
    units = _provinces()["provinces_since_2025_07_01"].values()
    return str(next(unit["name"] for unit in units if prefix in unit["took_in"]))
