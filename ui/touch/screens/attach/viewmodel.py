"""What the papers screen knows: the paper that is laid down now, its pages, and what is in the way of the next one."""

from __future__ import annotations

import zlib

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from drivers.ports import PaperAdvice
from kiosk.visit.events import Back, BringLater, DropPage, MovePage, Next, RetakePage, ShowPaper, TakePage
from kiosk.visit.papers import PapersView
from kiosk.visit.snapshot import Snapshot
from kiosk.visit.states import State
from ui.touch.screens.looking import LookingViewModel
from ui.touch.screens.pictures import CAMERA, PAGE

QML_IMPORT_NAME = "touch.screens.attach"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class AttachViewModel(LookingViewModel):
    """One paper at a time."""

    changed = Signal()
    address = f"image://{CAMERA}/desk-"

    def wants_picture(self, snapshot: Snapshot) -> bool:
        """As long as papers are laid."""
        return snapshot.state is State.ATTACH

    def part(self, snapshot: Snapshot) -> PapersView | None:
        """The papers."""
        return snapshot.papers

    @property
    def _papers(self) -> PapersView | None:
        return self._snapshot.papers

    @Property(str, notify=changed)
    def paper(self) -> str:
        """Name of the paper that is laid down now."""
        return self._papers.pile.paper.name if self._papers else ""

    @Property(str, notify=changed)
    def condition(self) -> str:
        """A word more about the paper."""
        return self._papers.pile.paper.condition if self._papers else ""

    @Property(int, notify=changed)
    def number(self) -> int:
        """Which paper this is, from 1."""
        return self._papers.at + 1 if self._papers else 0

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many papers there are."""
        return len(self._papers.piles) if self._papers else 0

    @Property(list, notify=changed)
    def pages(self) -> list[str]:
        """Addresses of the pages taken of this paper."""
        if self._papers is None:
            return []
        at, pages = self._papers.at, self._papers.pile.pages
        return [f"image://{PAGE}/{at}-{n}-{zlib.crc32(page.jpeg):08x}" for n, page in enumerate(pages)]

    @Property(bool, notify=changed)
    def later(self) -> bool:
        """The citizen brings this paper to the desk."""
        return self._papers is not None and self._papers.pile.later

    @Property(bool, notify=changed)
    def settled(self) -> bool:
        """Nothing more is to be done about this paper."""
        return self._papers is not None and self._papers.pile.settled

    @Property(bool, notify=changed)
    def taking(self) -> bool:
        """A page is being taken."""
        return self._papers is not None and self._papers.taking

    @Property(str, notify=changed)
    def advice(self) -> str:
        """What is in the way of the last page: a value of PaperAdvice, empty when nothing is."""
        advice = self._papers.advice if self._papers else PaperAdvice.GOOD
        return "" if advice is PaperAdvice.GOOD else advice.value

    @Slot()
    def takePage(self) -> None:
        """Take the page that lies there."""
        self.bridge.send(TakePage())

    @Slot(int)
    def retake(self, page: int) -> None:
        """Take this page again."""
        self.bridge.send(RetakePage(page))

    @Slot(int)
    def drop(self, page: int) -> None:
        """Throw this page away."""
        self.bridge.send(DropPage(page))

    @Slot(int, int)
    def move(self, page: int, to: int) -> None:
        """Move a page to another place."""
        self.bridge.send(MovePage(page, to))

    @Slot(bool)
    def bringLater(self, later: bool) -> None:
        """Bring this paper to the desk, or not."""
        self.bridge.send(BringLater(later))

    @Slot()
    def next(self) -> None:
        """The primary button."""
        self.bridge.send(Next())

    @Slot()
    def back(self) -> None:
        """To the paper before, or to the form."""
        at = self._papers.at if self._papers else 0
        self.bridge.send(ShowPaper(at - 1) if at > 0 else Back())
