"""Everything a screen may know of a visit, as one frozen value; a citizen's data lives here and dies with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from kiosk.visit.rating import UNRATED, Rating
from sync.delivery import State as DossierState

if TYPE_CHECKING:  # the first picture is painted before any of these is needed
    from drivers.ports import Portrait, Verdict
    from kiosk.faults import Fault
    from kiosk.forms.view import PageView, ReviewSection
    from kiosk.identity.party import Fact, Party
    from kiosk.language.words import Line, Text
    from kiosk.procedures.catalogue import LifeEvent
    from kiosk.procedures.competence import Competent
    from kiosk.procedures.fees import Quote
    from kiosk.procedures.precheck import Outcome
    from kiosk.procedures.procedure import Procedure, Question
    from kiosk.visit.bench import BenchView
    from kiosk.visit.desk.view import DeskView
    from kiosk.visit.papers import PapersView
    from kiosk.visit.states import State
    from kiosk.visit.tracked import Tracked


class IdentifyStep(StrEnum):
    """How far identification is."""

    CODE = "code"
    """Looking for the code on the card (or waiting for a typed number)."""
    CARD = "card"
    """The number is known; waiting for the card on the reader."""
    READING = "reading"
    CHECKING = "checking"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Identification:
    """What the identify screen shows."""

    role: str = "requester"
    """Whose card is wanted."""
    step: IdentifyStep = IdentifyStep.CODE
    by_code: bool = False
    """The number came from the camera, not from the keyboard."""
    fraction: float = 0.0
    """0…1 of the bytes known from file headers."""
    seconds_left: int | None = None
    name: str = field(default="", repr=False)
    """Shown as soon as DG1 and DG13 are in."""
    number: str = field(default="", repr=False)
    portrait: Portrait | None = field(default=None, repr=False)
    """The chip's face, only where the procedure declares a purpose for it; shown until the person goes on."""
    verdict: Verdict | None = None
    reasons: tuple[str, ...] = ()
    """Why the verdict is what it is, as the reading names it."""
    differences: tuple[Fact, ...] = ()
    """The facts in which code and chip, or two files of the chip, differ."""


@dataclass(frozen=True, slots=True)
class ProcedureCard:
    """One entry of the catalogue list."""

    slug: str
    code: str
    name: Text
    summary: Text
    fillable: bool


@dataclass(frozen=True, slots=True)
class CatalogueView:
    """What the choose screen shows: groups, or a list of procedures."""

    groups: tuple[LifeEvent, ...] = ()
    group: str = ""
    search: str = ""
    procedures: tuple[ProcedureCard, ...] = ()
    total: int = 0
    """Number of procedures in the whole catalogue."""


@dataclass(frozen=True, slots=True)
class PrecheckView:
    """What the pre-check screen shows: one question, or what follows from all answers."""

    question: Question | None
    """None once everything is known."""
    number: int
    """Of the question shown, from 1."""
    count: int
    """Questions as far as the answers tell."""
    chosen: str
    """Id of the choice picked for this question."""
    outcome: Outcome
    fee: Quote
    fillable: bool
    """The kiosk has the forms of this case."""
    competent: Competent
    """The place that decides: the kiosk's own unless the citizen named another."""
    exemption: str
    """Name of the group by which the citizen pays less; empty for none."""


@dataclass(frozen=True, slots=True)
class Consent:
    """One purpose, one page (Law 91/2025/QH15): who gets which data for what."""

    purpose: str
    title: Line
    text: Line
    data: tuple[Text, ...]
    recipient: Line
    refusal: Text
    """What happens when the citizen refuses."""
    number: int = 1
    count: int = 1
    version: str = ""
    """Of the words."""


Delivery = DossierState
"""The state of a dossier in the words of design reference §5."""


class SlipState(StrEnum):
    """What became of the slip."""

    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Submitted:
    """What the citizen takes along."""

    local_number: str
    submission_id: str
    delivery: Delivery
    dossier_code: str = ""
    slip: SlipState = SlipState.PRINTING
    slip_code: str = ""
    """Text of the slip's QR code, for the screen."""
    unfinished: bool = False
    """Handed to the counter half filled."""
    left: tuple[Line, ...] = ()
    """What is left to do at the desk."""
    payment: str = ""
    """Content of the code that asks for the fee; never that it was paid."""
    payee: str = ""
    """Owner, number and bank of the account it asks for."""
    suggestions: tuple[Line, ...] = ()
    """What may be due soon, by what the chip says."""
    calendar: str = ""
    """A newborn's vaccinations as iCalendar text; empty for everything but a birth."""


@dataclass(frozen=True, slots=True)
class Counter:
    """One line of people: a letter, what it is for, where."""

    letter: str
    name: Text
    desk: str = ""
    groups: tuple[str, ...] = ()
    """Life events of the catalogue that it serves."""


@dataclass(frozen=True, slots=True)
class TicketView:
    """The choice of a counter, then the number."""

    counters: tuple[Counter, ...]
    """Those that may be chosen."""
    counter: Counter | None = None
    number: str = ""
    """``A012``; empty before it is given."""
    slip: SlipState = SlipState.PRINTING


@dataclass(frozen=True, slots=True)
class IdleWarning:
    """Nobody has touched the screen for a while."""

    seconds_left: int
    extensions: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The whole visible truth of a visit; inside in Vietnamese, on its way to the screen in `language`."""

    state: State
    visit: str = ""
    """Random id of this visit; empty on welcome."""
    language: str = "vi"
    centre: str = ""
    simulated: bool = False
    """Any device is simulated: the banner is on."""
    aims_by_picture: bool = True
    """Codes are read by a camera that shows what it sees; else by a scanner with a light of its own."""
    online: bool = True
    """The portal answered last time it was asked."""
    catalogue: CatalogueView = CatalogueView()
    procedure: Procedure | None = None
    precheck: PrecheckView | None = None
    guide: SlipState | None = None
    """What became of the guide to take home; None while none was asked for."""
    draft: bool = False
    """The forms of this case were not yet compared with the official text by a person."""
    parties: Mapping[str, Party] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    identification: Identification = Identification()
    consent: Consent | None = None
    page: PageView | None = field(default=None, repr=False)
    papers: PapersView | None = field(default=None, repr=False)
    review: tuple[ReviewSection, ...] = field(default=(), repr=False)
    submitted: Submitted | None = None
    rating: Rating = UNRATED
    counters: tuple[Counter, ...] = ()
    """Where the centre calls people by numbers; the same in every visit."""
    tracked: Tracked | None = None
    ticket: TicketView | None = None
    data: Path | None = None
    """Folder of the signed catalogue that this visit is served by; None for what was installed."""
    fault: Fault | None = None
    """What went wrong last in this state; the screen says its words; None when all is well."""
    idle: IdleWarning | None = None
    staff_called_at: float | None = None
    """Monotonic seconds of the call, None when nobody is called."""
    desk: DeskView | None = field(default=None, repr=False)
    """What staff see, over whatever the citizen saw; None while no member of staff is at the screen."""
    bench: BenchView | None = field(default=None, repr=False)
    """What a technician sees, in their own state only."""
    helped_by: str = ""
    """Name of the member of staff who helps with the form, with the citizen's agreement."""
    card_left: bool = False
    """The card of the visit that just ended still lies on the reader."""

    @property
    def in_visit(self) -> bool:
        """True from the first touch until the data is wiped."""
        return self.visit != ""
