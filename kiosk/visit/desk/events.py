"""What staff may tell the desk; a citizen's answer to an offer of help is here too."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kiosk.visit.events import Event

if TYPE_CHECKING:  # the first picture is painted before the board is needed
    from kiosk.visit.desk.view import Page, Pile


class StaffEvent(Event):
    """Base of everything the desk takes."""


class OpenDesk(StaffEvent):
    """Ask who it is: "Tôi là cán bộ"."""


@dataclass(frozen=True, slots=True)
class SignInAs(StaffEvent):
    """What was typed on the pad."""

    number: str
    pin: str = field(repr=False)
    code: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class AskUnlock(StaffEvent):
    """A technician without PIN or phone asks for a challenge to read to the help desk."""

    number: str


@dataclass(frozen=True, slots=True)
class AnswerUnlock(StaffEvent):
    """The digits that the help desk said."""

    digits: str = field(repr=False)


class BackToPad(StaffEvent):
    """The PIN after all; the challenge stays good."""


class LeaveDesk(StaffEvent):
    """Lock the board and go: "Xong, khóa bảng"."""


@dataclass(frozen=True, slots=True)
class TurnTo(StaffEvent):
    """Another page of the board."""

    page: Page


@dataclass(frozen=True, slots=True)
class ShowPile(StaffEvent):
    """Dossiers that wait, came back, or were sent."""

    pile: Pile


class SendAgain(StaffEvent):
    """Try everything that waits now."""


@dataclass(frozen=True, slots=True)
class Reprint(StaffEvent):
    """Print a slip again, without name and ID number."""

    number: str


class CloseKiosk(StaffEvent):
    """Take no visits until somebody reopens."""


class ReopenKiosk(StaffEvent):
    """Take visits again."""


class PrintReport(StaffEvent):
    """Print today's report."""


class PrintPostList(StaffEvent):
    """Print the list of today's dossiers whose papers go with the post."""


@dataclass(frozen=True, slots=True)
class Erase(StaffEvent):
    """Delete a dossier that its owner asked to be deleted, by local number."""

    number: str


@dataclass(frozen=True, slots=True)
class Vouch(StaffEvent):
    """The person here is the card's holder, or is not."""

    right_person: bool


class OfferHelp(StaffEvent):
    """Ask the citizen whether staff may help with the form."""


@dataclass(frozen=True, slots=True)
class AnswerOffer(StaffEvent):
    """What the citizen answers."""

    agrees: bool


class EndHelp(StaffEvent):
    """The citizen goes on alone."""


@dataclass(frozen=True, slots=True)
class IdentifyByPaper(StaffEvent):
    """Who it is by a paper in the hand of staff, where the chip is dead."""

    paper: str
    """A value of `kiosk.visit.desk.view.PaperKind`."""
    number: str = field(repr=False)
    name: str = field(repr=False)
    born: str = field(repr=False)
    """As it is typed: ``02091990``, ``02/09/1990``, ``1952``."""
    sex: str = field(default="", repr=False)


class HandOver(StaffEvent):
    """Give the half-filled form to the counter."""
