"""A visit from the first touch to the wipe, and every way it can end early."""

import asyncio
from dataclasses import dataclass, replace
from uuid import UUID

import pytest
from fake_devices import CODE, reading

from drivers.ports import DeviceFault, Verdict
from kiosk.faults import Fault
from kiosk.identity.code_meaning import poster_text
from kiosk.identity.party import Fact
from kiosk.visit import events as ev
from kiosk.visit.mechanics import AFTER_A_CRASH
from kiosk.visit.service import Visit
from kiosk.visit.snapshot import Delivery, SlipState
from kiosk.visit.stages.stage import Stage
from kiosk.visit.states import State
from sync.outbox import OutboxError, OutboxFault

FATHERS_CODE = "000090000124||Trần Văn Thử|03041990|Nam|Thôn 2, Xã Suối Trong, Huyện Đơn Dương, Lâm Đồng|20062021"
FATHER = {1: ("000090000124",), 2: ("Trần Văn Thử",), 3: ("03/04/1990",), 4: ("Nam",)}
SECRETS = ("000190000123", "Trần Thị Mẫu", "0900000123")


async def test_the_whole_way(stage):
    await stage.done()
    assert stage.now.state is State.DONE
    assert stage.now.submitted.local_number.startswith("K07-261121-0001-")
    assert stage.now.submitted.delivery is Delivery.QUEUED
    assert stage.now.submitted.slip is SlipState.PRINTED
    assert len(stage.printer.pages) == 1
    await stage.tell(ev.Finish())
    assert stage.now.state is State.WELCOME
    states = [snapshot.state for snapshot in stage.history]
    order = [state for state, before in zip(states, [None, *states], strict=False) if state is not before]
    assert order == [
        State.WELCOME,
        State.CATALOGUE,
        State.PRECHECK,
        State.IDENTIFY,
        State.CONSENT,
        State.FILL,
        State.REVIEW,
        State.SUBMIT,
        State.DONE,
        State.WELCOME,
    ]


async def test_only_the_portal_can_open_what_was_stored(stage):
    await stage.done()
    entry = await stage.outbox.status(UUID(stage.now.submitted.submission_id))
    assert entry.state is Delivery.QUEUED
    files = [file for file in stage.folder.rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) > 1000
    found = [file for file in files for secret in SECRETS if secret.encode() in file.read_bytes()]
    assert found == []


@pytest.mark.parametrize("way_out", [ev.Leave(), ev.Finish()])
async def test_nothing_of_the_visit_is_left_after_it(stage, way_out):
    await stage.done()
    await stage.tell(way_out)
    assert stage.now.state is State.WELCOME
    assert stage.now.visit == ""
    everything = "".join(map(repr, (stage.now, stage.visit._mechanics.session, dict(stage.now.parties))))
    assert not any(secret in everything for secret in SECRETS)
    assert stage.now.parties == {}


async def test_silence_ends_a_visit_and_wipes_it(stage):
    await stage.fill()
    await stage.clock.advance(121)
    assert stage.now.idle.seconds_left == 59
    await stage.tell(ev.StillHere())
    assert stage.now.idle is None
    await stage.clock.advance(200)
    assert stage.now.state is State.WELCOME
    assert stage.now.parties == {}


async def test_leaving_while_the_card_is_read_stops_the_reading(stage):
    await stage.choose()
    stage.reader.go.clear()
    stage.scanner.show(CODE)
    stage.reader.lay(reading())
    await stage.rest()
    await stage.tell(ev.Leave())
    stage.reader.go.set()
    await stage.rest()
    assert stage.now.state is State.WELCOME
    assert stage.now.parties == {}


async def test_without_consent_nothing_is_kept(stage):
    await stage.identify()
    assert stage.now.state is State.CONSENT
    await stage.tell(ev.Refuse())
    assert stage.now.state is State.CATALOGUE
    assert stage.now.parties == {}


async def test_back_never_loses_an_answer(stage):
    await stage.fill()
    await stage.to_page_with("/purpose")
    await stage.tell(ev.Answer("/purpose", "Vay vốn"), *[ev.Back()] * stage.now.page.number)
    assert stage.now.state is State.CONSENT
    await stage.tell(ev.Agree())
    await stage.to_page_with("/purpose")
    assert stage.value("/purpose") == "Vay vốn"


async def test_what_is_missing_is_said_when_going_on_and_nothing_is_lost(stage):
    await stage.fill()
    page = await stage.to_page_with("/purpose")
    await stage.tell(ev.Next())
    assert (stage.now.state, stage.now.page.number) == (State.FILL, page)
    assert [field.pointer for field in stage.now.page.errors] == ["/purpose"]


async def test_a_page_can_be_mended_from_the_review(stage):
    await stage.review()
    assert stage.now.state is State.REVIEW
    pages = {row.label: section.page for section in stage.now.review for row in section.rows}
    await stage.tell(ev.EditPage(max(pages.values())))
    await stage.tell(ev.EditPage(1), ev.Next())
    assert stage.now.state is State.REVIEW


async def test_staff_can_be_called_and_the_call_taken_back(stage):
    await stage.tell(ev.CallStaff())
    assert stage.now.staff_called_at is not None
    await stage.tell(ev.CallStaff())
    assert stage.now.staff_called_at is None


async def test_an_event_that_has_no_meaning_here_changes_nothing(stage):
    before = stage.now
    await stage.tell(ev.Confirm(), ev.Next(), ev.Agree(), ev.Answer("/phone", "1"), ev.EditPage(1), ev.PrintAgain())
    assert stage.now == before


@pytest.mark.parametrize(
    ("fault", "said"), [(OutboxFault.FULL, Fault.STORE_FULL), (OutboxFault.BROKEN, Fault.STORE_BROKEN)]
)
async def test_a_full_or_broken_disk_leaves_the_form_and_says_so(stage, monkeypatch, fault, said):
    async def fail(_):
        raise OutboxError(fault)

    await stage.review()
    monkeypatch.setattr(stage.outbox, "enqueue", fail)
    await stage.tell(ev.Confirm())
    await stage.until(lambda now: now.fault is not None)
    assert (stage.now.state, stage.now.fault) == (State.REVIEW, said)
    monkeypatch.undo()
    await stage.tell(ev.TryAgain())
    await stage.until(lambda now: now.submitted is not None)
    assert stage.now.state is State.DONE


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (DeviceFault.PAPER_OUT, Fault.PAPER_OUT),
        (DeviceFault.PRINT_UNCONFIRMED, Fault.PRINT_UNCONFIRMED),
        (DeviceFault.NOT_RESPONDING, Fault.PRINTER_AWAY),
    ],
)
async def test_a_slip_that_did_not_print_never_takes_the_filing_back(stage, fault, said):
    stage.printer.fault = fault
    await stage.done()
    assert (stage.now.state, stage.now.fault) == (State.DONE, said)
    assert stage.now.submitted.slip is SlipState.FAILED
    assert stage.now.submitted.slip_code.startswith("KTN1:")
    stage.printer.fault = None
    await stage.tell(ev.PrintAgain())
    await stage.rest()
    assert stage.now.submitted.slip is SlipState.PRINTED
    assert len(await stage.outbox.entries()) == 1


async def test_a_card_that_is_not_trusted_ends_in_a_fault_with_a_way_on(stage):
    await stage.choose()
    stage.scanner.show(CODE)
    stage.reader.lay(reading(Verdict.TAMPERED))
    await stage.rest()
    assert stage.now.fault is Fault.CARD_TAMPERED
    await stage.tell(ev.WithoutChip())
    assert stage.now.state is State.CONSENT


async def test_whatever_goes_wrong_the_visit_is_closed_and_wiped(stage, monkeypatch):
    await stage.fill()

    def burst(*_):
        raise RuntimeError("000190000123")

    monkeypatch.setattr(type(stage.visit._mechanics.session.filling), "check", burst)
    await stage.tell(ev.Next())
    assert (stage.now.state, stage.now.fault) == (State.WELCOME, Fault.INTERNAL)
    assert stage.now.parties == {}


async def test_what_goes_wrong_while_nobody_is_here_is_not_tried_again_at_once(stage, monkeypatch):
    tries = []

    async def burst():
        tries.append(stage.clock.monotonic())
        raise RuntimeError

    monkeypatch.setattr(stage.visit._mechanics.means.office, "has_room", burst)
    await stage.rest_until(lambda _: len(tries) == 3)
    first, second, third = tries
    assert third - second == second - first == AFTER_A_CRASH
    assert stage.now.state is State.WELCOME
    monkeypatch.undo()
    await stage.tell(ev.Begin())
    assert stage.now.state is State.CATALOGUE


async def test_a_queue_that_does_not_answer_takes_nobody_from_the_last_screen(stage, monkeypatch):
    await stage.done()

    async def busy(_):
        raise OutboxError(OutboxFault.BUSY)

    monkeypatch.setattr(stage.visit._mechanics.means.office, "delivery", busy)
    await stage.clock.advance(5)
    assert (stage.now.state, stage.now.fault) == (State.DONE, None)


async def test_every_page_is_drawn_for_the_paper_that_the_printer_has(stage):
    stage.printer.width = 384
    await stage.tell(ev.TakeNumber(), ev.ChooseCounter("A"))
    await stage.until(lambda now: now.ticket.slip is not SlipState.PRINTING)
    await stage.tell(ev.Finish())
    await stage.tell(ev.Begin(), ev.Choose("chung-thuc-ban-sao"), ev.PrintGuide())
    await stage.tell(ev.Leave())
    await stage.done()
    assert stage.now.submitted.slip is SlipState.PRINTED
    assert [page.width for page in stage.printer.pages] == [384, 384, 384]


async def test_a_page_that_cannot_be_drawn_is_said_and_ends_no_visit(stage, monkeypatch):
    def undrawable(*_, **__):
        raise ValueError("a code does not fit")

    monkeypatch.setattr("kiosk.visit.submit.render_slip", undrawable)
    await stage.done()
    assert (stage.now.state, stage.now.fault) == (State.DONE, Fault.PRINTER_AWAY)
    assert stage.now.submitted.slip is SlipState.FAILED


async def test_the_next_visit_begins_clean(stage):
    await stage.done()
    await stage.tell(ev.Finish())
    stage.reader.lift()
    await stage.fill()
    assert stage.now.page.number == 1
    assert stage.now.submitted is None
    assert stage.now.fault is None


async def test_events_may_come_from_any_thread(stage):
    await asyncio.to_thread(stage.visit.send, ev.Begin())
    await stage.rest()
    assert stage.now.state is State.CATALOGUE


async def test_the_answers_before_choose_the_case_and_its_papers(stage):
    await stage.tell(ev.Begin(), ev.Choose("dang-ky-tam-tru"))
    asked = []
    for _ in range(10):
        shown = stage.now.precheck
        if shown.question is None:
            break
        assert (shown.number, shown.chosen) == (len(asked) + 1, "")
        asked.append(shown.question.id)
        await stage.tell(ev.Pick(shown.question.choices[0].id))
        assert stage.now.precheck.chosen == shown.question.choices[0].id
        await stage.tell(ev.Next())
    assert 2 <= len(asked) <= 6
    assert stage.now.precheck.outcome.case is not None
    assert stage.now.state is State.PRECHECK
    await stage.tell(ev.Next())
    assert stage.now.state is State.IDENTIFY


async def test_an_answer_goes_on_by_itself_once_it_was_seen(stage):
    await stage.tell(ev.Begin(), ev.Choose("dang-ky-tam-tru"))
    first = stage.now.precheck.question
    await stage.tell(ev.Pick(first.choices[0].id))
    assert (stage.now.precheck.question, stage.now.precheck.chosen) == (first, first.choices[0].id)
    await stage.clock.advance(1)
    second = stage.now.precheck.question
    assert second != first
    await stage.tell(ev.Pick(second.choices[0].id), ev.Back())
    await stage.clock.advance(1)
    assert (stage.now.precheck.question, stage.now.precheck.chosen) == (first, first.choices[0].id)


async def test_where_the_answers_leave_nothing_to_read_the_way_goes_on_to_the_card(stage):
    await stage.tell(ev.Begin(), ev.Choose("xac-nhan-thong-tin-cu-tru"))
    await stage.tell(ev.Pick(stage.now.precheck.question.choices[0].id))
    await stage.clock.advance(1)
    assert stage.now.state is State.IDENTIFY
    await stage.tell(ev.Back())
    assert (stage.now.state, stage.now.precheck.question) == (State.PRECHECK, None)


async def test_going_on_waits_for_an_answer_and_back_takes_the_last_one_back(stage):
    await stage.tell(ev.Begin(), ev.Choose("dang-ky-tam-tru"), ev.Next())
    first = stage.now.precheck.question
    await stage.tell(ev.Pick(first.choices[0].id), ev.Next())
    second = stage.now.precheck.question
    assert second != first
    await stage.tell(ev.Back())
    assert (stage.now.precheck.question, stage.now.precheck.chosen) == (first, first.choices[0].id)
    await stage.tell(ev.Back())
    assert stage.now.state is State.CATALOGUE


async def test_a_form_that_nobody_compared_is_offered_only_where_drafts_are(stage, monkeypatch):
    mechanics = stage.visit._mechanics
    strict = replace(mechanics.means.library, drafts=False)
    monkeypatch.setattr(mechanics, "means", replace(mechanics.means, library=strict))
    await stage.tell(ev.Begin(), ev.Choose("xac-nhan-thong-tin-cu-tru"))
    await stage.tell(ev.Pick(stage.now.precheck.question.choices[0].id), ev.Next())
    assert not stage.now.precheck.fillable
    await stage.tell(ev.Next())
    assert stage.now.state is State.PRECHECK


async def test_another_persons_card_fills_that_persons_block(stage):
    await stage.tell(ev.Begin())
    await stage.choose("dang-ky-khai-sinh")
    stage.scanner.show(CODE)
    stage.reader.lay(reading())
    await stage.rest()
    await stage.tell(ev.Agree())
    await stage.tell(ev.ReadParty("father"))
    assert (stage.now.state, stage.now.identification.role) == (State.IDENTIFY, "father")
    stage.reader.lift()
    stage.scanner.show(FATHERS_CODE)
    stage.reader.lay(reading(fields=FATHER))
    await stage.rest()
    assert stage.now.state is State.FILL
    assert stage.now.parties["father"].facts[Fact.FULL_NAME].value == "Trần Văn Thử"
    assert stage.now.parties["requester"].facts[Fact.FULL_NAME].value == "Trần Thị Mẫu"


async def test_giving_up_another_persons_card_goes_back_to_the_form(stage):
    await stage.fill()
    await stage.tell(ev.ReadParty("head"), ev.Back())
    assert stage.now.state is State.FILL


async def test_the_guide_can_be_taken_home_before_anything_is_typed(stage):
    await stage.tell(ev.Begin(), ev.Choose("xac-nhan-thong-tin-cu-tru"), ev.PrintGuide())
    assert stage.now.guide is None
    await stage.tell(ev.Pick(stage.now.precheck.question.choices[0].id), ev.Next(), ev.PrintGuide())
    assert (stage.now.state, stage.now.guide) == (State.PRECHECK, SlipState.PRINTED)
    assert len(stage.printer.pages) == 1


async def test_a_guide_that_does_not_print_speaks_of_no_dossier(stage):
    stage.printer.fault = DeviceFault.PAPER_OUT
    await stage.tell(ev.Begin(), ev.Choose("xac-nhan-thong-tin-cu-tru"))
    await stage.tell(ev.Pick(stage.now.precheck.question.choices[0].id), ev.Next(), ev.PrintGuide())
    assert (stage.now.guide, stage.now.fault) == (SlipState.FAILED, Fault.GUIDE_NOT_PRINTED)


async def test_a_poster_at_the_welcome_screen_opens_its_procedure(stage):
    assert stage.scanner.looking
    stage.scanner.show("https://example.vn/")
    stage.scanner.show(poster_text("dang-ky-tam-tru"))
    await stage.rest()
    assert (stage.now.state, stage.now.procedure.slug) == (State.PRECHECK, "dang-ky-tam-tru")
    assert not stage.scanner.looking


async def test_a_poster_of_nothing_we_have_opens_the_choice(stage):
    stage.scanner.show(poster_text("khong-co-that"))
    await stage.rest()
    assert stage.now.state is State.CATALOGUE


async def test_the_kiosk_closes_while_the_disk_is_full_and_opens_again_by_itself(stage, monkeypatch):
    full = True

    async def room():
        if full:
            raise OutboxError(OutboxFault.FULL)

    monkeypatch.setattr(stage.outbox, "room", room)
    await stage.pass_time_until(lambda now: now.state is State.CLOSED)
    assert stage.now.fault is Fault.STORE_FULL
    await stage.tell(ev.Begin())
    assert stage.now.state is State.CLOSED
    full = False
    await stage.pass_time_until(lambda now: now.state is State.WELCOME)
    assert stage.now.fault is None


@dataclass(frozen=True, slots=True)
class Bell(ev.Event):
    """What a desk beside the way is told."""


@dataclass(frozen=True, slots=True)
class LoudBell(Bell):
    """A kind of it."""


class BellDesk(Stage):
    """A desk that writes what it heard into the snapshot."""

    def meanings(self):
        return {(None, Bell): lambda event: self.visit.publish(centre=type(event).__name__)}


async def test_a_desk_from_outside_takes_its_events_by_their_base_class_in_any_state(stage):
    mechanics = stage.visit._mechanics
    visit = Visit(mechanics.means, [BellDesk])
    visit._take(LoudBell())
    assert visit.snapshot.centre == "LoudBell"
    visit._take(ev.Begin())
    visit._take(Bell())
    assert (visit.snapshot.state, visit.snapshot.centre) == (State.CATALOGUE, "Bell")
    await visit._mechanics.stop()


async def test_a_card_that_was_left_behind_is_said_until_it_is_taken(stage):
    await stage.identify()
    await stage.tell(ev.Leave())
    assert stage.now.state is State.WELCOME
    assert stage.now.card_left
    stage.reader.lift()
    await stage.rest()
    assert not stage.now.card_left


async def test_a_card_laid_down_before_any_visit_is_nobodys_alarm(stage):
    stage.reader.lay(reading())
    await stage.rest()
    assert not stage.now.card_left
    await stage.tell(ev.Begin(), ev.Leave())
    assert not stage.now.card_left


async def test_what_only_one_form_of_a_bundle_lacks_is_said_once_and_holds_nobody_up(stage):
    await stage.choose("lien-thong-khai-sinh-thuong-tru-bhyt")
    stage.scanner.show(CODE)
    stage.reader.lay(reading())
    await stage.rest()
    await stage.tell(ev.Agree(), ev.Answer("/req/relation", "Mẹ"))
    await stage.to_page_with("/child/full_name")
    child = {"full_name": "Trần An", "date_of_birth": "2026-11-10", "sex": "Nam"}
    await stage.tell(*(ev.Answer(f"/child/{name}", value) for name, value in child.items()))
    here = stage.now.page.id
    await stage.tell(ev.Next())
    said = [one.warning for one in stage.now.page.fields if one.warning]
    assert (stage.now.page.id, stage.now.page.errors) == (here, ())
    assert "Chưa nhập nơi sinh. Bỏ trống thì phần này làm tiếp tại quầy" in said
    await stage.tell(ev.Next())
    assert stage.now.page.id != here
