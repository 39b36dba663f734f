"""The kiosk's own filing office: prints the forms, seals, stores durably, draws the slip; tells what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import Any
from uuid import UUID

from drivers.ports import DocumentCamera, PaperLabel
from kiosk.faults import Fault
from kiosk.forms.walk import Filling
from kiosk.identity.party import Fact
from kiosk.language.words import Line, Words, phrase
from kiosk.procedures.payment import MOST, Account, request
from kiosk.procedures.procedure import Filing, Holder, Procedure
from kiosk.receipts import SlipPaper, SlipText, render_slip
from kiosk.settings import Place
from kiosk.visit.clock import Clock
from kiosk.visit.filing import REQUESTER, ConsentGiven, PrintedForm, answers_alone, clear_parts, form_refs
from kiosk.visit.identify import Identified
from kiosk.visit.papers import Pile
from kiosk.visit.printing import Draw
from kiosk.visit.snapshot import Delivery
from sync.envelope import ClearPart, EnvelopeError, Manifest, Particulars, new_submission_id
from sync.envelope import Clock as ClockQuality
from sync.jws import SigningKey
from sync.local_number import local_number
from sync.outbox import Outbox, OutboxError, OutboxFault
from sync.portal import Outcome
from sync.receipt_token import facts_of, issue
from sync.recovery import recovery_code, with_recovery
from sync.seal import PortalKey, SealError, seal

PrintForms = Callable[[Filling], Sequence[PrintedForm]]


class NotStored(Exception):
    """The dossier could not be stored; nothing of it was kept and `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.name)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Dossier:
    """What a citizen confirmed."""

    procedure: Procedure
    filling: Filling = field(repr=False)
    identified: Mapping[str, Identified] = field(repr=False)
    """By role; the requester is among them."""
    consents: Sequence[ConsentGiven]
    papers: tuple[Pile, ...] = field(repr=False)
    say: Words
    """The language of the visit, for the slip."""
    fee: Line
    """Amount or that nothing is known, as the slip says it."""
    case: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    """What the pre-check settled, as `kiosk.visit.filing.case_of` says it."""
    holder: Holder = Holder.UNVERIFIED
    left: tuple[Line, ...] = ()
    """What is left to do at the desk."""
    unfinished: bool = False
    """Handed to the counter half filled: nothing is typeset, and the desk receives it whatever the province takes."""

    payee: Account | None = None
    amount: int = 0
    """Đồng that may be asked for, 0 for nothing."""

    def asks_for(self, local_number: str) -> str:
        """Return the code that asks for the fee of this dossier; empty without a signed account or a likely amount."""
        if self.payee is None or self.unfinished or not 0 < self.amount <= MOST:
            return ""
        return request(self.payee, self.amount, " ".join(local_number.split("-")[:3]))

    @property
    def filing(self) -> Filing:
        """What the portal is asked to do."""
        return Filing.DESK if self.unfinished else self.procedure.filing


@dataclass(frozen=True, slots=True)
class Filed:
    """What is durably stored, and the slip that says so."""

    local_number: str
    submission_id: str
    slip_code: str
    slip: Draw = field(repr=False)
    """Draws it; should that fail, the number on the screen serves."""
    payment: str = ""
    """Content of the code that asks for the fee; empty where nothing may be asked."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What became of a filed dossier."""

    delivery: Delivery
    dossier_code: str
    online: bool


@dataclass(frozen=True, slots=True)
class _Named:
    """The names a submission gets before it is sealed."""

    id: UUID
    local_number: str
    sequence: int
    at: datetime
    clock: ClockQuality


@dataclass(kw_only=True, eq=False, repr=False)
class Office:
    """Files dossiers of one kiosk."""

    kiosk: str
    place: Place
    outbox: Outbox
    portal_key: PortalKey
    """What is filed is sealed to it; another one counts from the next dossier on."""
    slip_key: SigningKey
    clock: Clock
    print_forms: PrintForms
    clock_quality: Callable[[], ClockQuality] = lambda: ClockQuality.FREE_RUNNING
    camera: DocumentCamera | None = None

    async def has_room(self) -> bool:
        """Return False when no new visit should begin: the disk is full or broken."""
        try:
            await self.outbox.room()
        except OutboxError:
            return False
        return True

    async def file(self, dossier: Dossier) -> Filed:
        """Seal and store durably; when this returns a power cut cannot lose it. Raises NotStored."""
        try:
            named = await self._name()
            manifest = await self._store(named, dossier)
        except OutboxError as error:
            raise NotStored(Fault.STORE_FULL if error.fault is OutboxFault.FULL else Fault.STORE_BROKEN) from error
        except (SealError, EnvelopeError) as error:
            raise NotStored(Fault.SEAL_KEY_MISSING) from error
        second = recovery_code(named.id, answers_alone(dossier.filling.outputs()), self.portal_key)
        facts = with_recovery(facts_of(manifest), second)
        first = issue(facts, self.slip_key.private, self.slip_key.key_id)
        slip = partial(render_slip, self._slip(named, dossier, manifest, first, second), say=dossier.say)
        return Filed(named.local_number, str(named.id), first, slip, dossier.asks_for(named.local_number))

    async def delivery(self, filed: Filed) -> Whereabouts:
        """Say what became of a dossier. Raises OutboxError."""
        entry = await self.outbox.status(UUID(filed.submission_id))
        failed = Outcome(entry.outcome) if entry.outcome else None
        return Whereabouts(entry.state, entry.dossier_code, online=failed is None or not failed.concerns_all)

    async def _name(self) -> _Named:
        now = self.clock.now()
        sequence = await self.outbox.reserve_sequence(now.date())
        number = local_number(self.kiosk, now.date(), sequence)
        return _Named(new_submission_id(now), number, sequence, now, self.clock_quality())

    async def _store(self, named: _Named, dossier: Dossier) -> Manifest:
        forms = dossier.filling.outputs()
        # Typesetting takes tenths of a second of pure computing: off the loop, so that the clock and the screen go on.
        printed = () if dossier.unfinished else await asyncio.to_thread(self.print_forms, dossier.filling)
        particulars = Particulars(
            submission_id=named.id,
            local_number=named.local_number,
            kiosk=self.kiosk,
            sequence=named.sequence,
            procedure=dossier.procedure.code,
            created_at=named.at,
            clock=named.clock,
            forms=form_refs(forms),
            filing=dossier.filing,
            holder=dossier.holder,
        )
        papers = [await self._bind(pile) for pile in dossier.papers if pile.pages]
        parts = clear_parts(
            forms=forms,
            papers=papers,
            printed=printed,
            identified=dossier.identified,
            consents=dossier.consents,
            language=dossier.say.language,
            unfinished=dossier.unfinished,
            case=dossier.case,
        )
        envelope = seal(particulars, parts, self.portal_key)
        await self.outbox.enqueue(envelope)
        return envelope.manifest

    async def _bind(self, pile: Pile) -> ClearPart:
        """Make one file of a paper's pages, in memory."""
        if self.camera is None:
            raise NotStored(Fault.CAMERA_AWAY)
        label = PaperLabel(pile.paper.name, pile.paper.id)
        return ClearPart(pile.part, "application/pdf", await self.camera.bind(pile.pages, label))

    def _slip(self, named: _Named, dossier: Dossier, manifest: Manifest, first: str, second: str) -> SlipText:
        procedure = dossier.procedure
        requester = dossier.identified[REQUESTER].party
        name, number = (requester.find(fact) for fact in (Fact.FULL_NAME, Fact.PERSONAL_ID))
        return SlipText(
            authority=self.place.authority,
            centre=self.place.centre,
            kiosk=self.kiosk,
            state=Delivery.QUEUED.value,
            local_number=named.local_number,
            procedure=procedure.name,
            procedure_code=procedure.code,
            filed_at=named.at,
            code=first,
            recovery=second,
            clock=named.clock,
            help_desk=self.place.help_desk,
            name=name.value if name else "",
            personal_id=number.value if number else "",
            fee=dossier.fee,
            papers=(*_forms_on(manifest), *_papers_on(manifest, dossier.papers)),
            sign_at_desk=dossier.filing is Filing.DESK,
            left=dossier.left,
            unfinished=dossier.unfinished,
            payment=dossier.asks_for(named.local_number),
            payee=dossier.payee.said if dossier.payee else "",
        )


def _forms_on(manifest: Manifest) -> Iterator[SlipPaper]:
    for part in manifest.parts:
        if part.name.startswith("form-"):
            yield SlipPaper(phrase("Tờ khai {symbol}", symbol=part.name.removeprefix("form-")), 1, part.sha256)


def _papers_on(manifest: Manifest, piles: Iterable[Pile]) -> Iterator[SlipPaper]:
    digests = {part.name: part.sha256 for part in manifest.parts}
    for pile in piles:
        if pile.pages:
            yield SlipPaper(pile.paper.name, len(pile.pages), digests[pile.part])
