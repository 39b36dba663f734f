"""Two that only watch: consents leave rows, visits are counted of nobody."""

import asyncio
import json
from datetime import date

import pytest

from kiosk.indicators.counters import Count, Counters, CountersError
from kiosk.indicators.shares import shares
from kiosk.visit import events as ev
from kiosk.visit.desk import events as de
from kiosk.visit.desk.view import Page
from kiosk.visit.states import State

TODAY = date(2026, 11, 21)


def consents(room):
    said = [json.loads(row.body) for row in room.audit.rows()]
    return [(one["act"], one["code"], one["about"], one["text_sha256"]) for one in said if "consent" in one["act"]]


@pytest.fixture
def counted(stage, room):
    async def of_today(wanted):
        sums = {}
        async with asyncio.timeout(10):
            while not wanted(sums):
                await stage.rest()
                sums = {(c.name, c.key): c.count for c in room.counters.between(TODAY, TODAY)}
        return sums

    return of_today


async def test_a_consent_leaves_a_row_with_the_digest_of_its_words(stage, room):
    await stage.fill()
    visit = stage.now.visit
    given = stage.visit._mechanics.session.given[0]
    await stage.until(lambda _: consents(room) == [("consent_given", "filing", visit, given.text_sha256)])


async def test_consent_that_is_taken_back_leaves_a_row_too(stage, room):
    await stage.review()
    await stage.tell(ev.Refuse())
    await stage.until(lambda _: [act for act, *_ in consents(room)] == ["consent_given", "consent_withdrawn"])


async def test_a_step_back_takes_consent_back_and_filing_does_not(stage, room):
    await stage.fill()
    await stage.tell(ev.Back())
    await stage.until(lambda _: [act for act, *_ in consents(room)] == ["consent_given", "consent_withdrawn"])
    await stage.tell(ev.Agree())
    for _ in range(stage.now.page.count):
        await stage.answer_page()
    await stage.tell(ev.Confirm())
    await stage.until(lambda now: now.submitted is not None)
    await stage.tell(ev.Finish())
    await stage.rest()
    assert [act for act, *_ in consents(room)] == ["consent_given", "consent_withdrawn", "consent_given"]


async def test_a_visit_that_was_left_is_counted_with_its_page_and_its_time(stage, counted):
    await stage.fill()
    await stage.clock.advance(90)
    await stage.tell(ev.Touched(), ev.Leave())
    sums = await counted(lambda sums: ("visits", "") in sums)
    assert sums == {("visits", ""): 1, ("seconds", ""): 90, ("left", "fill"): 1}


async def test_a_filed_visit_is_counted_with_what_was_known_and_asked(stage, counted, room):
    await stage.done()
    known = stage.visit.counts()
    await stage.tell(ev.Rate(2), ev.Finish())
    sums = await counted(lambda sums: ("visits", "") in sums)
    assert sums[("filed", "desk")] == sums[("rated", "2")] == 1
    assert {key: count for (name, key), count in sums.items() if name == "fields"} == known
    assert ("left", State.DONE) not in sums
    found = {share.name: share for share in shares(room.counters.between(TODAY, TODAY))}
    assert (found["3.3"].part, found["3.3"].whole, found["3.3"].value) == (0, 1, 0.0)
    assert (found["5.4"].part, found["5.4"].whole) == (0, 1)
    assert found["autofill"].whole == sum(known.values())


async def test_a_visit_with_help_is_counted_as_helped(stage, sign_in, done, counted):
    await stage.fill()
    await sign_in()
    await done(de.OfferHelp(), de.AnswerOffer(agrees=True))
    await stage.tell(ev.Leave())
    sums = await counted(lambda sums: ("visits", "") in sums)
    assert sums[("helped", "")] == 1


async def test_the_board_shows_the_figures_and_no_visit_hangs_on_them(stage, sign_in, done, room, monkeypatch):
    def gone(day, counts):
        raise CountersError("disk gone")

    await stage.fill()
    await stage.tell(ev.Leave())
    await stage.until(lambda _: room.counters.days() == (TODAY,))
    await sign_in()
    await done(de.TurnTo(Page.FIGURES))
    bars = {bar.label: bar for bar in stage.now.desk.figures}
    assert bars["Lượt dùng"].value == "1"
    assert bars["Bỏ dở ở: Khai thông tin"].fraction == 1
    assert bars["3.3 Hồ sơ nộp trực tuyến từ máy"].value == "–"
    assert bars["Hồ sơ trong máy chưa biết kết quả"].detail == "0 / 0"
    assert bars["3.6 Thanh toán trực tuyến"].value == "không đo tại máy"
    await done(de.LeaveDesk())
    monkeypatch.setattr(room.counters, "add", gone)
    await stage.fill()
    await stage.tell(ev.Leave())
    await stage.rest()
    assert stage.now.state is State.WELCOME


def test_counts_older_than_two_years_go(tmp_path):
    counters = Counters(tmp_path)
    counters.add(date(2024, 1, 1), [Count("visits")])
    counters.add(date(2026, 11, 21), [Count("visits"), Count("visits", count=2)])
    assert counters.days() == (date(2026, 11, 21),)
    assert counters.between(date(2000, 1, 1), date(2026, 12, 1))[0].count == 3
    assert counters.to_tell(date(2026, 11, 21)) == ()
    assert counters.to_tell(date(2026, 11, 22)) == (date(2026, 11, 21),)
    assert counters.to_tell(date(2026, 11, 22)) == ()
    counters.close()


def test_the_formulas_give_two_decimals_and_nothing_for_nothing():
    counts = [Count("visits", "", 9), Count("filed", "intake", 2), Count("filed", "desk", 1), Count("reused", "", 1)]
    counts += [Count("fields", "chip", 4), Count("fields", "typed", 3), Count("fields", "staff", 1)]
    found = {share.name: share.value for share in shares(counts)}
    assert found == {
        "3.3": 66.67,
        "4.2": 0.0,
        "4.3": 33.33,
        "5.4": None,
        "autofill": 50.0,
        "helped": 0.0,
        "finished": 33.33,
    }
