"""What a procedure (thủ tục) is: the value that the catalogue loads from ``procedure.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pydantic import ConfigDict, with_config

from kiosk.language.words import Text
from sync.envelope import Filing, Holder

__all__ = [
    "Case",
    "Choice",
    "Fee",
    "Filing",
    "FormerCode",
    "Holder",
    "Paper",
    "Procedure",
    "Question",
    "Reduction",
    "Review",
    "TimeLimit",
]

_exact = with_config(ConfigDict(extra="forbid"))
"""A misspelt key in a file of data is an error, never ignored."""


@_exact
@dataclass(frozen=True, slots=True)
class Fee:
    """One line of a fee table; `amount` None means that the source gives no information, never zero."""

    channel: str
    """``direct``, ``online`` or ``post``."""
    amount: int | None = None
    """Đồng."""
    note: Text = ""
    cases: tuple[str, ...] = ()
    """Ids of the cases it is for; empty for all."""
    per: Text = ""
    """What is counted: ``lần``, ``người``, ``bản``; empty for the whole dossier."""
    set_by: str = ""
    """``province`` where the provincial council sets the amount: an overlay supplies it."""
    valid_from: date | None = None
    valid_to: date | None = None


@_exact
@dataclass(frozen=True, slots=True)
class TimeLimit:
    """How long the agency may take; `value` None means no information."""

    value: int | None = None
    unit: str = ""
    """``working_day``, ``day``, ``hour``, ``same_day``, ``at_once``; anything else: no date is computed."""
    note: Text = ""
    cases: tuple[str, ...] = ()
    """Ids of the cases it is for; empty for all."""


@_exact
@dataclass(frozen=True, slots=True)
class Paper:
    """One component (thành phần hồ sơ) of a case."""

    id: str
    name: Text
    originals: int = 0
    copies: int = 0
    replaced_by: Text = ""
    """The data that replaces this paper, in words; empty when nothing does."""
    attach: bool = False
    """True when the citizen may lay it under the camera."""
    condition: Text = ""
    """When it is needed, in words; empty for always."""
    needed_if: tuple[str, ...] = ()
    """Pre-check facts of which one asks for this paper; empty: needed whatever was answered."""
    show_only: bool = False
    """Shown to the officer and given back (xuất trình), not handed in."""


@_exact
@dataclass(frozen=True, slots=True)
class Case:
    """One case (trường hợp) of a procedure, with the papers that it needs."""

    id: str
    name: Text
    forms: tuple[str, ...] = ()
    """Symbols of the official forms it fills, such as ``CT01``; more than one is a bundle."""
    papers: tuple[Paper, ...] = ()
    """The papers of this case alone; those of every case stand in `Procedure.papers`."""


@_exact
@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a pre-check question."""

    id: str
    label: Text
    hint: Text = ""
    case: str = ""
    """The case that this answer chooses; empty when it chooses none."""
    facts: tuple[str, ...] = ()
    """What is known from now on; papers and later questions refer to it."""
    unsure: bool = False
    """ "Tôi không chắc": an officer decides."""


@_exact
@dataclass(frozen=True, slots=True)
class Question:
    """One pre-check question in plain words."""

    id: str
    text: Text
    choices: tuple[Choice, ...]
    hint: Text = ""
    ask_if: tuple[str, ...] = ()
    """Facts of which one makes this question necessary; empty: always asked."""


@_exact
@dataclass(frozen=True, slots=True)
class FormerCode:
    """A code under which the procedure, or one that it replaces, was known."""

    code: str
    valid_to: date | None = None
    """Last day of that code; None when the source does not say."""


@_exact
@dataclass(frozen=True, slots=True)
class Reduction:
    """A part of every fee that is waived for a time."""

    percent: int
    basis: Text
    valid_from: date
    valid_to: date


@_exact
@dataclass(frozen=True, slots=True)
class Review:
    """Where the data comes from, and the person who compared it with the official text."""

    source: str
    retrieved: date
    reviewed_by: str = ""
    """Empty until a person has compared it."""
    reviewed_on: date | None = None


@_exact
@dataclass(frozen=True, slots=True)
class Procedure:
    """A public procedure as the citizen meets it."""

    slug: str
    code: str
    name: Text
    short_name: Text
    summary: Text
    group: str
    """Id of the life event it is listed under."""
    agency: Text
    level: str
    cases: tuple[Case, ...]
    fees: tuple[Fee, ...]
    times: tuple[TimeLimit, ...]
    legal_basis: tuple[Text, ...]
    result: Text
    purposes: tuple[str, ...]
    """Ids of the consent purposes it asks, see ``resources/consents.toml``."""
    filing: Filing = Filing.DESK
    holder: Holder = Holder.UNVERIFIED
    portrait: bool = False
    """True when it declares a purpose for the chip's portrait."""
    valid_from: date | None = None
    valid_to: date | None = None
    keywords: tuple[Text, ...] = ()
    papers: tuple[Paper, ...] = ()
    """The papers of every case."""
    questions: tuple[Question, ...] = ()
    """Pre-check: asked in order until the case and its papers are known."""
    field: Text = ""
    """Lĩnh vực, as the national database names it."""
    also_in: tuple[str, ...] = ()
    """Further life events that list it."""
    steps: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()
    """What the citizen should know before coming."""
    cautions: tuple[str, ...] = ()
    """What staff should know of the data: contradictions and gaps of the source."""
    essential: bool = False
    """One of the essential online services (dịch vụ công thiết yếu)."""
    paperless: bool = False
    """Can end without any paper being handed in (không giấy)."""
    former_codes: tuple[FormerCode, ...] = ()
    replaced_by: str = ""
    """Code of the procedure that took its place."""
    competence: Text = ""
    """The question for the place that decides which commune is competent; empty where any commune may decide."""
    exemptions: str = ""
    """Name of the list in ``resources/exemptions.toml`` that applies to its fees."""
    reductions: tuple[Reduction, ...] = ()
    review: Review | None = None

    def get_case(self, case: str) -> Case:
        """Return the case of that id. Raises KeyError."""
        for found in self.cases:
            if found.id == case:
                return found
        raise KeyError(case)

    @property
    def fillable(self) -> bool:
        """True when at least one case has a form that the kiosk can fill."""
        return any(case.forms for case in self.cases)
