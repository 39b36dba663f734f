"""Invented moments of a visit, one or more a state, as snapshots made with the real procedures, forms and faults.

Everybody in them is invented; tests and pictures show the same moments.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from PIL import Image, ImageDraw

import resources
from drivers.ports import PaperAdvice, PaperPage, Portrait, Verdict
from kiosk.demo.typing import answer_to
from kiosk.faults import Fault
from kiosk.forms.derive import Place
from kiosk.forms.settle import FillContext
from kiosk.forms.walk import Filling
from kiosk.identity.party import Datum, Fact, Party, Source
from kiosk.language.words import phrase, translated
from kiosk.procedures.competence import COMMUNE, PROVINCE, WHERE, Reach
from kiosk.procedures.fees import EXEMPTION
from kiosk.procedures.payment import Account, request
from kiosk.procedures.procedure import Paper, Procedure
from kiosk.procedures.reminders import suggestions, vaccination_calendar
from kiosk.settings import Place as Site
from kiosk.visit.catalogue_view import catalogue_view
from kiosk.visit.library import Library
from kiosk.visit.papers import PapersView, Pile
from kiosk.visit.precheck_view import precheck_view
from kiosk.visit.rating import Rating, Reason
from kiosk.visit.snapshot import (
    Counter,
    Delivery,
    Identification,
    IdentifyStep,
    IdleWarning,
    SlipState,
    Snapshot,
    Submitted,
    TicketView,
)
from kiosk.visit.states import State
from kiosk.visit.tracked import Tracked, TrackStep
from ui.screenshots.moment import Moment
from ui.screenshots.staff_moments import staff_moments
from ui.screenshots.technician_moments import technician_moments

TODAY = date(2026, 11, 21)
PROCEDURE = "xac-nhan-thong-tin-cu-tru"
_CENTRE = "Trung tâm Phục vụ hành chính công xã Hoa Mai"
_PLACE = Place(commune="Xã Hoa Mai", province="Lâm Đồng")
_HERE = Site(centre=_CENTRE, authority="UBND XÃ HOA MAI", commune=_PLACE.commune, province=_PLACE.province)
_HOME = "Thôn 2, Xã Suối Trong, Huyện Đơn Dương, Lâm Đồng"
_CHIP = {
    Fact.PERSONAL_ID: "000190000123",
    Fact.FULL_NAME: "Trần Thị Mẫu",
    Fact.DATE_OF_BIRTH: "1990-09-02",
    Fact.SEX: "Nữ",
    Fact.NATIONALITY: "Việt Nam",
    Fact.ETHNICITY: "Kinh",
    Fact.RESIDENCE: _HOME,
    Fact.HOMETOWN: "Xã Suối Trong, Huyện Đơn Dương, Lâm Đồng",
}
_COUNTERS = (
    Counter("A", "Cư trú, căn cước", "quầy 1 và 2", ("noi-o", "can-cuoc-ho-chieu")),
    Counter("B", "Hộ tịch, chứng thực", "quầy 3", ("sinh-con", "ket-hon", "ban-sao-chung-thuc")),
    Counter("C", "Việc khác", "quầy 4"),
)
_SLIP_CODE = "K1.K07-261121-0042-U.1.010041.2026-11-21T14:05.queued." + "A" * 86


def requester(source: Source = Source.CHIP_UNPROVEN) -> Party:
    """Return the invented citizen of all pictures, as a card would tell of her."""
    return Party("requester", MappingProxyType({fact: Datum(value, source) for fact, value in _CHIP.items()}))


def moments(language: str = "vi") -> Iterator[Moment]:
    """Yield every moment in a language, in the order of a visit."""
    library = Library.load(resources.path(), TODAY, drafts=True, place=_HERE)
    say = library.words(language)
    for moment in _moments(library, Snapshot(State.WELCOME, language=language, centre=_CENTRE, counters=_COUNTERS)):
        yield Moment(moment.name, translated(moment.snapshot, say))


def _moments(library: Library, base: Snapshot) -> Iterator[Moment]:
    procedure = library.catalogue.get(PROCEDURE)
    yield Moment("closed", replace(base, state=State.CLOSED, fault=Fault.CLOSED_BY_STAFF))
    yield Moment("welcome", base)
    visit = replace(base, visit="0f" * 8)
    yield from _tracking(replace(visit, state=State.TRACK))
    yield from _ticketing(replace(visit, state=State.TICKET), library)
    yield from _choosing(visit, library)
    yield from _prechecking(visit, library)
    visit = replace(visit, procedure=procedure)
    yield from _identifying(visit)
    yield from _filing(replace(visit, parties=MappingProxyType({"requester": requester()})), library, procedure)
    yield from staff_moments(base, visit, _face())
    yield from technician_moments(base)


def _tracking(visit: Snapshot) -> Iterator[Moment]:
    number, code = "K07-261121-0042-U", "G01.899.909-261121-000123"
    yield Moment("track", replace(visit, tracked=Tracked()))
    yield Moment("track-unknown", replace(visit, tracked=Tracked(asked=code), fault=Fault.NUMBER_UNKNOWN))
    yield Moment("track-asking", replace(visit, tracked=Tracked(TrackStep.ASKING, code)))
    found = Tracked(TrackStep.FOUND, code, number, code, Delivery.ACCEPTED, fresh=True)
    yield Moment("track-accepted", replace(visit, tracked=found))
    yield Moment("track-returned", replace(visit, tracked=replace(found, state=Delivery.RETURNED, dossier_code="")))
    yield Moment("track-refused", replace(visit, tracked=replace(found, state=Delivery.REFUSED, dossier_code="")))
    last = replace(found, state=Delivery.QUEUED, dossier_code="", fresh=False)
    yield Moment("track-offline", replace(visit, tracked=last, fault=Fault.STATUS_UNANSWERED, online=False))


def _ticketing(visit: Snapshot, library: Library) -> Iterator[Moment]:
    view = TicketView(_COUNTERS)
    taken = replace(view, counter=_COUNTERS[0], number="A012", slip=SlipState.PRINTED)
    procedure = library.catalogue.get("dang-ky-tam-tru")
    yield Moment("ticket", replace(visit, ticket=view))
    yield Moment("ticket-number", replace(visit, ticket=taken, procedure=procedure))
    failed = replace(taken, slip=SlipState.FAILED)
    yield Moment("ticket-no-paper", replace(visit, ticket=failed, fault=Fault.TICKET_NOT_PRINTED))


def _choosing(visit: Snapshot, library: Library) -> Iterator[Moment]:
    visit = replace(visit, state=State.CATALOGUE)
    yield Moment("catalogue", replace(visit, catalogue=catalogue_view(library, TODAY)))
    yield Moment("catalogue-group", replace(visit, catalogue=catalogue_view(library, TODAY, group="noi-o")))
    yield Moment("catalogue-nothing", replace(visit, catalogue=catalogue_view(library, TODAY, search="xyz")))


def _prechecking(visit: Snapshot, library: Library) -> Iterator[Moment]:
    procedure = library.catalogue.get("dang-ky-tam-tru")
    visit = replace(visit, state=State.PRECHECK, procedure=procedure)
    first = procedure.questions[0]
    picked = {first.id: first.choices[0].id}
    yield Moment("precheck", replace(visit, precheck=precheck_view(procedure, picked, library, TODAY, first.id)))
    while (view := precheck_view(procedure, picked, library, TODAY)).question is not None:
        picked[view.question.id] = view.question.choices[0].id
    yield Moment("precheck-papers", replace(visit, precheck=view))
    elsewhere = picked | {WHERE: Reach.OUTSIDE, EXEMPTION: "nguoi_co_cong"}
    view = precheck_view(procedure, elsewhere, library, TODAY, PROVINCE)
    yield Moment("precheck-province", replace(visit, precheck=view))
    view = precheck_view(procedure, elsewhere | {PROVINCE: "56", COMMUNE: "22366"}, library, TODAY)
    yield Moment("precheck-elsewhere", replace(visit, precheck=view))


def _identifying(visit: Snapshot) -> Iterator[Moment]:
    visit = replace(visit, state=State.IDENTIFY)
    card = Identification(step=IdentifyStep.CARD, by_code=True, number=_CHIP[Fact.PERSONAL_ID])
    reading = replace(card, step=IdentifyStep.READING, fraction=0.58, seconds_left=4, name=_CHIP[Fact.FULL_NAME])
    yield Moment("identify-code", visit)
    yield Moment("identify-scanner", replace(visit, aims_by_picture=False))
    yield Moment("identify-no-camera", replace(visit, fault=Fault.CAMERA_AWAY))
    yield Moment("identify-card", replace(visit, identification=card))
    yield Moment("identify", replace(visit, identification=reading))
    yield Moment("identify-removed", replace(visit, identification=card, fault=Fault.CARD_REMOVED))
    differ = replace(reading, step=IdentifyStep.CHECKING, differences=(Fact.FULL_NAME,))
    yield Moment("identify-differs", replace(visit, identification=differ, fault=Fault.CARD_CODE_DISAGREE))
    read = replace(reading, step=IdentifyStep.READ, fraction=1.0, verdict=Verdict.DATA_OK_CHIP_UNPROVEN)
    face = replace(read, portrait=_face())
    yield Moment("identify-portrait", replace(visit, identification=face))
    yield Moment("identify-read", replace(visit, identification=read))


def _filing(visit: Snapshot, library: Library, procedure: Procedure) -> Iterator[Moment]:
    yield Moment("consent", replace(visit, state=State.CONSENT, consent=library.consents(procedure)[0]))
    empty = _started(visit, library, procedure)
    fill = replace(visit, state=State.FILL)
    for number in range(1, empty.page_count + 1):
        yield Moment(f"fill-{number}", replace(fill, page=empty.page(number)))
    wrong = empty.first_page_with_errors()
    if wrong is not None:
        yield Moment("fill-errors", replace(fill, page=empty.check(wrong)))
    warned = replace(fill, page=empty.page(1), idle=IdleWarning(45, 0))
    yield from _papers(replace(visit, state=State.ATTACH))
    yield Moment("idle-warning", warned)
    review = replace(visit, state=State.REVIEW, review=answered(empty).review())
    yield Moment("review", review)
    yield Moment("review-not-stored", replace(review, fault=Fault.STORE_FULL))
    yield Moment("submit", replace(visit, state=State.SUBMIT))
    yield from _done(replace(visit, state=State.DONE))


def _papers(visit: Snapshot) -> Iterator[Moment]:
    paper = Paper("hop_dong", "Hợp đồng thuê, mượn, ở nhờ", attach=True, condition="Không cần công chứng")
    pages = tuple(_specimen(number) for number in (1, 2, 3))
    yield Moment("attach", replace(visit, papers=PapersView((Pile(paper, pages), Pile(paper)))))
    blurred = PapersView((Pile(paper), Pile(paper)), advice=PaperAdvice.BLURRED)
    yield Moment("attach-blurred", replace(visit, papers=blurred))


def _face() -> Portrait:
    """Draw a face that is nobody's."""
    picture = Image.new("RGB", (180, 240), (214, 224, 232))
    pen = ImageDraw.Draw(picture)
    pen.ellipse((55, 45, 125, 130), fill=(120, 140, 160))
    pen.pieslice((20, 140, 160, 340), 180, 360, fill=(120, 140, 160))
    return Portrait(180, 240, picture.tobytes())


def _specimen(number: int) -> PaperPage:
    """Draw a page that says nothing."""
    sheet = Image.new("L", (827, 1169), 250)
    pen = ImageDraw.Draw(sheet)
    for line in range(3 + number, 26):
        pen.rectangle((90, 40 * line, 90 + 620 - 70 * (line % 4), 40 * line + 9), fill=60)
    file = io.BytesIO()
    sheet.save(file, "JPEG")
    return PaperPage(827, 1169, file.getvalue())


def _done(visit: Snapshot) -> Iterator[Moment]:
    queued = Submitted("K07-261121-0042-U", "0" * 32, Delivery.QUEUED, slip_code=_SLIP_CODE)
    yield Moment("done", replace(visit, submitted=queued, online=False))
    accepted = replace(
        queued, delivery=Delivery.ACCEPTED, dossier_code="G01.899.909-261121-000123", slip=SlipState.PRINTED
    )
    yield Moment("done-accepted", replace(visit, submitted=accepted))
    rating = Rating(2, frozenset({Reason.WORDS}))
    yield Moment("done-rated", replace(visit, submitted=replace(queued, slip=SlipState.PRINTED), rating=rating))
    failed = replace(queued, slip=SlipState.FAILED)
    yield Moment("done-no-paper", replace(visit, submitted=failed, fault=Fault.PAPER_OUT))
    account = Account("970436", "Ngân hàng Ví Dụ", "000000000000", "UBND XA HOA MAI")
    asked = replace(
        queued,
        slip=SlipState.PRINTED,
        payment=request(account, 7_000, "K07 261121 0042"),
        payee=account.said,
        calendar=vaccination_calendar(TODAY, TODAY),
        suggestions=suggestions(_expiring(), TODAY, drafts=True),
        left=(
            phrase("Nộp {paper:lower}", paper="Giấy chứng sinh"),
            phrase("Xuất trình {paper:lower}", paper="Thẻ căn cước hoặc hộ chiếu còn hạn"),
        ),
    )
    yield Moment("done-asked", replace(visit, submitted=asked))
    yield Moment("done-handed", replace(visit, submitted=replace(queued, unfinished=True)))


def _expiring() -> Party:
    card = {Fact.CARD_EXPIRES_ON: Datum("2027-01-31", Source.CHIP_UNPROVEN)}
    return Party("requester", MappingProxyType(card))


def _started(visit: Snapshot, library: Library, procedure: Procedure) -> Filling:
    case = procedure.cases[0]
    say = library.words(visit.language)
    context = FillContext(TODAY, visit.parties, _PLACE, case=case.id, procedure=procedure.code, say=say)
    return Filling.start(library.forms_of(case, TODAY), context)


def answered(filling: Filling) -> Filling:
    """Answer what the form still asks, as an invented citizen would."""
    while (page := filling.first_page_with_errors()) is not None:
        asked = filling.check(page).errors[0]
        answer = filling.answer(asked.pointer, answer_to(asked, TODAY))
        if answer == filling:
            raise ValueError(f"no answer fits {asked.pointer}")
        filling = answer
    return filling
