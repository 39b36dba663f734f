"""What a procedure (thủ tục) is: the value that the catalogue loads from ``procedure.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Filing(StrEnum):
    """What the desk does with what the kiosk sends."""

    DESK = "desk"
    """Prepared: signed in ink and received by an officer (the default)."""
    INTAKE = "intake"
    """Received as sent, where a province takes kiosk dossiers."""


class Holder(StrEnum):
    """Who vouches that the person at the kiosk is the card's holder."""

    UNVERIFIED = "unverified"
    STAFF = "staff"
    VNEID = "vneid"


@dataclass(frozen=True, slots=True)
class Fee:
    """One line of a fee table; `amount` None means that the source gives no information, never zero."""

    channel: str
    """``direct``, ``online`` or ``post``."""
    amount: int | None
    """Đồng."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """How long the agency may take; `value` None means no information."""

    value: int | None
    unit: str
    """``working_day``, ``day``, ``hour``, ``same_day``; anything else: no date is computed."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """One component (thành phần hồ sơ) of a case."""

    id: str
    name: str
    originals: int = 0
    copies: int = 0
    replaced_by: str = ""
    """The data that replaces this paper, in words; empty when nothing does."""
    attach: bool = False
    """True when the citizen may lay it under the camera."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case (trường hợp) of a procedure, with the papers that it needs."""

    id: str
    name: str
    forms: tuple[str, ...]
    """Symbols of the official forms it fills, such as ``CT01``; more than one is a bundle."""
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True, slots=True)
class Procedure:
    """A public procedure as the citizen meets it."""

    slug: str
    code: str
    name: str
    short_name: str
    summary: str
    group: str
    """Id of the life event it is listed under."""
    agency: str
    level: str
    cases: tuple[Case, ...]
    fees: tuple[Fee, ...]
    times: tuple[TimeLimit, ...]
    legal_basis: tuple[str, ...]
    result: str
    purposes: tuple[str, ...]
    """Ids of the consent purposes it asks, see ``resources/consents.toml``."""
    filing: Filing = Filing.DESK
    holder: Holder = Holder.UNVERIFIED
    portrait: bool = False
    """True when it declares a purpose for the chip's portrait."""
    valid_from: date | None = None
    valid_to: date | None = None
    keywords: tuple[str, ...] = ()

    @property
    def fillable(self) -> bool:
        """True when at least one case has a form that the kiosk can fill."""
        return any(case.forms for case in self.cases)
