"""The log: one line an event, nothing that is not on the list, nothing that looks like a person."""

import io
import json

import pytest
import structlog

from kiosk import journal


@pytest.fixture
def lines():
    stream = io.StringIO()
    journal.configure("K07", stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


def test_an_event_is_one_json_line_with_the_kiosk_that_says_it(lines):
    structlog.get_logger().info("card_fault", code="CARD_REMOVED")
    (line,) = lines()
    assert (line["event"], line["code"], line["kiosk"], line["level"]) == ("card_fault", "CARD_REMOVED", "K07", "info")


def test_a_key_that_nobody_allowed_is_redacted(lines):
    structlog.get_logger().info("x", name="Trần Thị Mẫu", answers={"phone": "0900000123"})
    (line,) = lines()
    assert line["name"] == line["answers"] == "<redacted>"


@pytest.mark.parametrize(
    "secret",
    ["000190000123", "0900000123", "02/09/1990", "1990-09-02", "IDVNM1900001232000190000123<<6", "+84900000123"],
)
def test_what_looks_like_a_person_is_blanked_in_allowed_keys_too(lines, secret):
    structlog.get_logger().info("x", code=f"refused {secret} here")
    assert secret not in json.dumps(lines())


def test_a_line_break_cannot_forge_an_event(lines):
    structlog.get_logger().info("x", code='a\n{"event":"authn_login_success"}')
    assert len(lines()) == 1
