"""Answering: the pages of the form, the papers under the camera, the review of all that was said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog

from kiosk.faults import Fault
from kiosk.forms.derive import Place
from kiosk.forms.errors import Locked
from kiosk.forms.settle import FillContext
from kiosk.forms.walk import Filling
from kiosk.identity.party import Source
from kiosk.visit import events as ev
from kiosk.visit.papers import PaperDesk, PapersView, piles_of
from kiosk.visit.stages.stage import Meanings, Stage
from kiosk.visit.states import State, Trigger
from kiosk.visit.table import Refused

log = structlog.get_logger()


class Answering(Stage):
    """From consent to "Đúng rồi, nộp hồ sơ"."""

    def meanings(self) -> Meanings:
        """Fill, attach and review."""
        return {
            (State.FILL, ev.Answer): self._answer,
            (State.FILL, ev.AddRow): lambda event: self._change(lambda f: f.add_row(event.pointer)),
            (State.FILL, ev.RemoveRow): lambda event: self._change(lambda f: f.remove_row(event.pointer)),
            (State.FILL, ev.Next): lambda _: self._after_page(),
            (State.FILL, ev.Back): lambda _: self._back_from_fill(),
            (State.ATTACH, ev.PaperEvent): self._paper,
            (State.ATTACH, ev.Next): lambda _: self._after_papers(),
            (State.ATTACH, ev.Back): lambda _: self._to_last_page(),
            (State.REVIEW, ev.EditPage): lambda event: self._edit(event.page),
            (State.REVIEW, ev.Back): lambda _: self._back_from_review(),
        }

    def begin(self) -> None:
        """Show the first page; answers given before a step back are still there."""
        if self.session.filling is None:
            self.session.filling = self._fresh()
        self.session.page = 1
        self.visit.follow(Trigger.AGREE, page=self.session.filling.page(1))

    def _fresh(self) -> Filling:
        precheck = self.now.precheck
        if precheck is None:
            raise Refused("no pre-check")
        context = FillContext(
            today=self.visit.today,
            parties=self.now.parties,
            place=Place(commune=precheck.competent.commune, province=precheck.competent.province),
            facts=precheck.outcome.facts,
            exemption=precheck.exemption,
            procedure=self.visit.procedure.code,
            case=self.visit.case.id,
            say=self.visit.say,
        )
        return Filling.start(self.visit.means.library.forms_of(self.visit.case, context.today), context)

    def speak(self, language: str) -> None:
        """Go on in another language, with the same answers; a page that was judged stays judged."""
        changes: dict[str, Any] = {"language": language}
        if self.session.filling is not None:
            said = self.session.filling = self.session.filling.in_words(self.visit.means.library.words(language))
            judged = self.now.page is not None and self.now.page.errors
            page = said.check(self.session.page) if judged else said.page(self.session.page)
            changes |= {"page": page, "review": said.review() if self.now.review else ()}
        self.visit.publish(**changes)

    # --- pages ---

    def _answer(self, event: ev.Answer) -> None:
        """Take an answer; what is entered while staff help says so to the office."""
        source = Source.STAFF if self.now.helped_by else Source.TYPED
        self._change(lambda filling: filling.answer(event.pointer, event.value, source))

    def _change(self, change: Callable[[Filling], Filling]) -> None:
        try:
            self.session.filling = change(self.visit.filling)
        except Locked:
            log.info("input_validation_fail", code="locked")
        self._show_page(self.session.page)

    def _show_page(self, page: int) -> None:
        self.session.page = page
        self.visit.publish(page=self.visit.filling.page(page))

    def _after_page(self) -> None:
        filling, page = self.visit.filling, self.session.page
        checked = filling.check(page)
        unseen = any(one.warning for one in checked.fields) and checked != self.now.page
        if checked.errors or unseen:  # what only warns is shown once
            self.visit.publish(page=checked)
        elif page < filling.page_count and not self.session.back_to_review:
            self._show_page(page + 1)
        else:
            self._to_review(filling)

    def _to_review(self, filling: Filling) -> None:
        wrong = filling.first_page_with_errors()
        if wrong is not None:
            self.session.page = wrong
            self.visit.publish(page=filling.check(wrong))
            return
        papers = self._papers_wanted()
        if papers is not None and (papers.missing or not self.session.back_to_review):
            self._lay_papers(papers)
            return
        self._review(papers)

    def _review(self, papers: PapersView | None) -> None:
        """Show everything that was said; each paper that was taken is named in its answer."""
        parts = {pile.paper.id: pile.part for pile in papers.piles if pile.pages} if papers else {}
        filling = self.visit.filling
        for pointer, paper in filling.papers().items():
            filling = filling.answer(pointer, parts.get(paper.id), Source.SCANNED)
        self.session.filling, self.session.back_to_review = filling, False
        self.visit.follow(Trigger.FILLED, papers=papers, review=filling.review())

    def _back_from_fill(self) -> None:
        if self.session.back_to_review:
            self._to_review(self.visit.filling)
        elif self.session.page > 1:
            self._show_page(self.session.page - 1)
        else:
            self.session.given.pop()
            self.visit.follow(Trigger.BACK)

    def _to_last_page(self) -> None:
        self.session.page = self.visit.filling.page_count
        self.visit.follow(Trigger.BACK, page=self.visit.filling.page(self.session.page))

    # --- papers ---

    def _papers_wanted(self) -> PapersView | None:
        """Return the papers of this case and of its answers to lay under the camera; None without any or a camera."""
        if self.visit.means.devices.document_camera is None or self.now.precheck is None:
            return None
        outcome = self.now.precheck.outcome
        papers = {paper.id: paper for paper in (*outcome.bring, *outcome.perhaps)}
        papers |= {paper.id: paper for paper in self.visit.filling.papers().values() if paper.id not in papers}
        laid = {pile.paper.id: pile for pile in self.now.papers.piles} if self.now.papers else {}
        piles = tuple(laid.get(pile.paper.id, pile) for pile in piles_of(papers.values()))
        first = next((at for at, pile in enumerate(piles) if not pile.settled), 0)
        return PapersView(piles, first) if piles else None

    def _lay_papers(self, view: PapersView) -> None:
        devices = self.visit.means.devices
        if devices.document_camera is None:
            raise Refused("no camera")
        self.visit.follow(Trigger.PAPERS, papers=view)
        self.session.desk = PaperDesk(devices, devices.document_camera, view, self._report)
        self.visit.start(self.session.desk.run)

    def _report(self, view: PapersView, fault: Fault | None) -> None:
        self.visit.publish(papers=view, fault=fault)

    def _paper(self, event: ev.PaperEvent) -> None:
        if self.session.desk is None:
            raise Refused("no paper")
        self.session.desk.tell(event)

    def _after_papers(self) -> None:
        """Go to the next paper that nothing was done about, else to the review."""
        view = self.now.papers
        if view is None:
            raise Refused("no papers")
        if not view.pile.settled:
            return
        waiting = [at for at, pile in enumerate(view.piles) if not pile.settled]
        if waiting:
            self._paper(ev.ShowPaper(waiting[0]))
        else:
            self._review(view)

    # --- review ---

    def _back_from_review(self) -> None:
        papers = self._papers_wanted()
        if papers is not None:
            self._lay_papers(papers)
        else:
            self._to_last_page()

    def _edit(self, page: int) -> None:
        filling = self.visit.filling
        if not 1 <= page <= filling.page_count:
            raise Refused("no such page")
        self.visit.follow(Trigger.EDIT, page=filling.page(page))
        self.session.page, self.session.back_to_review = page, True
