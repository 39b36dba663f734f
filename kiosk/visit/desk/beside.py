"""At the citizen's side: what staff see of a visit that goes on, and a person taken from a paper in their hand."""

from __future__ import annotations

import re
from datetime import date
from types import MappingProxyType

from kiosk.identity.dates import NotADate, PartialDate
from kiosk.identity.id_number import IdNumber, NotAnIdNumber
from kiosk.identity.party import Datum, Fact, Party, Source
from kiosk.identity.verdict_words import reason_words, verdict_words
from kiosk.visit.desk.events import IdentifyByPaper
from kiosk.visit.desk.view import Beside, PaperKind
from kiosk.visit.filing import REQUESTER
from kiosk.visit.identify import Identified
from kiosk.visit.mechanics import Session
from kiosk.visit.snapshot import Snapshot
from kiosk.visit.states import State
from sync.envelope import Holder

_NUMBERS = {
    PaperKind.PASSPORT: re.compile(r"[A-Z]\d{7,8}"),
    PaperKind.OLD_CARD: re.compile(r"\d{9}"),
    PaperKind.CERTIFICATE: re.compile(r"[0-9A-Z./\-]{1,30}"),
}
_LONGEST_NAME = 120
_WITH_FORM = frozenset({State.FILL, State.ATTACH, State.REVIEW})


class NotComplete(Exception):
    """What was typed of a paper is missing or impossible."""


def beside(now: Snapshot, session: Session, before: Beside | None) -> Beside | None:
    """Return what staff see of the visit; None when none goes on. The portrait stays once it was decoded."""
    if not now.in_visit:
        return None
    known = session.identified.get(REQUESTER)
    reading = known.reading if known is not None else None
    verdict = reading.verdict if reading is not None else now.identification.verdict
    reasons = reading.reasons if reading is not None else now.identification.reasons
    return Beside(
        state=now.state.value,
        procedure=now.procedure.short_name if now.procedure else "",
        identified=known is not None,
        holder=session.holder,
        holder_needed=now.procedure is not None and now.procedure.holder is not Holder.UNVERIFIED,
        portrait=before.portrait if before is not None else None,
        verdict=verdict,
        reasons=(verdict_words(verdict), *reason_words(reasons)) if verdict is not None else (),
        differences=now.identification.differences,
        helped=bool(now.helped_by),
        may_identify=now.state is State.IDENTIFY,
        may_hand_over=now.state in _WITH_FORM,
    )


def from_paper(said: IdentifyByPaper, role: str, today: date) -> Identified:
    """Return the person a paper names; every datum says that staff entered it. Raises NotComplete."""
    name = " ".join(said.name.split())
    if said.paper not in set(PaperKind) or not name or len(name) > _LONGEST_NAME:
        raise NotComplete
    try:
        born = PartialDate.parse(said.born).iso
    except NotADate:
        raise NotComplete from None
    if born > today.isoformat() or said.sex not in ("", "Nam", "Nữ"):
        raise NotComplete
    facts = {Fact.FULL_NAME: name, Fact.DATE_OF_BIRTH: born, Fact.SEX: said.sex}
    facts |= _number(PaperKind(said.paper), said.number.strip().upper())
    party = {fact: Datum(value, Source.STAFF) for fact, value in facts.items() if value}
    return Identified(Party(role, MappingProxyType(party)), (f"paper_{said.paper}",))


def _number(kind: PaperKind, number: str) -> dict[Fact, str]:
    """The fact that a paper's number is: of the card, of the old card, of neither."""
    if kind is PaperKind.CARD:
        try:
            return {Fact.PERSONAL_ID: IdNumber.parse(number).digits}
        except NotAnIdNumber:
            raise NotComplete from None
    if not _NUMBERS[kind].fullmatch(number):
        raise NotComplete
    return {Fact.OLD_ID_NUMBER: number} if kind is PaperKind.OLD_CARD else {}
