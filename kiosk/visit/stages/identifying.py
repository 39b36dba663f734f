"""Who it is, and what that person agrees to: cards on the reader, then consent purpose by purpose."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType

import structlog

from kiosk.faults import Fault
from kiosk.visit import events as ev
from kiosk.visit.filing import REQUESTER, ConsentGiven
from kiosk.visit.identify import Identified, Identify, Wanted
from kiosk.visit.mechanics import Mechanics
from kiosk.visit.snapshot import Identification
from kiosk.visit.stages.answering import Answering
from kiosk.visit.stages.stage import Meanings, Stage
from kiosk.visit.states import State, Trigger
from kiosk.visit.table import Refused

log = structlog.get_logger()


class Identifying(Stage):
    """From the card to the form: the requester's before it, other persons' in the midst of it."""

    def __init__(self, visit: Mechanics, answering: Answering) -> None:
        super().__init__(visit)
        self._answering = answering

    def meanings(self) -> Meanings:
        """Identify and consent, and the wish for another person's card."""
        return {
            (State.IDENTIFY, ev.EnterCardNumber): self._wish,
            (State.IDENTIFY, ev.WithoutChip): self._wish,
            (State.IDENTIFY, ev.TryAgain): self._wish,
            (State.IDENTIFY, ev.Next): self._wish,
            (State.IDENTIFY, ev.Back): lambda _: self._back_from_identify(),
            (State.CONSENT, ev.Agree): lambda _: self._agree(),
            (State.CONSENT, ev.Refuse): lambda _: self._refuse(),
            (State.CONSENT, ev.Back): lambda _: self._back_from_consent(),
            (State.FILL, ev.ReadParty): lambda event: self._read_party(event.role),
            (State.REVIEW, ev.Refuse): lambda _: self._refuse(),
        }

    def requester(self) -> None:
        """Identify the person who stands here, unless that is done."""
        known = self.session.identified.get(REQUESTER)
        if known is None or not self._serves(known):
            self._identify(REQUESTER)
            return
        asked = self.visit.means.library.facts_of(self.visit.case, REQUESTER, self.visit.today)
        self.session.identified[REQUESTER] = known.asked_for(asked)
        self._identified(self.session.identified[REQUESTER])

    def _serves(self, known: Identified) -> bool:
        """The chip was read with the face exactly if this procedure has a purpose for the face."""
        return known.reading is None or (known.reading.portrait is not None) == self.visit.procedure.portrait

    def _identify(self, role: str) -> None:
        procedure, means = self.visit.procedure, self.visit.means
        facts = means.library.facts_of(self.visit.case, role, self.visit.today)
        wanted = Wanted(role, facts, procedure.portrait and role == REQUESTER)
        self.session.identify = Identify(means.devices, means.clock, wanted, self._report)
        self.visit.start(partial(self._run, self.session.identify, role))

    async def _run(self, identify: Identify, role: str) -> None:
        self.given(role, await identify.run())

    def given(self, role: str, identified: Identified) -> None:
        """Go on with a person who is identified, by the machine or by staff."""
        self.session.identified[role] = identified
        if identified.reading is not None:
            log.info("card_read", visit=self.now.visit, code=identified.reading.verdict.value)
        if role == REQUESTER:
            self._identified(identified)
        else:
            self._party_read(role, identified)

    def _report(self, shown: Identification, fault: Fault | None) -> None:
        if fault is not None:
            log.info("card_fault", code=fault.name)
        self.visit.publish(identification=shown, fault=fault)

    def _identified(self, identified: Identified) -> None:
        self.session.consents = self.visit.means.library.consents(self.visit.procedure)
        parties = MappingProxyType({REQUESTER: identified.party})
        self.visit.follow(Trigger.IDENTIFIED, parties=parties, consent=self.session.consents[0])

    def _read_party(self, role: str) -> None:
        """Ask for another person's card; the form waits as it is."""
        self.visit.follow(Trigger.READ_PARTY, identification=Identification(role))
        self._identify(role)

    def _party_read(self, role: str, identified: Identified) -> None:
        parties = MappingProxyType({**self.now.parties, role: identified.party})
        self.session.filling = self.visit.filling.with_parties(parties)
        self.visit.follow(Trigger.PARTY_READ, parties=parties, page=self.session.filling.page(self.session.page))

    def _wish(self, event: ev.Event) -> None:
        if self.session.identify is None:
            raise Refused("nobody is identified")
        self.session.identify.tell(event)

    def _back_from_identify(self) -> None:
        if self.session.filling is not None:
            self.visit.follow(Trigger.PARTY_READ, page=self.session.filling.page(self.session.page))
        else:
            self.visit.follow(Trigger.BACK)

    def _agree(self) -> None:
        consent = self.now.consent
        if consent is None:
            raise Refused("agree")
        self.session.given.append(ConsentGiven.now(consent, self.visit.say, self.visit.means.clock.now()))
        if consent.number < consent.count:
            self.visit.publish(consent=self.session.consents[consent.number])
        else:
            self._answering.begin()

    def _refuse(self) -> None:
        """Refused, or taken back before filing: nothing of the person is kept; a procedure may be chosen again."""
        self.visit.follow(Trigger.REFUSE)
        nothing = Identification()
        self.visit.forget(consent=None, identification=nothing, page=None, papers=None, review=(), helped_by="")

    def _back_from_consent(self) -> None:
        consent = self.now.consent
        if consent is not None and consent.number > 1:
            self.session.given.pop()
            self.visit.publish(consent=self.session.consents[consent.number - 2])
        else:
            self.visit.follow(Trigger.BACK)
