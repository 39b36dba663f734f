"""At the citizen's side: the card's holder, help the citizen agreed to, a paper for a dead chip, the counter."""

import json
from dataclasses import replace

import pytest
from fake_devices import CODE, reading

from drivers.ports import Verdict
from kiosk.faults import Fault
from kiosk.identity.party import Fact, Source
from kiosk.procedures.fees import Quote
from kiosk.procedures.overlay import Overlay
from kiosk.procedures.payment import Account, request
from kiosk.visit import events as ev
from kiosk.visit.desk import events as de
from kiosk.visit.desk.view import Notice, Page
from kiosk.visit.states import State
from sync.envelope import Holder
from sync.outbox.counter import manifest_of

PAPER = de.IdentifyByPaper("card", "000 190 000 123", "  Trần  Thị Mẫu ", "02091990", "Nữ")


@pytest.fixture
def must_vouch(stage):
    """Makes the procedure that was chosen one whose holder must be verified."""

    def change():
        mechanics = stage.visit._mechanics
        mechanics.publish(procedure=replace(mechanics.snapshot.procedure, holder=Holder.STAFF))

    return change


async def test_every_manifest_says_who_vouches(stage, sign_in, done):
    await stage.review()
    await stage.tell(ev.Confirm())
    await stage.until(lambda now: now.submitted is not None)
    entry = (await stage.outbox.entries())[0]
    manifest = await stage.outbox.ask(lambda store: manifest_of(store, entry.submission_id))
    assert manifest.particulars.holder is Holder.UNVERIFIED


async def test_staff_vouch_and_the_manifest_says_so(stage, sign_in, done, room):
    await stage.review()
    visit = stage.now.visit
    await sign_in()
    await done(de.Vouch(right_person=True))
    assert stage.now.desk.notice is Notice.DONE
    await done(de.LeaveDesk())
    await stage.tell(ev.Confirm())
    await stage.until(lambda now: now.submitted is not None)
    entry = (await stage.outbox.entries())[0]
    manifest = await stage.outbox.ask(lambda store: manifest_of(store, entry.submission_id))
    assert manifest.particulars.holder is Holder.STAFF
    assert ("holder_confirmed", "07", visit, "card") in room.acts()


async def test_a_procedure_that_needs_a_holder_is_not_filed_before_somebody_vouches(stage, sign_in, done, must_vouch):
    await stage.review()
    must_vouch()
    await stage.tell(ev.Confirm())
    assert (stage.now.state, stage.now.fault) == (State.REVIEW, Fault.HOLDER_UNVERIFIED)
    assert (await stage.outbox.entries()) == ()
    await sign_in()
    assert stage.now.desk.beside.holder_needed
    await done(de.Vouch(right_person=True))
    assert stage.now.fault is None
    await done(de.LeaveDesk())
    await stage.tell(ev.Confirm())
    await stage.until(lambda now: now.submitted is not None)


async def test_somebody_elses_card_ends_the_visit(stage, sign_in, done, room):
    await stage.review()
    visit = stage.now.visit
    await sign_in()
    await done(de.Vouch(right_person=False))
    assert stage.now.state is State.WELCOME
    assert stage.visit._mechanics.session.identified == {}
    assert ("holder_denied", "07", visit, "card") in room.acts()


async def test_vouching_does_not_outlive_the_visit(stage, sign_in, done):
    await stage.review()
    await sign_in()
    await done(de.Vouch(right_person=True))
    await stage.tell(ev.Leave())
    assert stage.visit._mechanics.session.holder is Holder.UNVERIFIED


async def test_help_begins_when_the_citizen_agrees_and_marks_what_is_entered(stage, sign_in, done, room):
    pointer = "/phone"
    await stage.fill()
    await stage.to_page_with(pointer)
    visit = stage.now.visit
    await sign_in()
    await done(de.OfferHelp())
    assert (stage.now.desk.page, stage.now.helped_by) == (Page.OFFER, "")
    await done(de.AnswerOffer(agrees=False))
    assert (stage.now.desk.page, stage.now.helped_by) == (Page.BESIDE, "")
    await done(de.OfferHelp())
    await done(de.AnswerOffer(agrees=True))
    assert (stage.now.desk, stage.now.helped_by) == (None, "Phạm Văn Thử")
    await stage.tell(ev.Answer(pointer, "0900000123"))
    assert stage.visit.counts().get("staff") == 1
    await stage.tell(de.EndHelp())
    await stage.tell(ev.Answer(pointer, "0900000124"))
    assert "staff" not in stage.visit.counts()
    await stage.until(lambda _: room.acts()[-1] == ("assist_ended", "07", "", ""))
    assert ("assist_agreed", "07", visit, "") in room.acts()


async def test_only_the_citizen_can_agree(stage, sign_in, done):
    await stage.fill()
    await done(de.AnswerOffer(agrees=True))
    assert stage.now.helped_by == ""
    await sign_in()
    await done(de.AnswerOffer(agrees=True))
    assert stage.now.helped_by == ""


async def test_help_ends_with_the_visit(stage, sign_in, done, room):
    await stage.fill()
    await sign_in()
    await done(de.OfferHelp(), de.AnswerOffer(agrees=True))
    await stage.tell(ev.Leave())
    assert stage.now.helped_by == ""
    await stage.until(lambda _: room.acts()[-1][0] == "assist_ended")


async def test_a_paper_stands_for_a_dead_chip_at_lower_assurance_that_is_named(stage, sign_in, done, room):
    await stage.choose()
    visit = stage.now.visit
    assert stage.now.state is State.IDENTIFY
    await sign_in()
    await done(de.TurnTo(Page.PAPER))
    await done(PAPER)
    assert (stage.now.state, stage.now.desk) == (State.CONSENT, None)
    requester = stage.now.parties["requester"]
    assert {fact: (datum.value, datum.source) for fact, datum in requester.facts.items()} == {
        Fact.PERSONAL_ID: ("000190000123", Source.STAFF),
        Fact.FULL_NAME: ("Trần Thị Mẫu", Source.STAFF),
        Fact.DATE_OF_BIRTH: ("1990-09-02", Source.STAFF),
        Fact.SEX: ("Nữ", Source.STAFF),
    }
    assert stage.visit.identified_by == ("paper_card",)
    assert ("identity_from_paper", "07", visit, "card") in room.acts()


@pytest.mark.parametrize(
    "wrong",
    [
        de.IdentifyByPaper("card", "12345", "Trần Thị Mẫu", "1990"),
        de.IdentifyByPaper("card", "000190000123", "  ", "1990"),
        de.IdentifyByPaper("card", "000190000123", "Trần Thị Mẫu", "31021990"),
        de.IdentifyByPaper("card", "000190000123", "Trần Thị Mẫu", "2999"),
        de.IdentifyByPaper("passport", "1234567", "Trần Thị Mẫu", "1990"),
        de.IdentifyByPaper("old_card", "12345678", "Trần Thị Mẫu", "1990"),
        de.IdentifyByPaper("library", "C1234567", "Trần Thị Mẫu", "1990"),
    ],
)
async def test_a_paper_that_cannot_be_is_not_taken(wrong, stage, sign_in, done, room):
    await stage.choose()
    await sign_in()
    await done(wrong)
    assert (stage.now.state, stage.now.desk.notice) == (State.IDENTIFY, Notice.NOT_COMPLETE)
    assert "identity_from_paper" not in [act[0] for act in room.acts()]


async def test_a_half_filled_form_goes_sealed_to_the_counter_with_a_number(stage, sign_in, done, room):
    await stage.fill()
    visit = stage.now.visit
    await sign_in()
    assert stage.now.desk.beside.may_hand_over
    await done(de.HandOver())
    await stage.until(lambda now: now.submitted is not None)
    assert stage.now.state is State.DONE
    assert stage.now.submitted.unfinished
    entry = (await stage.outbox.entries())[0]
    assert entry.local_number == stage.now.submitted.local_number
    manifest = await stage.outbox.ask(lambda store: manifest_of(store, entry.submission_id))
    assert [part.name for part in manifest.parts if part.name.startswith("form-")] == []
    assert ("handed_to_counter", "07", visit, "") in room.acts()


@pytest.mark.parametrize("verdict", [Verdict.UNTRUSTED, Verdict.TAMPERED])
async def test_staff_see_why_a_card_is_not_believed(verdict, stage, sign_in):
    await stage.choose()
    stage.scanner.show(CODE)
    stage.reader.lay(reading(verdict, reasons=("DG1_DIFFERS", "CSCA_UNKNOWN")))
    await stage.rest()
    await sign_in()
    shown = stage.now.desk.beside
    assert shown.verdict is verdict
    assert len(shown.reasons) == 3
    assert not shown.identified


async def test_staff_see_where_code_and_chip_differ(stage, sign_in):
    await stage.choose()
    stage.scanner.show(CODE.replace("Trần Thị Mẫu", "Lê Thị Khác"))
    stage.reader.lay(reading())
    await stage.rest()
    await sign_in()
    assert stage.now.desk.beside.differences == (Fact.FULL_NAME,)
    assert "Lê Thị Khác" not in repr(stage.now.desk)


async def test_consent_is_taken_back_on_review_and_nothing_is_left(stage):
    await stage.review()
    await stage.tell(ev.Refuse())
    assert stage.now.state is State.CATALOGUE
    assert (dict(stage.now.parties), stage.now.review, stage.now.page) == ({}, (), None)
    assert stage.visit._mechanics.session.identified == {}
    assert "Trần Thị Mẫu" not in json.dumps(repr(stage.now))


async def test_a_fee_is_asked_for_only_for_a_signed_account(stage):
    mechanics = stage.visit._mechanics
    account = Account("970436", "Ngân hàng Ví Dụ", "000000000000", "UBND XA HOA MAI")
    library = replace(mechanics.means.library, overlay=Overlay(account=account))
    for signed, asked in ((False, False), (True, True)):
        mechanics.means = replace(mechanics.means, library=replace(library, signed=signed))
        await stage.review()
        paid = replace(mechanics.snapshot.precheck, fee=Quote(7_000, "lần", ()))
        mechanics.publish(precheck=paid)
        await stage.tell(ev.Confirm())
        await stage.until(lambda now: now.submitted is not None)
        shown = stage.now.submitted
        assert bool(shown.payment) == asked
        if asked:
            assert shown.payment == request(account, 7_000, " ".join(shown.local_number.split("-")[:3]))
            assert shown.payee == "UBND XA HOA MAI, 000000000000, Ngân hàng Ví Dụ"
        stage.reader.lift()
        await stage.tell(ev.Finish())
