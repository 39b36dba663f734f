"""Everything the staff's screen may know, as frozen values. Names of citizens and what they filed are not among it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from drivers.ports import DeviceFault, Portrait, Verdict
from kiosk.identity.party import Fact
from kiosk.staff.roles import Person, Right
from sync.delivery import State as Delivery
from sync.envelope import Holder


class Page(StrEnum):
    """The pages of the board."""

    QUEUE = "queue"
    FIGURES = "figures"
    SLIPS = "slips"
    MACHINE = "machine"
    HOLDINGS = "holdings"
    BESIDE = "beside"
    """At the side of the citizen whose visit goes on."""
    OFFER = "offer"
    """The citizen is asked whether staff may help."""
    PAPER = "paper"
    """Identity from a paper."""


class Pile(StrEnum):
    """Which dossiers are listed."""

    WAITING = "waiting"
    RETURNED = "returned"
    SENT = "sent"

    @property
    def states(self) -> tuple[Delivery, ...]:
        """The states that belong to it."""
        return _STATES[self]


_STATES = {
    Pile.WAITING: (Delivery.QUEUED, Delivery.SENDING, Delivery.BLOCKED, Delivery.QUARANTINED),
    Pile.RETURNED: (Delivery.RETURNED, Delivery.REFUSED),
    Pile.SENT: (Delivery.SENT, Delivery.ACCEPTED),
}


class PaperKind(StrEnum):
    """A paper that says who somebody is where a chip does not."""

    CARD = "card"
    """The card's own face, its chip being dead."""
    PASSPORT = "passport"
    OLD_CARD = "old_card"
    """CMND."""
    CERTIFICATE = "certificate"
    """Giấy xác nhận của công an."""


class Notice(StrEnum):
    """What became of the last act; the screen has the words."""

    DONE = "done"
    PRINTED = "printed"
    NOT_PRINTED = "not_printed"
    UNKNOWN_NUMBER = "unknown_number"
    BUSY = "busy"
    """The dossier is being sent now."""
    NO_HELP_DESK = "no_help_desk"
    """This kiosk shares no secret with a help desk: it never enrolled."""
    NOT_ALLOWED = "not_allowed"
    NOT_RECORDED = "not_recorded"
    """The audit log did not take the row: the act did not happen."""
    NOT_OPENED = "not_opened"
    """The queue or the counters do not answer: the act did not happen."""
    NOT_COMPLETE = "not_complete"
    """Something on the page is missing or wrong."""


@dataclass(frozen=True, slots=True)
class Row:
    """One dossier of the list."""

    number: str
    procedure: str
    """Name of the procedure, empty when the catalogue no longer knows it."""
    at: str
    """When it was stored, ``14:05`` today, ``14:05 21/11`` before."""
    state: Delivery
    why: str = ""
    """Why it is where it is, in the words for staff."""
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Machine:
    """One device, or the disk."""

    name: str
    """Of the settings: ``card_reader`` …, or ``disk``."""
    fault: DeviceFault | None = None
    paper_low: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """State of queue and devices."""

    counts: Mapping[Pile, int] = field(default_factory=lambda: MappingProxyType(dict.fromkeys(Pile, 0)))
    pile: Pile = Pile.WAITING
    rows: tuple[Row, ...] = ()
    next_try: str = ""
    """When the next attempt is due, ``14:06``; empty when nothing waits."""
    machines: tuple[Machine, ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """What staff see of a visit that goes on: why the machine hesitates, never what was answered."""

    state: str
    """The screen the citizen is at."""
    procedure: str = ""
    identified: bool = False
    holder: Holder = Holder.UNVERIFIED
    holder_needed: bool = False
    """The procedure is not filed before somebody vouches."""
    portrait: Portrait | None = field(default=None, repr=False)
    verdict: Verdict | None = None
    reasons: tuple[str, ...] = ()
    """Sentences that say why, in Vietnamese."""
    differences: tuple[Fact, ...] = ()
    helped: bool = False
    may_identify: bool = False
    """A paper may stand for the chip now."""
    may_hand_over: bool = False


@dataclass(frozen=True, slots=True)
class Holding:
    """One class of data that this kiosk holds."""

    name: str
    """Key of its words: ``queue.queued``, ``audit`` …"""
    count: int
    oldest: str = ""
    """``dd/mm/yyyy``; empty when there is none."""
    days: int = 0
    """How long it is kept at most; 0 for as long as its purpose lasts."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One bar of the indicators."""

    label: str
    value: str
    fraction: float = -1.0
    """0…1 of the bar; negative draws none."""
    detail: str = ""
    """Numerator and denominator."""


@dataclass(frozen=True, slots=True)
class DeskView:
    """One moment of the desk."""

    person: Person | None = None
    """None while the pad asks who it is."""
    rights: frozenset[Right] = frozenset()
    pad: tuple[int, ...] = ()
    """The ten digits in the order they lie on the pad; another each time."""
    wait: int = 0
    """Seconds until the next try is looked at, counted down."""
    refused: bool = False
    """The last try let nobody in."""
    challenge: str = ""
    """What the help desk is asked in place of a PIN; empty while the PIN is."""
    locks_in: int = 0
    """Seconds until the board locks itself unless it is touched."""
    page: Page = Page.QUEUE
    closed: bool = False
    """Staff keep the kiosk closed."""
    board: Board = Board()
    beside: Beside | None = None
    """None outside of a visit."""
    holdings: tuple[Holding, ...] = ()
    figures: tuple[Figure, ...] = ()
    notice: Notice | None = None
    working: bool = False
