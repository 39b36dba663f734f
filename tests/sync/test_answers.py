"""Every answer a portal can give, at every step, has its one defined outcome; afterwards the truth gets through."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync import jws
from sync.envelope import ClearPart
from sync.http_link import LONGEST_ANSWER
from sync.lifetimes import LONGEST_RETRY_AFTER
from sync.outbox import Deliveries, State, Store
from sync.outcome_words import words
from sync.portal import Outcome, Retry
from sync.receipt import Receipt, Standing, sign_receipt
from sync.reference_portal.server import PortalServer
from sync.worker import Step
from tests.sync.envelopes import ANSWERS, NOON, envelope
from tests.sync.meddler import Act, Cut, Meddler, Request, answer
from tests.sync.portals import RECEIPT_KEY, Clock, drain, portal_server, worker

BIG = ClearPart("paper-1", "application/pdf", bytes(300_000))
STEPS = ("offer", "put_part", "begin_upload", "send_chunk", "complete")
WITH_BODY = ("offer", "complete")
PROBLEM = "application/problem+json"
HTML = b"<html><form action=login>"


def problem(status: int, retry: str = "never", **headers: str) -> bytes:
    body = json.dumps({"title": "no", "status": status, "retry": retry}).encode()
    return answer(status, body, PROBLEM, **headers)


ANYWHERE: dict[str, tuple[bytes | Cut, Outcome]] = {
    "cut before": (Cut.BEFORE, Outcome.CUT),
    "cut inside": (Cut.INSIDE, Outcome.CUT),
    "cut after": (Cut.AFTER, Outcome.CUT),
    "no HTTP at all": (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", Outcome.CUT),
    "redirect to elsewhere": (answer(302, Location="http://login.example/"), Outcome.CAPTIVE_PORTAL),
    "permanent redirect": (answer(308, Location="https://elsewhere.example/"), Outcome.CAPTIVE_PORTAL),
    "login page with 200": (answer(200, HTML, "text/html; charset=utf-8"), Outcome.CAPTIVE_PORTAL),
    "login page with 403": (answer(403, HTML, "text/html"), Outcome.CAPTIVE_PORTAL),
    "network login demanded (511)": (answer(511, HTML, "text/html"), Outcome.CAPTIVE_PORTAL),
    "proxy login demanded (407)": (answer(407), Outcome.CAPTIVE_PORTAL),
    "401": (problem(401), Outcome.NOT_ENROLLED),
    "403": (problem(403, "after_fix"), Outcome.NOT_ENROLLED),
    "413 of the portal": (problem(413), Outcome.REFUSED),
    "413 of a machine in between": (answer(413, HTML, "text/html"), Outcome.SERVER_ERROR),
    "422": (problem(422), Outcome.REFUSED),
    "422, later": (problem(422, "later"), Outcome.SERVER_ERROR),
    "400 of nobody we know": (answer(400, b"Bad Request", "text/plain"), Outcome.SERVER_ERROR),
    "429": (problem(429, "later", Retry_After="120"), Outcome.RATE_LIMITED),
    "500": (answer(500, b"oops", "text/plain"), Outcome.SERVER_ERROR),
    "502 page of a proxy": (answer(502, HTML, "text/html"), Outcome.SERVER_ERROR),
    "503": (problem(503, "later", Retry_After="60"), Outcome.SERVER_ERROR),
}


def signed(key: jws.SigningKey = RECEIPT_KEY, number: int = 9) -> bytes:
    """A receipt of another submission, or by another key."""
    other = envelope(number).manifest
    receipt = Receipt(other.submission_id, other.digest, "K07-260916-0009-0", Standing.ACCEPTED, "H36.12-1", NOON)
    return json.dumps({"receipt": sign_receipt(receipt, key), "missing_parts": []}).encode()


STRANGER = jws.SigningKey("receipt-1", Ed25519PrivateKey.from_private_bytes(bytes([9] * 32)))
BODIES: dict[str, tuple[bytes, Outcome]] = {
    "truncated JSON": (answer(200, b'{"receipt": "ab'), Outcome.SERVER_ERROR),
    "empty": (answer(200, b""), Outcome.SERVER_ERROR),
    "a list": (answer(200, b"[]"), Outcome.SERVER_ERROR),
    "a number": (answer(200, b"1"), Outcome.SERVER_ERROR),
    "deep nesting": (answer(200, b"[" * 100_000), Outcome.SERVER_ERROR),
    "huge": (answer(200, b" " * (LONGEST_ANSWER + 1)), Outcome.SERVER_ERROR),
    "wrong type": (answer(200, b"{}", "application/xml"), Outcome.SERVER_ERROR),
    "no type": (answer(200, b"{}", ""), Outcome.SERVER_ERROR),
    "wrong members": (answer(200, b'{"missing_parts": 5, "receipt": 5}'), Outcome.SERVER_ERROR),
    "not UTF-8": (answer(200, b'{"receipt": "\xff"}'), Outcome.SERVER_ERROR),
    "wrong signature": (answer(200, signed(STRANGER)), Outcome.RECEIPT_WRONG),
    "receipt of another submission": (answer(200, signed()), Outcome.RECEIPT_WRONG),
    "no receipt at all": (answer(200, b'{"receipt": "abc", "missing_parts": []}'), Outcome.RECEIPT_WRONG),
}
AT_ONE_STEP: list[tuple[str, bytes, Outcome]] = [
    ("offer", problem(409), Outcome.REFUSED),
    ("offer", answer(200, b'{"missing_parts": ["beef"], "receipt": null}'), Outcome.SERVER_ERROR),
    ("offer", answer(404, b"", "text/plain"), Outcome.SERVER_ERROR),
    ("complete", problem(409, "later"), Outcome.SERVER_ERROR),
    ("complete", problem(404, "later"), Outcome.SERVER_ERROR),
    ("begin_upload", answer(201, Location="http://elsewhere.example/x"), Outcome.SERVER_ERROR),
    ("begin_upload", answer(201), Outcome.SERVER_ERROR),
    ("send_chunk", answer(409), Outcome.SERVER_ERROR),
    ("send_chunk", answer(423), Outcome.SERVER_ERROR),
    ("send_chunk", answer(204, kind="", Upload_Offset="many"), Outcome.SERVER_ERROR),
    ("send_chunk", answer(404), Outcome.SERVER_ERROR),
    ("send_chunk", answer(204, kind="", Upload_Offset="0"), Outcome.SERVER_ERROR),
]
OFTEN = frozenset({"cut before", "cut inside", "cut after", "login page with 200", "403", "413 of the portal", "503"})
"""Asked at every step by every test run; the rest of the table at the steps in between is for the long runs."""


def often_enough(step: str, name: str) -> list[pytest.MarkDecorator]:
    return [] if step in WITH_BODY or name in OFTEN or name.startswith("of its own") else [pytest.mark.slow]


CASES = [
    *[(step, name, act, outcome) for step in STEPS for name, (act, outcome) in ANYWHERE.items()],
    *[(step, name, act, outcome) for step in WITH_BODY for name, (act, outcome) in BODIES.items()],
    *[(step, f"of its own {number}", act, outcome) for number, (step, act, outcome) in enumerate(AT_ONE_STEP)],
]
STATE = {Retry.LATER: State.QUEUED, Retry.AFTER_FIX: State.BLOCKED, Retry.NEVER: State.QUARANTINED}


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalServer]:
    with portal_server(tmp_path_factory.mktemp("portal")) as running:
        yield running


@dataclass
class Once:
    """Meddles with one step the first time it comes, unless told to go on."""

    step: str
    act: Act
    done: bool = False

    def __call__(self, request: Request) -> Act:
        if request.step != self.step or self.done:
            return None
        self.done = True
        return self.act


@pytest.mark.parametrize(
    ("step", "name", "act", "outcome"),
    [pytest.param(*case, id=f"{case[0]}: {case[1]}", marks=often_enough(case[0], case[1])) for case in CASES],
)
def test_an_answer_has_one_outcome_and_the_truth_gets_through_later(
    portal: PortalServer, tmp_path: Path, step: str, name: str, act: bytes | Cut, outcome: Outcome
) -> None:
    clock = Clock()
    store = Store(tmp_path, clock)
    sent = envelope(1, ANSWERS, BIG)
    store.enqueue(sent)
    plan = Once(step, act)
    with Meddler(portal.port, plan) as between:
        one = worker(store, between.url, clock)
        assert one.step() is Step.FAILED
        entry = store.find(sent.manifest.submission_id)
        assert entry is not None and plan.done
        assert (entry.outcome, entry.state) == (outcome, STATE[outcome.retry])
        if outcome.retry is not Retry.NEVER:
            clock.pass_(1000.0)  # the longest pause, first retry and probe are over
            assert Step.DELIVERED in drain(one)
            assert [request.step for request in between.seen].count("complete") <= 2
    counts = store.counts().by_state
    assert counts[State.QUARANTINED if outcome.retry is Retry.NEVER else State.ACCEPTED] == 1
    store.close()


@dataclass
class AfterACut:
    """Cuts the second chunk of an upload, so that the next try asks first; then meddles with that once."""

    step: str
    act: Act
    chunks: int = 0
    done: bool = False

    def __call__(self, request: Request) -> Act:
        if request.step == "send_chunk":
            self.chunks += 1
            return Cut.AFTER if self.chunks == 2 else None
        if request.step != self.step or self.done or self.chunks < 2:
            return None
        self.done = True
        return self.act


ASKING = [
    *[("held", name, act, outcome) for name, (act, outcome) in (ANYWHERE | BODIES).items()],
    ("held", "404 of a machine in between", answer(404, b"no", "text/plain"), Outcome.SERVER_ERROR),
    *[
        # what answers HEAD has no body, so no problem document can refuse anything
        ("resume_upload", name, act, Outcome.SERVER_ERROR if outcome is Outcome.REFUSED else outcome)
        for name, (act, outcome) in ANYWHERE.items()
    ],
    ("resume_upload", "no offset", answer(200, kind=""), Outcome.SERVER_ERROR),
    ("resume_upload", "an offset that is none", answer(204, kind="", Upload_Offset="-1"), Outcome.SERVER_ERROR),
]


@pytest.mark.parametrize(
    ("step", "name", "act", "outcome"),
    [pytest.param(*case, id=f"{case[0]}: {case[1]}", marks=often_enough("", case[1])) for case in ASKING],
)
def test_an_answer_to_what_is_asked_first_has_one_outcome_too(
    portal: PortalServer, tmp_path: Path, step: str, name: str, act: bytes | Cut, outcome: Outcome
) -> None:
    clock = Clock()
    store = Store(tmp_path, clock)
    sent = envelope(1, ANSWERS, ClearPart("paper-1", "application/pdf", bytes(800_000)))
    store.enqueue(sent)
    plan = AfterACut(step, act)
    with Meddler(portal.port, plan) as between:
        one = worker(store, between.url, clock)
        assert one.step() is Step.FAILED
        clock.pass_(1000.0)
        assert one.step() is Step.FAILED
        entry = store.find(sent.manifest.submission_id)
        assert entry is not None and plan.done
        assert (entry.outcome, entry.state) == (outcome, STATE[outcome.retry])
        if outcome.retry is not Retry.NEVER:
            clock.pass_(1000.0)
            assert Step.DELIVERED in drain(one)
    store.close()


@pytest.mark.parametrize(
    ("act", "outcome"),
    [
        pytest.param(*case, id=name, marks=often_enough("", name))
        for name, case in {**ANYWHERE, **{name: case for name, case in BODIES.items() if "receipt" not in name}}.items()
    ],
)
def test_no_answer_to_a_question_changes_what_is_held(
    portal: PortalServer, tmp_path: Path, act: bytes | Cut, outcome: Outcome
) -> None:
    clock = Clock()
    store = Store(tmp_path, clock)
    store.enqueue(envelope(1))
    deliveries = Deliveries(store)
    parcel = deliveries.take(300.0)
    assert parcel is not None
    deliveries.settle(parcel, State.SENT, "receipt", "", 600.0)
    clock.pass_(601.0)
    with Meddler(portal.port, Once("query", act)) as between:
        one = worker(store, between.url, clock)
        assert one.step() is Step.ASKED
        assert one.step() is (Step.PAUSED if outcome.concerns_all else Step.IDLE)
    (entry,) = store.entries()
    assert (entry.state, entry.receipt) == (State.SENT, "receipt")
    store.close()


def test_after_an_ambiguous_outcome_the_portal_is_asked_before_anything_is_sent(
    portal: PortalServer, tmp_path: Path
) -> None:
    clock = Clock()
    store = Store(tmp_path, clock)
    store.enqueue(envelope(1))
    with Meddler(portal.port, Once("complete", Cut.AFTER)) as between:
        one = worker(store, between.url, clock)
        drain(one)
        clock.pass_(60.0)
        drain(one)
        steps = [request.step for request in between.seen]
    assert steps == ["offer", "put_part", "complete", "held"]
    assert store.counts().by_state[State.ACCEPTED] == 1
    store.close()


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ({"Retry_After": "1800"}, 1800.0),
        ({"Retry_After": "Wed, 16 Sep 2026 06:00:00 GMT", "Date": "Wed, 16 Sep 2026 05:30:00 GMT"}, 1800.0),
        ({"Retry_After": "Wed, 16 Sep 2026 06:00:00 -0000", "Date": "Wed, 16 Sep 2026 05:30:00 GMT"}, 1800.0),
        ({"Retry_After": "99999999"}, LONGEST_RETRY_AFTER),
        ({"Retry_After": "soon"}, 2.0),
        ({"Retry_After": "-5"}, 2.0),
    ],
)
def test_retry_after_is_kept_up_to_a_day(
    portal: PortalServer, tmp_path: Path, header: dict[str, str], seconds: float
) -> None:
    clock = Clock()
    store = Store(tmp_path, clock)
    store.enqueue(envelope(1))
    with Meddler(portal.port, Once("offer", problem(429, "later", **header))) as between:
        one = worker(store, between.url, clock)
        assert one.step() is Step.FAILED
        clock.pass_(seconds - 1.0)
        assert one.step() is Step.PAUSED
        assert len(between.seen) == 1
        clock.pass_(11.0)
        assert Step.DELIVERED in drain(one)
    store.close()


def test_every_outcome_has_words_for_staff_and_technician() -> None:
    for outcome in Outcome:
        said = words(outcome)
        assert said.staff.endswith(f" ({said.page}).") and said.technician.endswith(f" ({said.page}).")
    assert len({words(outcome).staff for outcome in Outcome}) == len(Outcome)
