"""What a screen, a key or a test may tell a visit; the only way in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the first picture is painted before the forms are needed
    from kiosk.forms.view import JsonValue


@dataclass(frozen=True, slots=True)
class Event:
    """Base of all events. Every event counts as a sign that someone is there.

    One that says nothing more than its name inherits all it needs: it is equal to its own kind.
    """


class Begin(Event):
    """The first touch on welcome: "Làm thủ tục"."""


@dataclass(frozen=True, slots=True)
class Search(Event):
    """Words typed into the search of the catalogue; empty shows the groups again."""

    text: str


@dataclass(frozen=True, slots=True)
class ShowGroup(Event):
    """A life event was chosen ("" = all groups, "*" = every procedure)."""

    group: str


@dataclass(frozen=True, slots=True)
class Choose(Event):
    """A procedure was chosen, by its slug."""

    slug: str


@dataclass(frozen=True, slots=True)
class Pick(Event):
    """An answer to the pre-check question that is shown, by the id of the choice."""

    choice: str


class PrintGuide(Event):
    """Print what the pre-check found, to take home."""


@dataclass(frozen=True, slots=True)
class EnterCardNumber(Event):
    """The 12 digits typed where the code cannot be read."""

    number: str = field(repr=False)


class WithoutChip(Event):
    """Go on with what the code or the typed number says, at lower assurance ("Không đọc được chip? Cách khác")."""


class TryAgain(Event):
    """Repeat what failed (reading the card, printing, storing)."""


class Agree(Event):
    """Consent to the purpose that is shown."""


class Refuse(Event):
    """No consent to the purpose that is shown."""


@dataclass(frozen=True, slots=True)
class Answer(Event):
    """A field was left with this value."""

    pointer: str
    value: JsonValue = field(repr=False)


@dataclass(frozen=True, slots=True)
class AddRow(Event):
    """Add an empty row to a repeat."""

    pointer: str


@dataclass(frozen=True, slots=True)
class RemoveRow(Event):
    """Remove the row at this pointer."""

    pointer: str


@dataclass(frozen=True, slots=True)
class ReadParty(Event):
    """Fill (“Đặt thẻ của người này”) the block about this party from that person's own card."""

    role: str


class Next(Event):
    """The primary button: next page, or on with the visit."""


class Back(Event):
    """One page or state back; answers stay."""


class PaperEvent(Event):
    """Base of what is touched while papers are laid under the camera."""


class TakePage(PaperEvent):
    """Take the page that lies there."""


@dataclass(frozen=True, slots=True)
class RetakePage(PaperEvent):
    """Take this page (0-based) again."""

    index: int


@dataclass(frozen=True, slots=True)
class DropPage(PaperEvent):
    """Throw this page (0-based) away."""

    index: int


@dataclass(frozen=True, slots=True)
class MovePage(PaperEvent):
    """Move a page (0-based) to another place."""

    index: int
    to: int


@dataclass(frozen=True, slots=True)
class BringLater(PaperEvent):
    """Bring this paper to the desk instead, or not."""

    later: bool = True


@dataclass(frozen=True, slots=True)
class ShowPaper(PaperEvent):
    """Go to another paper, by its place (0-based)."""

    at: int


@dataclass(frozen=True, slots=True)
class EditPage(Event):
    """Edit (“Sửa” on review): go to this page and come back to review."""

    page: int


class Confirm(Event):
    """The citizen says “Đúng rồi, nộp hồ sơ”."""


class PrintAgain(Event):
    """Print the slip of this visit once more; never submits again."""


@dataclass(frozen=True, slots=True)
class Rate(Event):
    """How easy it was: 1 … 5; the face that is touched last counts."""

    face: int


@dataclass(frozen=True, slots=True)
class RateReason(Event):
    """What was not good, or a second touch to take it back: a value of `kiosk.visit.rating.Reason`."""

    reason: str


class Another(Event):
    """Another procedure for the same person: the card need not be laid again, answers are wiped."""


class Track(Event):
    """The touch "Tra cứu hồ sơ đã nộp" on welcome."""


@dataclass(frozen=True, slots=True)
class LookUp(Event):
    """A number was typed: a dossier code or a machine's own number."""

    number: str


class TakeNumber(Event):
    """Take a number for the queue ("Lấy số thứ tự"), on welcome or after the pre-check."""


@dataclass(frozen=True, slots=True)
class ChooseCounter(Event):
    """A counter was chosen, by its letter."""

    letter: str


class Finish(Event):
    """The citizen is done: wipe."""


class Leave(Event):
    """The citizen confirmed “Kết thúc và xóa”."""


class StillHere(Event):
    """The citizen touched “Tôi cần thêm thời gian”."""


class CallStaff(Event):
    """Call staff from any screen; a second touch takes the call back."""


@dataclass(frozen=True, slots=True)
class SetLanguage(Event):
    """Language of the screen: a folder name of ``resources/languages``."""

    code: str


class Touched(Event):
    """Somebody touched or typed without meaning: resets the idle clock."""
