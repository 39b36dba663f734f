"""The log: one line an event, nothing that is not on the list, nothing that looks like a person."""

import ast
import io
import json
import threading
from pathlib import Path

import pytest
import structlog

from kiosk import journal
from sync.telemetry import EVENTS, FIELDS


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


def test_every_thread_s_lines_name_the_kiosk(lines):
    thread = threading.Thread(target=structlog.get_logger().info, args=("card_fault",))
    thread.start()
    thread.join()
    assert lines()[0]["kiosk"] == "K07"


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


@pytest.mark.parametrize(
    "secret",
    ["Trần Thị Mẫu", "TRAN THI MAU", 190000123, 1.90000123e11, ["Mẫu"], {"phone": "0900000123"}, b"x", "x" * 65],
)
def test_a_value_that_is_no_short_word_or_small_number_is_blanked(lines, secret):
    structlog.get_logger().info("card_fault", code=secret)
    assert lines()[0]["code"] == "<redacted>"


@pytest.mark.parametrize(
    ("field", "value"),
    [("version", "0.1.0"), ("version", "12"), ("visit", "0123456789012345"), ("count", 3.5), ("code", "CARD_REMOVED")],
)
def test_what_the_program_itself_says_passes(lines, field, value):
    structlog.get_logger().info("card_fault", **{field: value})
    assert lines()[0][field] == value


@pytest.mark.parametrize("field", ["version", "visit", "boot", "ts", "device"])
def test_no_field_lets_an_id_number_through(lines, field):
    structlog.get_logger().info("card_fault", **{field: "000190000123"})
    assert "000190000123" not in json.dumps(lines())


def test_a_number_in_the_name_of_a_field_is_blanked(lines):
    structlog.get_logger().info("card_fault", **{"000190000123": 1})
    assert "000190000123" not in json.dumps(lines())


def test_an_event_that_nobody_listed_is_shown_as_such(lines):
    structlog.get_logger().info("Trần Thị Mẫu")
    assert lines()[0]["event"] == "unlisted_event"


ROOT = Path(__file__).resolve().parents[2]
SAYS = {"debug", "info", "warning", "error", "critical", "exception"}


def is_log_call(node):
    method = node.func if isinstance(node, ast.Call) else None
    return (
        isinstance(method, ast.Attribute) and method.attr in SAYS and ast.unparse(method.value) in ("log", "self._log")
    )


def log_calls():
    for room in ("kiosk", "ui", "drivers", "sync"):
        for file in sorted((ROOT / room).rglob("*.py")):
            for node in filter(is_log_call, ast.walk(ast.parse(file.read_text("utf-8")))):
                yield f"{file.relative_to(ROOT)}:{node.lineno}", node


@pytest.fixture
def unconfigured():
    yield
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


def test_a_process_records_from_its_start_to_its_end(tmp_path, unconfigured):
    with journal.recording("K07", tmp_path, io.StringIO()):
        structlog.get_logger().info("session_created")
    with journal.recording("K07", tmp_path, io.StringIO()) as spool:
        said = [json.loads(line) for line in spool.batch().lines]
    assert [(one["event"], one["seq"]) for one in said][:3] == [
        ("sys_startup", 1),
        ("session_created", 2),
        ("sys_shutdown", 3),
    ]


def test_a_spool_that_cannot_be_opened_stops_nothing(tmp_path, unconfigured):
    (tmp_path / "telemetry").write_text("a file where the folder should be")
    stream = io.StringIO()
    with journal.recording("K07", tmp_path, stream) as spool:
        structlog.get_logger().info("session_created")
    assert spool is None
    assert [json.loads(line)["event"] for line in stream.getvalue().splitlines()] == [
        "sys_monitor_disabled",
        "session_created",
    ]


NAMED = {"HEARTBEAT": "heartbeat", "METRIC": "metric", "DROPPED": "telemetry_dropped"}


def event_names(node):
    """The literals an event can be: one, or either side of a condition."""
    if isinstance(node, ast.IfExp):
        return event_names(node.body) | event_names(node.orelse)
    return {NAMED.get(node.id, "")} if isinstance(node, ast.Name) else {getattr(node, "value", "")}


def test_every_log_call_says_a_listed_event_with_listed_fields():
    calls = list(log_calls())
    assert len(calls) > 15
    wrong = [
        place
        for place, call in calls
        if len(call.args) != 1
        or not event_names(call.args[0]) <= EVENTS
        or not {keyword.arg for keyword in call.keywords} <= FIELDS
    ]
    assert wrong == []


def test_a_line_break_cannot_forge_an_event(lines):
    structlog.get_logger().info("x", code='a\n{"event":"authn_login_success"}')
    assert len(lines()) == 1
