import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from sync.envelope import ClearPart
from sync.outbox import State, Store
from sync.receipt import Standing, read_receipt
from sync.reference_portal.server import PortalServer
from sync.worker import Step
from tests.sync.envelopes import NOON, envelope
from tests.sync.portals import RECEIPT_KEY, Clock, drain, portal_server, worker

BIG = ClearPart("paper-1", "application/pdf", bytes(range(256)) * 4096)  # 1 MiB


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[PortalServer]:
    with portal_server(tmp_path / "portal") as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    opened = Store(tmp_path / "queue", clock)
    yield opened
    opened.close()


def test_a_queued_submission_becomes_an_accepted_dossier(portal: PortalServer, store: Store, clock: Clock) -> None:
    sent = envelope(1)
    store.enqueue(sent)
    assert drain(worker(store, portal.url, clock)) == [Step.DELIVERED, Step.IDLE]
    entry = store.find(sent.manifest.submission_id)
    assert entry is not None
    assert (entry.state, entry.dossier_code) == (State.ACCEPTED, "H36.12-260916-0001")
    receipt = read_receipt(entry.receipt, RECEIPT_KEY.public)
    assert (receipt.digest, receipt.standing, receipt.issued_at) == (sent.manifest.digest, Standing.ACCEPTED, NOON)
    said = requests.get(f"{portal.url}/v1/dossiers/{entry.dossier_code}", timeout=5).json()
    assert said == {
        "dossier_code": entry.dossier_code,
        "local_number": entry.local_number,
        "standing": "accepted",
    }


def test_large_parts_arrive_whole_beside_small_ones(portal: PortalServer, store: Store, clock: Clock) -> None:
    answers = ClearPart("answers", "application/json", b'{"forms":[]}')
    sent = envelope(1, answers, BIG)
    store.enqueue(sent)
    assert drain(worker(store, portal.url, clock))[0] is Step.DELIVERED
    entry = store.find(sent.manifest.submission_id)
    assert entry is not None and entry.state is State.RETURNED  # the forms are not those of the manifest


def test_what_the_form_check_dislikes_is_returned_not_refused(portal: PortalServer, store: Store, clock: Clock) -> None:
    form = {"form": "CT01@2026-07-01", "sha256": "ab" * 32, "answers": {"wrong": 1}}
    sent = envelope(1, ClearPart("answers", "application/json", json.dumps({"forms": [form]}).encode()))
    store.enqueue(sent)
    drain(worker(store, portal.url, clock))
    entry = store.find(sent.manifest.submission_id)
    assert entry is not None and (entry.state, entry.dossier_code) == (State.RETURNED, "")


def test_with_the_portal_down_it_waits_and_is_delivered_once_when_it_is_back(
    tmp_path: Path, store: Store, clock: Clock
) -> None:
    first = portal_server(tmp_path / "portal")
    port = first.port
    first.start()
    first.stop()
    for sequence in (1, 2, 3):
        store.enqueue(envelope(sequence))
    one = worker(store, f"http://127.0.0.1:{port}", clock)
    assert drain(one) == [Step.FAILED, Step.PAUSED]
    assert store.counts().by_state[State.QUEUED] == 3
    with portal_server(tmp_path / "portal", port):
        assert one.step() is Step.PAUSED
        clock.pass_(3.0)
        assert drain(one) == [Step.DELIVERED, Step.DELIVERED, Step.DELIVERED, Step.IDLE]
    assert store.counts().by_state[State.ACCEPTED] == 3
    assert {entry.dossier_code for entry in store.entries()} == {f"H36.12-260916-000{n}" for n in (1, 2, 3)}
