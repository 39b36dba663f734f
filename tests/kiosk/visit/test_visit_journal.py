"""What a visit tells the journal and the portal: how it goes, never who comes."""

import io
import json

import pytest
import structlog

from drivers.ports import Verdict
from kiosk import journal
from kiosk.visit import events as ev

NOBODY = ("000190000123", "Trần Thị Mẫu", "TRAN THI MAU", "0900000123", "Suối Trong")


@pytest.fixture
def said():
    stream = io.StringIO()
    journal.configure("K07", stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


def of(lines, event):
    return [line for line in lines if line["event"] == event]


async def test_a_whole_visit_says_that_it_began_and_how_its_card_was_read(said, stage):
    await stage.done()
    (began,), (card,) = of(said(), "session_created"), of(said(), "card_read")
    assert began["visit"] == card["visit"] == stage.now.visit
    assert card["code"] == Verdict.ISSUER_UNKNOWN
    text = json.dumps(said(), ensure_ascii=False)
    assert "<redacted>" not in text
    assert [secret for secret in NOBODY if secret in text] == []


async def test_silence_is_told_with_the_step_at_which_people_give_up(said, stage):
    await stage.fill()
    await stage.clock.advance(121)
    await stage.clock.advance(200)
    (expired,) = of(said(), "session_expired")
    assert expired["state"] == "fill"


async def test_an_event_without_meaning_is_told_by_its_kind(said, stage):
    await stage.tell(ev.Confirm())
    (refused,) = of(said(), "sequence_fail")
    assert (refused["state"], refused["code"]) == ("welcome", "Confirm")
