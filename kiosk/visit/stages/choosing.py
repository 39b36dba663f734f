"""Choosing: the catalogue and its search, the questions before, the guide to take home."""

from __future__ import annotations

from functools import partial

from kiosk.faults import Fault
from kiosk.procedures.competence import Reach
from kiosk.procedures.procedure import Procedure
from kiosk.receipts.guide import Guide, render_guide
from kiosk.visit import events as ev
from kiosk.visit.catalogue_view import catalogue_view
from kiosk.visit.mechanics import Mechanics
from kiosk.visit.precheck_view import precheck_view, says_nothing_more
from kiosk.visit.printing import print_page
from kiosk.visit.snapshot import CatalogueView, Identification, PrecheckView, SlipState
from kiosk.visit.stages.identifying import Identifying
from kiosk.visit.stages.stage import Meanings, Stage
from kiosk.visit.states import State, Trigger
from kiosk.visit.table import Refused

SEEN_SECONDS = 0.4
"""So long the chosen answer is shown before the next question comes."""


class Choosing(Stage):
    """From the first touch to the case that the person's answers give."""

    def __init__(self, visit: Mechanics, identifying: Identifying) -> None:
        super().__init__(visit)
        self._identifying = identifying

    def meanings(self) -> Meanings:
        """Welcome, catalogue and pre-check."""
        return {
            (State.WELCOME, ev.Begin): lambda _: self.visit.begin(Trigger.BEGIN, catalogue=self._catalogue()),
            (State.CATALOGUE, ev.ShowGroup): lambda event: self._browse(group=event.group),
            (State.CATALOGUE, ev.Search): lambda event: self._browse(search=event.text),
            (State.CATALOGUE, ev.Choose): lambda event: self._choose(event.slug),
            (State.CATALOGUE, ev.Back): lambda _: self._back_from_catalogue(),
            (State.PRECHECK, ev.Pick): lambda event: self._pick(event.choice),
            (State.PRECHECK, ev.PrintGuide): lambda _: self._print_guide(),
            (State.PRECHECK, ev.Next): lambda _: self._after_precheck(),
            (State.PRECHECK, ev.Back): lambda _: self._back_from_precheck(),
        }

    def _catalogue(self, group: str = "", search: str = "") -> CatalogueView:
        return catalogue_view(self.visit.means.library, self.visit.today, group, search, self.visit.say)

    def _browse(self, group: str = "", search: str = "") -> None:
        self.visit.publish(catalogue=self._catalogue(group, search))

    def _back_from_catalogue(self) -> None:
        if self.now.catalogue.group or self.now.catalogue.search:
            self._browse()
        else:
            self.visit.follow(Trigger.BACK)

    def _choose(self, slug: str) -> None:
        try:
            procedure = self.visit.means.library.catalogue.get(slug)
        except KeyError:
            raise Refused("no such procedure") from None
        self.session.picked.clear()
        self.session.filling = None
        self.session.given.clear()
        precheck = self._precheck(procedure)
        self.visit.follow(Trigger.CHOOSE, procedure=procedure, precheck=precheck, papers=None, guide=None)

    def _precheck(self, procedure: Procedure, revisit: str = "") -> PrecheckView:
        return precheck_view(procedure, self.session.picked, self.visit.means.library, self.visit.today, revisit)

    def _pick(self, choice: str) -> None:
        shown = self.now.precheck
        if shown is None or shown.question is None:
            raise Refused("no question")
        if choice not in {offered.id for offered in shown.question.choices}:
            raise Refused("no such choice")
        self.session.picked[shown.question.id] = choice
        chosen = self._precheck(self.visit.procedure, shown.question.id)
        self.visit.publish(precheck=chosen)
        self.visit.start(partial(self._go_on, chosen))

    async def _go_on(self, chosen: PrecheckView) -> None:
        """An answer goes on by itself, once it was seen to be chosen; to the card where nothing is left to read."""
        await self.visit.means.clock.sleep(SEEN_SECONDS)
        if self.now.precheck is chosen:
            self._after_precheck()
            if says_nothing_more(self.now.precheck):
                self._after_precheck()

    def _print_guide(self) -> None:
        shown = self.now.precheck
        if shown is None or shown.question is not None:
            raise Refused("no guide")
        place, hours = self.visit.means.settings.place, self.visit.means.library.overlay.hours
        elsewhere = "" if shown.competent.reach is Reach.HERE else shown.competent.name
        guide = Guide(place.centre, self.visit.procedure, shown.outcome, shown.fee, place.help_desk, hours, elsewhere)
        self.visit.publish(guide=SlipState.PRINTING, fault=None)
        self.visit.start(partial(self._finish_guide, guide))

    async def _finish_guide(self, guide: Guide) -> None:
        fault = await print_page(self.visit.means.devices, partial(render_guide, guide, say=self.visit.say))
        if fault is not None:
            self.visit.publish(guide=SlipState.FAILED, fault=Fault.GUIDE_NOT_PRINTED)
        else:
            self.visit.publish(guide=SlipState.PRINTED, fault=None)

    def _after_precheck(self) -> None:
        """Go to the next open question, to what follows from the answers, or on with the visit."""
        shown = self.now.precheck
        if shown is None:
            raise Refused("no pre-check")
        if shown.question is not None:
            if shown.chosen:
                self.visit.publish(precheck=self._precheck(self.visit.procedure))
            return
        if not shown.fillable or shown.outcome.case is None:
            raise Refused("this case has no form")
        self.session.case = shown.outcome.case
        draft = self.visit.means.library.is_draft(shown.outcome.case, self.visit.today)
        self.visit.follow(Trigger.PROCEED, identification=Identification(), draft=draft)
        self._identifying.requester()

    def _back_from_precheck(self) -> None:
        """To the question before, its answer still picked; before the first one, to the choice."""
        picked = self.session.picked
        shown = self.now.precheck.question if self.now.precheck else None
        earlier = [question for question in picked if shown is None or question != shown.id]
        if shown is not None:
            picked.pop(shown.id, None)
        if earlier:
            self.visit.publish(precheck=self._precheck(self.visit.procedure, earlier[-1]))
        else:
            self.visit.follow(Trigger.BACK)
