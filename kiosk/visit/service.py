"""The visit: what each event means in each state.

Every coroutine here runs on the kiosk's event loop; `send` alone may be called from any thread. A citizen's data lives
in the snapshot and in the `Session` beside it (what screens need not see); `Mechanics._wipe` ends both.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any

import structlog

from kiosk.devices import Devices
from kiosk.faults import Fault
from kiosk.forms.derive import Place
from kiosk.forms.errors import FormError, Locked
from kiosk.forms.settle import FillContext
from kiosk.forms.walk import Filling
from kiosk.procedures.procedure import Case, Procedure
from kiosk.receipts.guide import Guide, render_guide
from kiosk.settings import Settings
from kiosk.visit import events as ev
from kiosk.visit.catalogue_view import catalogue_view
from kiosk.visit.clock import Clock
from kiosk.visit.ending import Ending
from kiosk.visit.filing import REQUESTER, ConsentGiven
from kiosk.visit.identify import Identified, Identify, Wanted
from kiosk.visit.library import Library
from kiosk.visit.mechanics import Session
from kiosk.visit.papers import PaperDesk, PapersView, piles_of
from kiosk.visit.precheck_view import precheck_view
from kiosk.visit.resting import STORE_POLL, watch_posters
from kiosk.visit.snapshot import Identification, PrecheckView, SlipState, Snapshot
from kiosk.visit.states import State, Trigger
from kiosk.visit.submit import Office
from kiosk.visit.table import Refused, follow

log = structlog.get_logger()

DELIVERY_POLL = 1.0
"""Seconds between two looks at what became of the dossier, while "done" is shown."""


class Visit(Ending):
    """One kiosk's visits, one after the other; made on the kiosk's event loop."""

    def __init__(self, settings: Settings, library: Library, devices: Devices, office: Office, clock: Clock) -> None:
        base = Snapshot(State.WELCOME, centre=settings.place.centre, simulated=devices.simulated)
        super().__init__(base, settings.visit, clock, devices, office)
        self._settings = settings
        self._library = library
        self._meaning = self._meanings()
        self._inbox: asyncio.Queue[ev.Event] = asyncio.Queue()

    # --- the outside ---

    def send(self, event: ev.Event) -> None:
        """Hand an event to the visit, from any thread; it is taken in order."""
        self._loop.call_soon_threadsafe(self._inbox.put_nowait, event)

    async def run(self) -> None:
        """Take events until cancelled."""
        self._start(self._rest)
        try:
            while True:
                self._take(await self._inbox.get())
        finally:
            await self._stop()

    # --- nobody is here ---

    async def _rest(self) -> None:
        if self.snapshot.state is State.CLOSED:
            while not await self._office.has_room():
                await self._clock.sleep(STORE_POLL)
            self._follow(Trigger.REOPEN)
            return
        async with asyncio.TaskGroup() as group:
            group.create_task(watch_posters(self._devices, self._poster))
            group.create_task(self._watch_store())

    async def _watch_store(self) -> None:
        """Close while the disk has no room: a dossier must never meet a full disk at the end of its way."""
        while await self._office.has_room():
            await self._clock.sleep(STORE_POLL)
        self._follow(Trigger.CLOSE, fault=Fault.STORE_FULL)

    def _poster(self, slug: str) -> None:
        for event in (ev.Begin(), ev.Choose(slug)):
            self.send(event)

    # --- events ---

    def _take(self, event: ev.Event) -> None:
        self._idle.touched()
        try:
            self._dispatch(event)
        except Refused:
            log.info("sequence_fail", state=self.snapshot.state.value, code=type(event).__name__)
        except FormError as error:
            log.error("form_fail", error_type=type(error).__name__)
            self._end(Fault.FORM_BROKEN)
        except Exception as error:  # noqa: BLE001 – whatever went wrong, the visit is closed cleanly and said so
            log.error("sys_crash", error_type=type(error).__name__)
            self._end(Fault.INTERNAL)

    def _dispatch(self, event: ev.Event) -> None:
        for kind in type(event).__mro__:
            if kind in self._meaning:
                self._meaning[kind](event)
                return

    def _meanings(self) -> dict[type, Callable[[Any], None]]:
        """What each event does; a base class stands for all that derive from it."""
        return {
            ev.Touched: lambda _: None,
            ev.StillHere: lambda _: self._idle.extend(),
            ev.SetLanguage: lambda event: self._publish(language=event.code),
            ev.CallStaff: lambda _: self._call_staff(),
            ev.Begin: lambda _: self._begin(),
            ev.ShowGroup: lambda event: self._browse(group=event.group),
            ev.Search: lambda event: self._browse(search=event.text),
            ev.Choose: lambda event: self._choose(event.slug),
            ev.Pick: lambda event: self._pick(event.choice),
            ev.PrintGuide: lambda _: self._print_guide(),
            ev.EnterCardNumber: self._wish,
            ev.WithoutChip: self._wish,
            ev.TryAgain: self._try_again,
            ev.Agree: lambda _: self._agree(),
            ev.Refuse: lambda _: self._refuse(),
            ev.Answer: lambda event: self._fill(lambda filling: filling.answer(event.pointer, event.value)),
            ev.AddRow: lambda event: self._fill(lambda filling: filling.add_row(event.pointer)),
            ev.RemoveRow: lambda event: self._fill(lambda filling: filling.remove_row(event.pointer)),
            ev.ReadParty: lambda event: self._read_party(event.role),
            ev.PaperEvent: self._paper,
            ev.Next: lambda _: self._next(),
            ev.Back: lambda _: self._back(),
            ev.EditPage: lambda event: self._edit(event.page),
            ev.Confirm: lambda _: self._confirm(),
            ev.PrintAgain: lambda _: self._print_again(),
            ev.Finish: lambda _: self._follow(Trigger.FINISH),
            ev.Leave: lambda _: self._follow(Trigger.LEFT),
        }

    # --- language, help ---

    def _call_staff(self) -> None:
        called = None if self.snapshot.staff_called_at is not None else self._clock.monotonic()
        self._publish(staff_called_at=called)

    # --- choosing ---

    def _begin(self) -> None:
        follow(self.snapshot.state, Trigger.BEGIN)
        self._idle.start()
        view = catalogue_view(self._library, self._today)
        self._follow(Trigger.BEGIN, visit=secrets.token_hex(8), catalogue=view)
        log.info("session_created", visit=self.snapshot.visit)

    @property
    def _today(self) -> date:
        return self._clock.now().date()

    def _browse(self, group: str = "", search: str = "") -> None:
        if self.snapshot.state is State.CATALOGUE:
            self._publish(catalogue=catalogue_view(self._library, self._today, group, search))

    def _choose(self, slug: str) -> None:
        try:
            procedure = self._library.catalogue.get(slug)
        except KeyError:
            raise Refused("no such procedure") from None
        follow(self.snapshot.state, Trigger.CHOOSE)
        self._session.picked.clear()
        self._session.filling = None
        self._session.given.clear()
        self._follow(Trigger.CHOOSE, procedure=procedure, precheck=self._precheck(procedure), papers=None, guide=None)

    # --- pre-check ---

    def _precheck(self, procedure: Procedure, revisit: str = "") -> PrecheckView:
        return precheck_view(procedure, self._session.picked, self._library, self._today, revisit)

    def _pick(self, choice: str) -> None:
        shown = self.snapshot.precheck
        if self.snapshot.state is not State.PRECHECK or shown is None or shown.question is None:
            raise Refused("no question")
        if choice not in {offered.id for offered in shown.question.choices}:
            raise Refused("no such choice")
        self._session.picked[shown.question.id] = choice
        self._publish(precheck=self._precheck(self._procedure(), shown.question.id))

    def _print_guide(self) -> None:
        shown = self.snapshot.precheck
        if self.snapshot.state is not State.PRECHECK or shown is None or shown.question is not None:
            raise Refused("no guide")
        place, hours = self._settings.place, self._library.overlay.hours
        guide = Guide(place.centre, self._procedure(), shown.outcome, shown.fee, place.help_desk, hours)
        self._publish(guide=SlipState.PRINTING, fault=None)
        self._start(partial(self._finish_guide, guide))

    async def _finish_guide(self, guide: Guide) -> None:
        fault = await self._print_page(partial(render_guide, guide))
        if fault is not None:
            self._publish(guide=SlipState.FAILED, fault=Fault.GUIDE_NOT_PRINTED)
        else:
            self._publish(guide=SlipState.PRINTED, fault=None)

    def _after_precheck(self) -> None:
        """Go to the next open question, to what follows from the answers, or on with the visit."""
        shown = self.snapshot.precheck
        if shown is None:
            raise Refused("no pre-check")
        if shown.question is not None:
            if shown.chosen:
                self._publish(precheck=self._precheck(self._procedure()))
            return
        if not shown.fillable or shown.outcome.case is None:
            raise Refused("this case has no form")
        self._session.case = shown.outcome.case
        draft = self._library.is_draft(shown.outcome.case, self._today)
        self._follow(Trigger.PROCEED, identification=Identification(), draft=draft)
        if REQUESTER in self._session.identified:
            self._identified(self._session.identified[REQUESTER])
        else:
            self._identify(REQUESTER)

    # --- identifying ---

    def _identify(self, role: str) -> None:
        procedure = self._procedure()
        facts = self._library.facts_of(self._case(), role, self._today)
        wanted = Wanted(role, facts, procedure.portrait and role == REQUESTER)
        self._session.identify = Identify(self._devices, self._clock, wanted, self._identification)
        self._start(partial(self._run_identify, self._session.identify, role))

    async def _run_identify(self, identify: Identify, role: str) -> None:
        identified = await identify.run()
        if role == REQUESTER:
            self._identified(identified)
        else:
            self._party_read(role, identified)

    def _read_party(self, role: str) -> None:
        """Ask for another person's card; the form waits as it is."""
        self._filling()
        self._follow(Trigger.READ_PARTY, identification=Identification(role))
        self._identify(role)

    def _party_read(self, role: str, identified: Identified) -> None:
        self._keep(role, identified)
        parties = MappingProxyType({**self.snapshot.parties, role: identified.party})
        self._session.filling = self._filling().with_parties(parties)
        self._follow(Trigger.PARTY_READ, parties=parties, page=self._session.filling.page(self._session.page))

    def _identification(self, shown: Identification, fault: Fault | None) -> None:
        if fault is not None:
            log.info("card_fault", code=fault.name)
        self._publish(identification=shown, fault=fault)

    def _identified(self, identified: Identified) -> None:
        self._keep(REQUESTER, identified)
        procedure = self._procedure()
        self._session.consents = self._library.consents(procedure)
        parties = MappingProxyType({REQUESTER: identified.party})
        self._follow(Trigger.IDENTIFIED, parties=parties, consent=self._session.consents[0])

    def _wish(self, event: ev.Event) -> None:
        if self.snapshot.state is State.IDENTIFY and self._session.identify is not None:
            self._session.identify.tell(event)

    def _try_again(self, event: ev.TryAgain) -> None:
        if self.snapshot.state is State.REVIEW:
            self._confirm()
        elif self.snapshot.state is State.DONE:
            self._print_again()
        else:
            self._wish(event)

    # --- consent ---

    def _agree(self) -> None:
        consent = self.snapshot.consent
        if self.snapshot.state is not State.CONSENT or consent is None:
            raise Refused("agree")
        self._session.given.append(ConsentGiven.now(consent, self._clock.now()))
        if consent.number < consent.count:
            self._publish(consent=self._session.consents[consent.number])
        else:
            self._start_form()

    def _refuse(self) -> None:
        """Without consent nothing of the person is kept; the choice of a procedure is open again."""
        self._follow(Trigger.REFUSE, parties=self._base.parties, consent=None, identification=Identification())
        self._session = Session()

    def _start_form(self) -> None:
        session, procedure = self._session, self._procedure()
        if session.filling is None:
            place = self._settings.place
            context = FillContext(
                today=self._today,
                parties=self.snapshot.parties,
                place=Place(commune=place.commune, province=place.province),
                procedure=procedure.code,
                case=self._case().id,
                language=self.snapshot.language,
            )
            forms = self._library.forms_of(self._case(), context.today)
            session.filling = Filling.start(forms, context)
        session.page = 1
        self._follow(Trigger.AGREE, page=session.filling.page(1))

    # --- filling ---

    def _case(self) -> Case:
        if self._session.case is None:
            raise Refused("no case")
        return self._session.case

    def _fill(self, change: Callable[[Filling], Filling]) -> None:
        if self.snapshot.state is not State.FILL:
            raise Refused("answer")
        try:
            self._session.filling = change(self._filling())
        except Locked:
            log.info("input_validation_fail", code="locked")
        self._publish(page=self._session.filling.page(self._session.page) if self._session.filling else None)

    def _next(self) -> None:
        if self.snapshot.state is State.PRECHECK:
            self._after_precheck()
            return
        if self.snapshot.state is State.IDENTIFY:
            self._wish(ev.Next())
            return
        if self.snapshot.state is State.ATTACH:
            self._after_papers()
            return
        if self.snapshot.state is not State.FILL:
            raise Refused("next")
        filling, page = self._filling(), self._session.page
        checked = filling.check(page)
        if checked.errors:
            self._publish(page=checked)
        elif page < filling.page_count and not self._session.back_to_review:
            self._show_page(page + 1)
        else:
            self._to_review(filling)

    def _to_review(self, filling: Filling) -> None:
        wrong = filling.first_page_with_errors()
        if wrong is not None:
            self._session.page = wrong
            self._publish(page=filling.check(wrong))
            return
        papers = self._papers_wanted()
        if papers is not None and not self._session.back_to_review:
            self._lay_papers(Trigger.PAPERS, papers)
            return
        self._session.back_to_review = False
        self._follow(Trigger.FILLED, review=filling.review())

    # --- papers ---

    def _papers_wanted(self) -> PapersView | None:
        """Return the papers of this case to lay under the camera; None without papers or without a camera."""
        if self._devices.document_camera is None or self.snapshot.precheck is None:
            return None
        outcome = self.snapshot.precheck.outcome
        piles = piles_of((*outcome.bring, *outcome.perhaps))
        return self.snapshot.papers or (PapersView(piles) if piles else None)

    def _lay_papers(self, trigger: Trigger, view: PapersView) -> None:
        camera = self._devices.document_camera
        if camera is None:
            raise Refused("no camera")
        self._follow(trigger, papers=view)
        self._session.desk = PaperDesk(self._devices, camera, view, self._papers_report)
        self._start(self._session.desk.run)

    def _papers_report(self, view: PapersView, fault: Fault | None) -> None:
        self._publish(papers=view, fault=fault)

    def _paper(self, event: ev.PaperEvent) -> None:
        if self.snapshot.state is not State.ATTACH or self._session.desk is None:
            raise Refused("no paper")
        self._session.desk.tell(event)

    def _after_papers(self) -> None:
        """Go to the next paper that nothing was done about, else to the review."""
        view = self.snapshot.papers
        if view is None:
            raise Refused("no papers")
        if not view.pile.settled:
            return
        waiting = [at for at, pile in enumerate(view.piles) if not pile.settled]
        if waiting and self._session.desk is not None:
            self._session.desk.tell(ev.ShowPaper(waiting[0]))
        else:
            self._follow(Trigger.FILLED, review=self._filling().review())

    def _show_page(self, page: int) -> None:
        self._session.page = page
        self._publish(page=self._filling().page(page))

    def _back(self) -> None:
        """One page or state back; what was answered stays."""
        {
            State.CATALOGUE: self._back_from_catalogue,
            State.PRECHECK: self._back_from_precheck,
            State.IDENTIFY: self._back_from_identify,
            State.CONSENT: self._back_from_consent,
            State.FILL: self._back_from_fill,
            State.ATTACH: lambda: self._to_last_page(Trigger.BACK),
            State.REVIEW: self._back_from_review,
        }.get(self.snapshot.state, lambda: self._follow(Trigger.BACK))()

    def _back_from_catalogue(self) -> None:
        if self.snapshot.catalogue.group or self.snapshot.catalogue.search:
            self._browse()
        else:
            self._follow(Trigger.BACK)

    def _back_from_precheck(self) -> None:
        """To the question before, its answer still picked; before the first one, to the choice."""
        picked = self._session.picked
        shown = self.snapshot.precheck.question if self.snapshot.precheck else None
        earlier = [question for question in picked if shown is None or question != shown.id]
        if shown is not None:
            picked.pop(shown.id, None)
        if earlier:
            self._publish(precheck=self._precheck(self._procedure(), earlier[-1]))
        else:
            self._follow(Trigger.BACK)

    def _back_from_identify(self) -> None:
        if self._session.filling is not None:
            self._follow(Trigger.PARTY_READ, page=self._filling().page(self._session.page))
        else:
            self._follow(Trigger.BACK)

    def _back_from_consent(self) -> None:
        consent = self.snapshot.consent
        if consent is not None and consent.number > 1:
            self._session.given.pop()
            self._publish(consent=self._session.consents[consent.number - 2])
        else:
            self._follow(Trigger.BACK)

    def _back_from_fill(self) -> None:
        if self._session.back_to_review:
            self._to_review(self._filling())
        elif self._session.page > 1:
            self._show_page(self._session.page - 1)
        else:
            self._session.given.pop()
            self._follow(Trigger.BACK)

    def _back_from_review(self) -> None:
        papers = self._papers_wanted()
        if papers is not None:
            self._lay_papers(Trigger.PAPERS, papers)
        else:
            self._to_last_page(Trigger.BACK)

    def _to_last_page(self, trigger: Trigger) -> None:
        self._session.page = self._filling().page_count
        self._follow(trigger, page=self._filling().page(self._session.page))

    def _edit(self, page: int) -> None:
        filling = self._filling()
        if not 1 <= page <= filling.page_count:
            raise Refused("no such page")
        self._follow(Trigger.EDIT, page=filling.page(page))
        self._session.page, self._session.back_to_review = page, True

    def counts(self) -> dict[str, int]:
        """Return how many answers of the form come from each family of sources; empty before the form."""
        filling = self._session.filling
        return dict(filling.counts()) if filling else {}

    @property
    def identified_by(self) -> tuple[str, ...]:
        """How the citizen was identified; empty before."""
        requester = self._session.identified.get(REQUESTER)
        return requester.by if requester else ()

    @property
    def access(self) -> str:
        """The access protocol that opened the chip; empty without one."""
        requester = self._session.identified.get(REQUESTER)
        return requester.reading.access.value if requester and requester.reading else ""
