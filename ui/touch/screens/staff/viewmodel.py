"""What the staff's screen knows: the pad, the board, and the citizen's side – never what a citizen answered."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.visit.desk import events as de
from kiosk.visit.desk.view import Beside, DeskView, Page, Pile
from kiosk.visit.snapshot import Snapshot
from ui.touch.bridge import ViewModel

QML_IMPORT_NAME = "touch.screens.staff"
QML_IMPORT_MAJOR_VERSION = 1

_NOBODY = DeskView()
_ALONE = Beside("")


@QmlElement
class StaffViewModel(ViewModel):
    """One member of staff at the screen, or nobody yet."""

    changed = Signal()

    def part(self, snapshot: Snapshot) -> object:
        """The desk alone."""
        return snapshot.desk, snapshot.visit

    @property
    def _desk(self) -> DeskView:
        return self._snapshot.desk or _NOBODY

    @property
    def _beside(self) -> Beside:
        return self._desk.beside or _ALONE

    @Property(bool, notify=changed)
    def signedIn(self) -> bool:
        """Somebody is signed in."""
        return self._desk.person is not None

    @Property(str, notify=changed)
    def name(self) -> str:
        """Of the member of staff."""
        return self._desk.person.name if self._desk.person else ""

    @Property(str, notify=changed)
    def role(self) -> str:
        """A `kiosk.staff.roles.Role` value, empty while nobody is signed in."""
        return self._desk.person.role.value if self._desk.person else ""

    @Property(list, notify=changed)
    def rights(self) -> list[str]:
        """What the role may do: values of `kiosk.staff.roles.Right`."""
        return sorted(right.value for right in self._desk.rights)

    @Property(list, notify=changed)
    def pad(self) -> list[str]:
        """The ten digits as they lie on the pad."""
        return [str(digit) for digit in self._desk.pad]

    @Property(int, notify=changed)
    def wait(self) -> int:
        """Seconds to wait after a refusal."""
        return self._desk.wait

    @Property(bool, notify=changed)
    def refused(self) -> bool:
        """The last attempt was refused."""
        return self._desk.refused

    @Property(bool, notify=changed)
    def working(self) -> bool:
        """An act is under way."""
        return self._desk.working

    @Property(str, notify=changed)
    def page(self) -> str:
        """A `Page` value."""
        return self._desk.page.value

    @Property(str, notify=changed)
    def notice(self) -> str:
        """What became of the last act, a `Notice` value; empty for nothing."""
        return self._desk.notice.value if self._desk.notice else ""

    @Property(bool, notify=changed)
    def closed(self) -> bool:
        """Staff keep the kiosk closed."""
        return self._desk.closed

    @Property(bool, notify=changed)
    def inVisit(self) -> bool:
        """A citizen's visit goes on meanwhile."""
        return self._snapshot.visit != ""

    @Property(str, notify=changed)
    def pile(self) -> str:
        """Which dossiers are listed: a `Pile` value."""
        return self._desk.board.pile.value

    @Property(list, notify=changed)
    def counts(self) -> list[dict[str, Any]]:
        """How many dossiers each pile has: ``id, count``."""
        return [{"id": pile.value, "count": count} for pile, count in self._desk.board.counts.items()]

    @Property(list, notify=changed)
    def rows(self) -> list[dict[str, Any]]:
        """The dossiers of the pile: ``number, procedure, at, state, why, attempts``."""
        return [asdict(row) | {"state": row.state.value} for row in self._desk.board.rows]

    @Property(str, notify=changed)
    def nextTry(self) -> str:
        """When the next attempt is due, ``14:06``."""
        return self._desk.board.next_try

    @Property(list, notify=changed)
    def machines(self) -> list[dict[str, Any]]:
        """Devices and disk: ``name, fault, low``; an empty fault is none."""
        return [
            {"name": one.name, "fault": one.fault.value if one.fault else "", "low": one.paper_low}
            for one in self._desk.board.machines
        ]

    @Property(list, notify=changed)
    def holdings(self) -> list[dict[str, Any]]:
        """Classes of data on this machine: ``name, count, oldest, days``."""
        return [asdict(one) for one in self._desk.holdings]

    # --- beside the citizen ---

    @Property(str, notify=changed)
    def procedure(self) -> str:
        """What the citizen is doing."""
        return self._beside.procedure

    @Property(bool, notify=changed)
    def identified(self) -> bool:
        """The citizen has been identified."""
        return self._beside.identified

    @Property(bool, notify=changed)
    def vouched(self) -> bool:
        """Staff have said that the person is the holder."""
        return self._beside.holder.value == "staff"

    @Property(bool, notify=changed)
    def holderNeeded(self) -> bool:
        """Without that the procedure is not filed."""
        return self._beside.holder_needed

    @Property(str, notify=changed)
    def portrait(self) -> str:
        """Address of the chip's face, empty where there is none."""
        return f"image://portrait/{self._snapshot.visit}-staff" if self._beside.portrait else ""

    @Property(str, notify=changed)
    def verdict(self) -> str:
        """A `Verdict` value, empty without a chip."""
        return self._beside.verdict.value if self._beside.verdict else ""

    @Property(list, notify=changed)
    def reasons(self) -> list[str]:
        """Why, in sentences."""
        return list(self._beside.reasons)

    @Property(list, notify=changed)
    def differences(self) -> list[str]:
        """The facts in which code and chip differ: `Fact` values."""
        return [fact.value for fact in self._beside.differences]

    @Property(bool, notify=changed)
    def helped(self) -> bool:
        """Staff help with the form."""
        return self._beside.helped

    @Property(bool, notify=changed)
    def mayIdentify(self) -> bool:
        """A paper may stand for the chip now."""
        return self._beside.may_identify

    @Property(bool, notify=changed)
    def mayHandOver(self) -> bool:
        """The form may go to the counter as it is."""
        return self._beside.may_hand_over

    # --- what is touched ---

    @Slot(str, str, str)
    def signIn(self, number: str, pin: str, code: str) -> None:
        """Try to sign in with what was typed."""
        self.bridge.send(de.SignInAs(number, pin, code))

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
        acts = {"reprint": de.Reprint, "erase": de.Erase}
        plain = {
            "send_again": de.SendAgain,
            "close": de.CloseKiosk,
            "reopen": de.ReopenKiosk,
            "report": de.PrintReport,
            "post_list": de.PrintPostList,
            "offer": de.OfferHelp,
            "hand_over": de.HandOver,
        }
        self.bridge.send(acts[name](number) if name in acts else plain[name]())

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
