"""What stands beside the way to a dossier: rating, another procedure, asking about a dossier, queue numbers."""

import io
import json
from datetime import UTC, datetime
from uuid import UUID

import pytest
import structlog
from fake_devices import CODE, reading

from drivers.ports import DeviceFault
from kiosk import journal
from kiosk.faults import Fault
from kiosk.identity.code_meaning import poster_text
from kiosk.visit import events as ev
from kiosk.visit.rating import Reason
from kiosk.visit.snapshot import Delivery, SlipState
from kiosk.visit.states import State
from kiosk.visit.tickets import Tickets
from kiosk.visit.tracked import TrackStep
from sync.outbox import OutboxError, OutboxFault
from sync.receipt import Standing

CODE_OF_DOSSIER = "H36.12-261121-0001"


@pytest.fixture
def said():
    stream = io.StringIO()
    journal.configure("K07", stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


def ratings(lines):
    return [line for line in lines if line["event"].startswith("rating_")]


# --- rating ---


async def test_a_rating_is_counted_once_when_the_visit_is_over_and_names_no_visit(said, stage):
    await stage.done()
    await stage.tell(ev.Rate(5), ev.Rate(2), ev.RateReason("words"), ev.RateReason("slow"), ev.RateReason("slow"))
    assert stage.now.rating.reasons == {Reason.WORDS}
    assert ratings(said()) == []
    await stage.tell(ev.Finish())
    given, reason = ratings(said())
    assert (given["event"], given["count"]) == ("rating_given", 2)
    assert (reason["event"], reason["code"]) == ("rating_reason", "words")
    assert set(given) == {"event", "count", "level", "ts", "kiosk"}


async def test_nobody_has_to_rate(said, stage):
    await stage.done()
    await stage.tell(ev.Finish())
    assert ratings(said()) == []


async def test_a_good_face_gives_no_reasons_and_takes_none(said, stage):
    await stage.done()
    await stage.tell(ev.Rate(2), ev.RateReason("card"), ev.Rate(5), ev.RateReason("slow"), ev.Rate(9))
    await stage.tell(ev.Leave())
    assert [line["event"] for line in ratings(said())] == ["rating_given"]


# --- another procedure ---


async def test_the_same_person_goes_on_without_laying_the_card_again(stage):
    await stage.done()
    first = stage.now.visit
    stage.reader.lift()
    await stage.tell(ev.Rate(5), ev.Another())
    assert (stage.now.state, stage.now.visit != first) == (State.CATALOGUE, True)
    assert (stage.now.page, stage.now.review, stage.now.submitted, stage.now.rating.face) == (None, (), None, 0)
    assert stage.visit._mechanics.session.filling is None
    await stage.choose_here("khai-bao-tam-vang")
    assert stage.now.state is State.CONSENT
    assert stage.visit._mechanics.session.given == []
    await stage.tell(ev.Agree())
    assert stage.visit.counts()["chip"] >= 4
    assert stage.now.page.number == 1


async def test_another_procedure_gets_of_the_card_what_its_own_forms_ask_for(stage):
    await stage.done()
    known = set(stage.now.parties["requester"].facts)
    await stage.tell(ev.Another())
    await stage.choose_here("dang-ky-khai-sinh")
    assert set(stage.now.parties["requester"].facts) != known


async def test_another_visit_is_wiped_like_any_other(stage):
    await stage.done()
    await stage.tell(ev.Another())
    await stage.clock.advance(121)
    await stage.clock.advance(200)
    assert (stage.now.state, stage.now.parties) == (State.WELCOME, {})
    await stage.choose()
    assert stage.now.state is State.IDENTIFY


# --- asking about a dossier ---


async def test_a_dossier_is_found_by_its_code_typed_in_any_case(stage):
    stage.portal.hold(CODE_OF_DOSSIER, "K09-261120-0007-X", Standing.ACCEPTED)
    await stage.tell(ev.Track(), ev.LookUp(f" {CODE_OF_DOSSIER.lower()} "))
    found = stage.now.tracked
    assert (found.step, found.state, found.fresh) == (TrackStep.FOUND, Delivery.ACCEPTED, True)
    assert (found.dossier_code, found.local_number) == (CODE_OF_DOSSIER, "K09-261120-0007-X")
    await stage.tell(ev.Back())
    assert stage.now.tracked.step is TrackStep.ASK
    await stage.tell(ev.Back())
    assert stage.now.state is State.WELCOME


async def test_a_slip_before_the_camera_asks_by_its_own_number(stage):
    await stage.done()
    filed = stage.now.submitted
    await stage.tell(ev.Finish(), ev.Track())
    stage.portal.hold(CODE_OF_DOSSIER, filed.local_number, Standing.RETURNED)
    stage.scanner.show(filed.slip_code)
    await stage.rest()
    assert stage.portal.asked == [filed.local_number]
    assert (stage.now.tracked.state, stage.now.tracked.fresh) == (Delivery.RETURNED, True)
    assert not stage.scanner.looking


async def test_without_an_answer_the_machine_says_what_it_knew_last(stage):
    await stage.done()
    number = stage.now.submitted.local_number
    stage.portal.away = True
    await stage.tell(ev.Finish(), ev.Track(), ev.LookUp(number))
    assert (stage.now.tracked.state, stage.now.tracked.fresh) == (Delivery.QUEUED, False)
    assert stage.now.fault is Fault.STATUS_UNANSWERED
    entry = await stage.outbox.find_number(number)
    assert entry.submission_id == UUID(int=entry.submission_id.int)
    stage.portal.away = False
    stage.portal.hold("", number, Standing.RECEIVED)
    await stage.tell(ev.TryAgain())
    assert (stage.now.tracked.state, stage.now.tracked.fresh, stage.now.fault) == (Delivery.SENT, True, None)


@pytest.mark.parametrize(
    ("number", "away", "fault"),
    [
        ("H36.12-261121-0009", False, Fault.NUMBER_UNKNOWN),
        ("H36.12-261121-0009", True, Fault.STATUS_UNANSWERED),
        ("K07-261121-0042-A", False, Fault.NUMBER_MALFORMED),
        ("?", False, Fault.NUMBER_MALFORMED),
    ],
)
async def test_a_number_without_an_answer_says_why_and_can_be_mended(stage, number, away, fault):
    stage.portal.away = away
    await stage.tell(ev.Track(), ev.LookUp(number))
    assert (stage.now.state, stage.now.fault, stage.now.tracked.asked) == (State.TRACK, fault, number)
    assert stage.now.tracked.step is TrackStep.ASK


async def test_codes_that_are_no_dossier_are_refused_in_words_and_the_camera_looks_on(stage):
    await stage.tell(ev.Track())
    stage.scanner.show(CODE)
    await stage.rest()
    assert (stage.now.fault, stage.scanner.looking) == (Fault.CODE_MALFORMED, True)
    stage.scanner.show("https://example.vn/")
    await stage.rest()
    assert (stage.now.fault, stage.scanner.looking) == (Fault.CODE_IS_LINK, True)


# --- queue numbers ---


async def test_a_number_is_given_by_counter_and_printed(stage):
    await stage.tell(ev.TakeNumber(), ev.ChooseCounter("B"))
    await stage.until(lambda now: now.ticket.slip is SlipState.PRINTED)
    assert (stage.now.ticket.number, stage.now.ticket.counter.name) == ("B001", "Hộ tịch, chứng thực")
    assert len(stage.printer.pages) == 1
    await stage.tell(ev.ChooseCounter("A"))
    assert stage.now.ticket.number == "B001"
    await stage.tell(ev.Finish())
    assert (stage.now.state, stage.now.ticket) == (State.WELCOME, None)


async def test_from_the_pre_check_the_counter_is_known_and_the_way_goes_on(stage):
    await stage.tell(ev.Begin(), ev.Choose("dang-ky-tam-tru"), ev.TakeNumber())
    await stage.until(lambda now: now.ticket.number != "")
    assert stage.now.ticket.number == "A001"
    await stage.tell(ev.Back())
    assert stage.now.state is State.PRECHECK
    await stage.tell(ev.TakeNumber())
    assert stage.now.ticket.number == "A001"


async def test_a_ticket_that_did_not_print_still_holds(stage):
    stage.printer.fault = DeviceFault.PAPER_OUT
    await stage.tell(ev.TakeNumber(), ev.ChooseCounter("A"))
    await stage.until(lambda now: now.ticket.slip is SlipState.FAILED)
    assert (stage.now.ticket.number, stage.now.fault) == ("A001", Fault.TICKET_NOT_PRINTED)
    stage.printer.fault = None
    await stage.tell(ev.TryAgain())
    await stage.until(lambda now: now.ticket.slip is SlipState.PRINTED)
    assert (stage.now.ticket.number, stage.now.fault) == ("A001", None)


async def test_a_broken_disk_gives_no_number_and_says_so(stage, monkeypatch):
    async def fail(*_):
        raise OutboxError(OutboxFault.BROKEN)

    monkeypatch.setattr(stage.visit._mechanics.means.tickets, "next", fail)
    await stage.tell(ev.TakeNumber(), ev.ChooseCounter("A"))
    assert (stage.now.fault, stage.now.ticket.number, stage.now.ticket.counter) == (Fault.NO_NUMBER, "", None)


async def test_numbers_go_on_after_a_restart_and_begin_anew_each_day_and_counter(tmp_path):
    today, tomorrow = datetime(2026, 11, 21, tzinfo=UTC).date(), datetime(2026, 11, 22, tzinfo=UTC).date()
    first = Tickets(tmp_path)
    assert [await first.next("A", today), await first.next("A", today), await first.next("B", today)] == [
        "A001",
        "A002",
        "B001",
    ]
    await first.close()
    second = Tickets(tmp_path)
    assert await second.next("A", today) == "A003"
    assert await second.next("A", tomorrow) == "A001"
    await second.close()


async def test_the_poster_code_of_a_guide_opens_its_procedure(stage):
    stage.scanner.show(poster_text("dang-ky-tam-tru"))
    await stage.rest()
    assert stage.now.state is State.PRECHECK
    assert reading().verdict.fills
