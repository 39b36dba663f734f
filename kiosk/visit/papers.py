"""Papers laid under the camera: for each paper of the case its pages, taken, taken again, moved, thrown away.

Originals go home with the citizen. A paper may always be brought to the desk instead. Pages live in the visit's
snapshot only; what is bound and sealed of them is said in `kiosk.visit.submit`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from drivers.ports import DeviceError, DocumentCamera, PaperAdvice, PaperPage
from kiosk.devices import Devices
from kiosk.faults import Fault
from kiosk.procedures.procedure import Paper
from kiosk.visit.events import BringLater, DropPage, MovePage, PaperEvent, RetakePage, ShowPaper, TakePage

MOST_PAGES = 40
"""Of one paper: a contract with annexes; more goes to the desk."""


@dataclass(frozen=True, slots=True)
class Pile:
    """One paper and the pages taken of it."""

    paper: Paper
    pages: tuple[PaperPage, ...] = field(default=(), repr=False)
    later: bool = False
    """The citizen brings it to the desk."""

    @property
    def part(self) -> str:
        """Name of the sealed part that its pages become."""
        return f"paper-{self.paper.id}"

    @property
    def settled(self) -> bool:
        """True when nothing more is to be done about this paper here."""
        return bool(self.pages) or self.later


@dataclass(frozen=True, slots=True)
class PapersView:
    """What the papers screen shows."""

    piles: tuple[Pile, ...]
    at: int = 0
    """Index of the paper that is laid down now."""
    advice: PaperAdvice = PaperAdvice.GOOD
    """What is in the way of the last page; GOOD when nothing is."""
    taking: bool = False

    @property
    def pile(self) -> Pile:
        """The paper that is laid down now."""
        return self.piles[self.at]

    @property
    def missing(self) -> int:
        """How many papers nothing was done about yet."""
        return sum(1 for pile in self.piles if not pile.settled)


Report = Callable[[PapersView, Fault | None], None]


def piles_of(papers: Iterable[Paper]) -> tuple[Pile, ...]:
    """Return an empty pile for every paper that may be laid under the camera."""
    return tuple(Pile(paper) for paper in papers if paper.attach)


class PaperDesk:
    """Takes papers for one visit; `run` is the task, `tell` passes the person's touches into it."""

    def __init__(self, devices: Devices, camera: DocumentCamera, view: PapersView, report: Report) -> None:
        self._devices = devices
        self._camera = camera
        self._view = view
        self._report = report
        self._touches: asyncio.Queue[PaperEvent] = asyncio.Queue()

    def tell(self, touch: PaperEvent) -> None:
        """Pass on what the person touched."""
        self._touches.put_nowait(touch)

    async def run(self) -> None:
        """Look and take pages until cancelled; the camera is on only meanwhile."""
        try:
            await self._camera.start()
        except DeviceError as error:
            self._devices.report(self._camera, error)
            self._show(self._view, Fault.CAMERA_AWAY)
        try:
            while True:
                await self._take(await self._touches.get())
        finally:
            await self._camera.stop()

    async def _take(self, touch: PaperEvent) -> None:
        match touch:
            case TakePage():
                await self._add(len(self._view.pile.pages))
            case RetakePage(index) if self._has(index):
                await self._add(index)
            case DropPage(index) if self._has(index):
                self._pages(*self._view.pile.pages[:index], *self._view.pile.pages[index + 1 :])
            case MovePage(index, to) if self._has(index) and self._has(to):
                pages = list(self._view.pile.pages)
                pages.insert(to, pages.pop(index))
                self._pages(*pages)
            case BringLater(later):
                self._change(replace(self._view.pile, later=later, pages=()))
            case ShowPaper(at) if 0 <= at < len(self._view.piles):
                self._show(replace(self._view, at=at, advice=PaperAdvice.GOOD))

    async def _add(self, index: int) -> None:
        """Take the page that lies there, as page `index`."""
        if index >= MOST_PAGES:
            return
        self._show(replace(self._view, taking=True, advice=PaperAdvice.GOOD))
        try:
            taken = await self._camera.take()
        except DeviceError as error:
            self._devices.report(self._camera, error)
            self._show(replace(self._view, taking=False), Fault.CAMERA_AWAY)
            return
        self._view = replace(self._view, taking=False)
        if isinstance(taken, PaperPage):
            pages = self._view.pile.pages
            self._pages(*pages[:index], taken, *pages[index + 1 :])
        else:
            self._show(replace(self._view, advice=taken))

    def _has(self, index: int) -> bool:
        return 0 <= index < len(self._view.pile.pages)

    def _pages(self, *pages: PaperPage) -> None:
        self._change(replace(self._view.pile, pages=pages, later=False))

    def _change(self, pile: Pile) -> None:
        piles = (*self._view.piles[: self._view.at], pile, *self._view.piles[self._view.at + 1 :])
        self._show(replace(self._view, piles=piles))

    def _show(self, view: PapersView, fault: Fault | None = None) -> None:
        self._view = view
        self._report(view, fault)
