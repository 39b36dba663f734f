"""What the staff's screen knows: the pad, the board, and the citizen's side – never what a citizen answered."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.staff.roles import Right
from kiosk.visit.desk import events as de
from kiosk.visit.desk.view import Beside, DeskView, Page, Pile
from kiosk.visit.snapshot import Snapshot
from ui.touch.bridge import ViewModel
from ui.touch.screens.codes import picture_of
from ui.touch.screens.counting_down import left
from ui.touch.screens.pictures import PORTRAIT
from ui.touch.screens.staff import saying

QML_IMPORT_NAME = "touch.screens.staff"
QML_IMPORT_MAJOR_VERSION = 1

_NOBODY = DeskView()
_ALONE = Beside("")
_PLAIN = {
    "send_again": de.SendAgain,
    "close": de.CloseKiosk,
    "reopen": de.ReopenKiosk,
    "report": de.PrintReport,
    "post_list": de.PrintPostList,
    "offer": de.OfferHelp,
    "hand_over": de.HandOver,
}
_ABOUT = {"reprint": de.Reprint, "erase": de.Erase}


@QmlElement
class StaffViewModel(ViewModel):
    """One member of staff at the screen, or nobody yet."""

    changed = Signal()
    ticked = Signal()
    """A second passed: what counts down is apart, so that nothing under a finger is made anew."""

    def part(self, snapshot: Snapshot) -> object:
        """The desk alone, but for what counts down."""
        desk = snapshot.desk
        return desk and replace(desk, wait=0, locks_in=0), snapshot.visit

    def take(self, snapshot: Snapshot) -> None:
        """Show this snapshot."""
        super().take(snapshot)
        self.ticked.emit()

    @property
    def _desk(self) -> DeskView:
        return self._snapshot.desk or _NOBODY

    @Property(bool, notify=changed)
    def signedIn(self) -> bool:
        """Somebody is signed in."""
        return self._desk.person is not None

    @Property(str, notify=changed)
    def name(self) -> str:
        """Of the member of staff."""
        return self._desk.person.name if self._desk.person else ""

    @Property(list, notify=changed)
    def rights(self) -> list[str]:
        """What the role may do: values of `kiosk.staff.roles.Right`."""
        return sorted(right.value for right in self._desk.rights)

    @Property(list, notify=changed)
    def pad(self) -> list[str]:
        """The ten digits as they lie on the pad."""
        return [str(digit) for digit in self._desk.pad]

    @Property(bool, notify=changed)
    def working(self) -> bool:
        """An act is under way."""
        return self._desk.working

    @Property(str, notify=changed)
    def page(self) -> str:
        """A `Page` value."""
        return self._desk.page.value

    @Property(str, notify=changed)
    def challenge(self) -> str:
        """What a technician reads to the help desk; empty while the PIN is asked."""
        return self._desk.challenge

    @Property(str, notify=changed)
    def challengePicture(self) -> str:
        """The same as a code for a telephone."""
        return picture_of(self._desk.challenge)

    @Property(str, notify=ticked)
    def locksIn(self) -> str:
        """Time until the board locks itself."""
        return left(self._desk.locks_in)

    @Property(dict, notify=ticked)
    def notice(self) -> dict[str, str]:
        """What became of the last act: ``kind, text``; an empty text is nothing."""
        return saying.notice(self._desk)

    @Property(bool, notify=changed)
    def closed(self) -> bool:
        """Staff keep the kiosk closed."""
        return self._desk.closed

    @Property(bool, notify=changed)
    def inVisit(self) -> bool:
        """A citizen's visit goes on meanwhile."""
        return self._snapshot.visit != ""

    @Property(list, notify=changed)
    def tabs(self) -> list[dict[str, Any]]:
        """The pages of the board: ``id, icon, text, on``."""
        return list(saying.tabs(self._desk, in_visit=self._snapshot.visit != ""))

    @Property(list, notify=changed)
    def piles(self) -> list[dict[str, Any]]:
        """How many dossiers: ``id, icon, kind, text, count, on``."""
        return list(saying.piles(self._desk))

    @Property(str, notify=changed)
    def underPiles(self) -> str:
        """Which pile is listed and when it is tried again."""
        return saying.under_piles(self._desk)

    @Property(list, notify=changed)
    def rows(self) -> list[dict[str, Any]]:
        """The dossiers of the pile: ``number, procedure, said, state, why``."""
        return list(map(saying.dossier, self._desk.board.rows))

    @Property(bool, notify=changed)
    def maySendAgain(self) -> bool:
        """There is something that waits, and the role may try it now."""
        board = self._desk.board
        return bool(board.rows) and board.pile is Pile.WAITING and Right.SEND_AGAIN in self._desk.rights

    @Property(list, notify=changed)
    def machines(self) -> list[dict[str, Any]]:
        """Devices and disk: ``icon, name, kind, mark, text, code, steps``."""
        return list(map(saying.machine, self._desk.board.machines))

    @Property(str, notify=changed)
    def ailing(self) -> str:
        """Devices that need somebody, and how each is; empty while all are well."""
        return saying.ailing(self._desk.board.machines)

    @Property(list, notify=changed)
    def holdings(self) -> list[dict[str, str]]:
        """Classes of data on this machine: ``title, text``."""
        return list(map(saying.holding, self._desk.holdings))

    @Property(list, notify=changed)
    def figures(self) -> list[dict[str, Any]]:
        """Bars of the indicators: ``label, value, fraction, detail``."""
        return [asdict(figure) for figure in self._desk.figures]

    @Property(dict, notify=changed)
    def beside(self) -> dict[str, Any]:
        """The citizen's side, see `saying.citizen`."""
        return saying.citizen(self._desk.beside or _ALONE, f"image://{PORTRAIT}/{self._snapshot.visit}-staff")

    # --- what is touched ---

    @Slot(str, str, str)
    def signIn(self, number: str, pin: str, code: str) -> None:
        """Try to sign in with what was typed."""
        self.bridge.send(de.SignInAs(number, pin, code))

    @Slot(str)
    def askUnlock(self, number: str) -> None:
        """Ask for a challenge in place of the PIN."""
        self.bridge.send(de.AskUnlock(number))

    @Slot(str)
    def answerUnlock(self, digits: str) -> None:
        """Try the help desk's digits."""
        self.bridge.send(de.AnswerUnlock(digits))

    @Slot()
    def backToPad(self) -> None:
        """Type the PIN after all."""
        self.bridge.send(de.BackToPad())

    @Slot()
    def leave(self) -> None:
        """Lock the board."""
        self.bridge.send(de.LeaveDesk())

    @Slot(str)
    def turn(self, page: str) -> None:
        """Go to another page."""
        self.bridge.send(de.TurnTo(Page(page)))

    @Slot(str)
    def showPile(self, pile: str) -> None:
        """List other dossiers."""
        self.bridge.send(de.ShowPile(Pile(pile)))

    @Slot(str, str)
    def act(self, name: str, number: str) -> None:
        """Do what a button says; `number` is a local number where the act concerns one."""
        self.bridge.send(_ABOUT[name](number) if name in _ABOUT else _PLAIN[name]())

    @Slot(bool)
    def vouch(self, right_person: bool) -> None:
        """Say whether the person is the card's holder."""
        self.bridge.send(de.Vouch(right_person))

    @Slot(bool)
    def answerOffer(self, agrees: bool) -> None:
        """The citizen's own answer."""
        self.bridge.send(de.AnswerOffer(agrees))

    @Slot(str, str, str, str, str)
    def identify(self, paper: str, number: str, name: str, born: str, sex: str) -> None:
        """Take the person from a paper."""
        self.bridge.send(de.IdentifyByPaper(paper, number, name, born, sex))
