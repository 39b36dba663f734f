"""The desk: who gets in, what each role may do, what leaves a row, and that nothing of a citizen is seen."""

from datetime import UTC, datetime

import pytest

from kiosk.audit import Act, AuditError, AuditLog, Entry
from kiosk.faults import Fault
from kiosk.indicators.counters import CountersError
from kiosk.staff.roles import MATRIX, Right, Role
from kiosk.visit import events as ev
from kiosk.visit.desk import events as de
from kiosk.visit.desk.desk import NEEDS, OPEN, PAGES
from kiosk.visit.desk.holdings import NAMES, holdings
from kiosk.visit.desk.view import Notice, Page, Pile
from kiosk.visit.states import State
from sync.delivery import State as Delivery
from sync.outbox import OutboxError, OutboxFault
from tests.kiosk.visit.desk.conftest import PEOPLE, PIN

SAMPLES = {
    de.TurnTo: de.TurnTo(Page.QUEUE),
    de.ShowPile: de.ShowPile(Pile.SENT),
    de.Reprint: de.Reprint("K07-260916-0123-K"),
    de.Erase: de.Erase("K07-260916-0123-K"),
    de.Vouch: de.Vouch(right_person=True),
    de.IdentifyByPaper: de.IdentifyByPaper("passport", "C1234567", "Lê Văn Mẫu", "1980"),
}


def event_of(kind):
    return SAMPLES.get(kind) or kind()


async def test_the_pad_is_shuffled_and_nobody_is_in_before_the_pin(stage):
    await stage.tell(de.OpenDesk())
    assert stage.now.state is State.STAFF
    assert sorted(stage.now.desk.pad) == list(range(10))
    orders = set()
    for _ in range(4):
        await stage.tell(de.LeaveDesk(), de.OpenDesk())
        orders.add(stage.now.desk.pad)
    assert len(orders) > 1
    assert stage.now.desk.person is None


async def test_a_wrong_pin_shuffles_anew_and_says_how_long_to_wait(stage, room):
    await stage.tell(de.OpenDesk(), de.SignInAs("07", "111222"))
    await stage.until(lambda now: now.desk.refused)
    assert (stage.now.desk.wait, stage.now.desk.person) == (1, None)
    assert room.acts() == [("sign_in_refused", "07", "", "wrong")]


async def test_staff_see_the_queue_in_words_and_never_a_name(stage, sign_in):
    await stage.done()
    await stage.tell(ev.Finish())
    await sign_in()
    view = stage.now.desk
    assert view.person == PEOPLE[Role.STAFF]
    row = view.board.rows[0]
    assert (row.procedure, row.at, row.state) == ("Xác nhận thông tin về cư trú", row.at, Delivery.QUEUED)
    assert view.board.counts == {Pile.WAITING: 1, Pile.RETURNED: 0, Pile.SENT: 0}
    assert [one.name for one in view.board.machines] == ["card_reader", "code_scanner", "receipt_printer", "disk"]
    assert "Mẫu" not in repr(view)
    assert "000190000123" not in repr(view)


async def test_the_call_of_the_machine_is_answered_by_signing_in(stage, sign_in, room):
    await stage.fill()
    await stage.tell(ev.CallStaff())
    visit = stage.now.visit
    await sign_in()
    assert stage.now.staff_called_at is None
    assert ("call_answered", "07", visit, "") in room.acts()
    assert stage.now.desk.page is Page.BESIDE


async def test_a_call_that_nobody_answered_still_stands_when_the_pad_is_left(stage):
    await stage.tell(ev.CallStaff(), de.OpenDesk(), de.LeaveDesk())
    assert stage.now.state is State.WELCOME
    assert stage.now.staff_called_at is not None


async def test_an_untouched_board_locks_itself_and_a_touch_keeps_it(stage, sign_in, room):
    await sign_in()
    await stage.clock.advance(100)
    await stage.tell(ev.Touched())
    for _ in range(100):
        await stage.clock.advance(1)
        await stage.rest()
    assert stage.now.desk is not None
    for _ in range(25):
        await stage.clock.advance(1)
        await stage.rest()
    assert (stage.now.state, stage.now.desk) == (State.WELCOME, None)
    await stage.until(lambda _: room.acts()[-1] == ("signed_out", "07", "", "idle"))


async def test_locking_the_board_mid_visit_gives_the_citizen_the_form_back(stage, sign_in, done):
    await stage.fill()
    page = stage.now.page
    await sign_in()
    await done(de.LeaveDesk())
    assert (stage.now.state, stage.now.page, stage.now.desk) == (State.FILL, page, None)


async def test_when_the_visit_ends_the_desk_beside_it_ends_too(stage, sign_in, room):
    await stage.fill()
    await sign_in()
    await stage.tell(ev.Leave())
    assert (stage.now.state, stage.now.desk) == (State.WELCOME, None)
    await stage.until(lambda _: room.acts()[-1] == ("signed_out", "07", "", "visit_ended"))
    await stage.tell(de.SendAgain())
    assert room.acts()[-1][0] == "signed_out"


# --- the matrix ---


def test_every_event_is_in_the_matrix_or_is_the_way_in_and_out():
    every = [one for one in vars(de).values() if isinstance(one, type) and issubclass(one, de.StaffEvent)]
    kinds = set(every) - {de.StaffEvent}
    assert set(NEEDS) | OPEN | {de.TurnTo} == kinds
    assert not set(NEEDS) & OPEN
    assert set(PAGES) == set(Page) - {Page.OFFER}


def test_technicians_see_no_submission_and_staff_change_no_device():
    submissions = {Right.VOUCH, Right.ASSIST, Right.IDENTIFY_BY_PAPER, Right.HAND_OVER, Right.REPRINT, Right.ERASE}
    devices = {Right.TEST_DEVICES, Right.CHANGE_SETTINGS, Right.EXPORT_DIAGNOSTICS, Right.ENROL}
    assert not MATRIX[Role.TECHNICIAN] & submissions
    assert not (MATRIX[Role.STAFF] | MATRIX[Role.POST]) & devices


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", sorted(NEEDS, key=lambda kind: kind.__name__))
async def test_each_service_call_is_for_its_roles_alone(role, kind, stage, sign_in, done, room):
    await stage.fill()
    await sign_in(role)
    if stage.now.desk.page is Page.BESIDE:
        await done(de.TurnTo(Page.BESIDE))
    before = len(room.acts())
    await done(event_of(kind))
    refused = [act for act in room.acts()[before:] if act[0] == "refused"]
    if NEEDS[kind] in MATRIX[role]:
        assert refused == []
    else:
        assert refused == [("refused", PEOPLE[role].number, "", NEEDS[kind].value)]
        assert stage.now.desk.notice is Notice.NOT_ALLOWED


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("page", sorted(PAGES))
async def test_each_page_is_for_its_roles_alone(role, page, stage, sign_in, done, room):
    await stage.fill()
    await sign_in(role)
    await done(de.TurnTo(page))
    assert (stage.now.desk.page is page) == (PAGES[page] in MATRIX[role])


@pytest.mark.parametrize("kind", sorted({*NEEDS, de.TurnTo}, key=lambda kind: kind.__name__))
async def test_nothing_is_done_for_somebody_who_is_not_signed_in(kind, stage, done, room):
    await stage.tell(event_of(kind))
    await stage.tell(de.OpenDesk(), event_of(kind))
    await stage.rest()
    assert room.acts() == []
    assert stage.now.desk.notice is None


async def test_a_queue_or_counters_that_fail_are_said_and_end_nobodys_visit(stage, sign_in, done, room, monkeypatch):
    async def broken(_):
        raise OutboxError(OutboxFault.BROKEN)

    def lost(*_):
        raise CountersError("disk gone")

    await stage.fill()
    await sign_in()
    monkeypatch.setattr(room.counters, "between", lost)
    await done(de.TurnTo(Page.FIGURES))
    assert (stage.now.state, stage.now.desk.notice) == (State.FILL, Notice.NOT_OPENED)
    monkeypatch.setattr(stage.outbox, "ask", broken)
    await done(de.SendAgain())
    assert (stage.now.state, stage.now.desk.notice) == (State.FILL, Notice.NOT_OPENED)


async def test_an_act_that_cannot_be_recorded_does_not_happen(stage, sign_in, done, room, monkeypatch):
    await sign_in()

    def full(entry):
        raise AuditError("disk full")

    monkeypatch.setattr(room.audit, "record", full)
    await done(de.CloseKiosk())
    assert stage.now.desk.notice is Notice.NOT_RECORDED
    assert not stage.now.desk.closed
    assert not (stage.folder / "closed").exists()


# --- queue and machine ---


async def test_a_kiosk_that_staff_closed_stays_closed_until_they_open_it(stage, sign_in, done, room):
    await sign_in()
    await done(de.CloseKiosk())
    assert stage.now.desk.closed
    await done(de.LeaveDesk())
    assert (stage.now.state, stage.now.fault) == (State.CLOSED, Fault.CLOSED_BY_STAFF)
    await stage.clock.advance(60)
    await stage.rest()
    assert stage.now.state is State.CLOSED
    await sign_in()
    await done(de.ReopenKiosk())
    await done(de.LeaveDesk())
    assert stage.now.state is State.WELCOME
    assert [act[0] for act in room.acts() if act[0] in ("closed", "reopened")] == ["closed", "reopened"]


async def test_a_slip_is_printed_again_by_its_number_alone(stage, sign_in, done, room):
    await stage.done()
    number = stage.now.submitted.local_number
    await stage.tell(ev.Finish())
    printed = len(stage.printer.pages)
    await sign_in()
    await done(de.Reprint(number))
    assert stage.now.desk.notice is Notice.PRINTED
    assert len(stage.printer.pages) == printed + 1
    assert ("slip_reprinted", "07", number, "") in room.acts()
    assert (await stage.outbox.counts()).by_state[Delivery.QUEUED] == 1  # never submitted again
    await done(de.Reprint("K07-260916-0123-K"))
    assert stage.now.desk.notice is Notice.UNKNOWN_NUMBER
    await done(de.Reprint("Trần Thị Mẫu"))
    assert stage.now.desk.notice is Notice.UNKNOWN_NUMBER


async def test_an_erased_dossier_is_gone_and_the_log_names_its_number_only(stage, sign_in, done, room):
    await stage.done()
    number = stage.now.submitted.local_number
    await stage.tell(ev.Finish())
    await sign_in()
    await done(de.Erase(number))
    assert stage.now.desk.notice is Notice.DONE
    assert await stage.outbox.find_number(number) is None
    assert ("erased", "07", number, "") in room.acts()


async def test_what_is_held_is_listed_by_class(stage, sign_in, done):
    await stage.done()
    await stage.tell(ev.Finish())
    await sign_in()
    await done(de.TurnTo(Page.HOLDINGS))
    assert {one.name: one.count for one in stage.now.desk.holdings}.items() >= {("queue.queued", 1), ("numbers", 1)}


async def test_the_oldest_row_is_told_by_the_day_it_was_here(stage, room, tmp_path):
    late = AuditLog(tmp_path / "late", "K07", lambda: datetime(2026, 11, 20, 20, tzinfo=UTC))
    late.record(Entry(act=Act.CLOSED))
    held = await holdings(stage.outbox, late, room.counters)
    late.close()
    assert ("audit", 1, "21/11/2026") in [(one.name, one.count, one.oldest) for one in held]


async def test_the_report_and_the_list_of_the_post_are_printed(stage, sign_in, done, room):
    await sign_in()
    await done(de.PrintReport())
    assert (stage.now.desk.notice, len(stage.printer.pages)) == (Notice.PRINTED, 1)
    await done(de.LeaveDesk())
    await sign_in(Role.POST)
    await done(de.PrintPostList())
    assert (stage.now.desk.notice, len(stage.printer.pages)) == (Notice.PRINTED, 2)


async def test_a_technician_is_handed_on_from_the_empty_hall_but_not_out_of_a_visit(stage, sign_in, room):
    await stage.fill()
    await sign_in(Role.TECHNICIAN)
    assert room.handed_on == []
    assert stage.now.desk.page is Page.QUEUE
    await stage.tell(de.LeaveDesk(), ev.Leave())
    stage.reader.lift()
    await stage.tell(de.OpenDesk(), de.SignInAs("09", PIN))
    await stage.until(lambda _: room.handed_on == [PEOPLE[Role.TECHNICIAN]])


async def test_a_desk_that_is_open_is_not_opened_again(stage, sign_in):
    await stage.fill()
    await sign_in()
    await stage.tell(de.OpenDesk())
    assert stage.now.desk.person == PEOPLE[Role.STAFF]


def test_every_state_of_a_dossier_is_in_one_pile_and_has_a_name_among_what_is_held():
    assert sorted(state for pile in Pile for state in pile.states) == sorted(Delivery)
    assert {f"queue.{state}" for state in Delivery} <= set(NAMES)
