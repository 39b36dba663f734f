"""The promises of `sync.portal.Portal`, kept over HTTP to the reference portal, on a good and on a cut line."""

import random
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest

from sync.envelope import ClearPart, Envelope
from sync.http_portal import HttpPortal
from sync.portal import Outcome, Portal, PortalError
from sync.receipt import Standing
from tests.sync.envelopes import ANSWERS, envelope
from tests.sync.meddler import Act, Cut, Meddler, Request
from tests.sync.portals import http_portal, portal_server

Made = TypeVar("Made")
BIG = ClearPart("paper-1", "application/pdf", bytes(700_000))


@pytest.fixture(scope="module", params=["good line", "line that is cut"])
def portal(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HttpPortal]:
    chance = random.Random(3)

    def plan(_: Request) -> Act:
        return chance.choice(list(Cut)) if request.param != "good line" and chance.random() < 0.3 else None

    with portal_server(tmp_path_factory.mktemp("portal")) as server, Meddler(server.port, plan) as between:
        made = http_portal(between.url)
        yield made
        made.close()


def told(action: Callable[[], Made]) -> Made:
    """Ask again until the line holds; every other fault is the answer."""
    for _ in range(50):
        try:
            return action()
        except PortalError as error:
            if error.outcome is not Outcome.CUT:
                raise
    raise AssertionError("the line never held")


def deliver(portal: Portal, sent: Envelope) -> None:
    told(lambda: portal.offer(sent.manifest))
    for part in sent.parts:
        told(lambda: portal.put_part(sent.manifest, part.ref, part.data))  # noqa: B023


def test_a_submission_nobody_offered_is_not_held(portal: Portal) -> None:
    assert told(lambda: portal.held(envelope(1).manifest)) is None


def test_an_offer_says_what_is_missing_however_often_it_is_made(portal: Portal) -> None:
    sent = envelope(2, ANSWERS, ClearPart("paper-1", "application/pdf", b"paper"))
    all_parts = {part.sha256 for part in sent.manifest.parts}
    for _ in range(3):
        assert told(lambda: portal.offer(sent.manifest)).missing == all_parts
    told(lambda: portal.put_part(sent.manifest, sent.parts[0].ref, sent.parts[0].data))
    held = told(lambda: portal.held(sent.manifest))
    assert held is not None and held.missing == {sent.manifest.parts[1].sha256} and held.receipt is None


def test_completion_is_one_receipt_for_ever(portal: Portal) -> None:
    sent = envelope(3)
    deliver(portal, sent)
    first = told(lambda: portal.complete(sent.manifest))
    assert first.standing is Standing.ACCEPTED and first.digest == sent.manifest.digest
    assert told(lambda: portal.complete(sent.manifest)) == first
    for held in (told(lambda: portal.held(sent.manifest)), told(lambda: portal.offer(sent.manifest))):
        assert held is not None and held.receipt == first and held.missing == frozenset()
    assert told(lambda: portal.query([sent.manifest.submission_id])) == (first,)


def test_completion_before_all_parts_are_there_is_tried_again_later(portal: Portal) -> None:
    sent = envelope(4)
    told(lambda: portal.offer(sent.manifest))
    with pytest.raises(PortalError) as caught:
        told(lambda: portal.complete(sent.manifest))
    assert caught.value.outcome is Outcome.SERVER_ERROR


def test_questions_leave_out_what_is_unknown_or_incomplete(portal: Portal) -> None:
    offered = envelope(5)
    told(lambda: portal.offer(offered.manifest))
    assert told(lambda: portal.query([offered.manifest.submission_id, envelope(6).manifest.submission_id])) == ()


def test_a_large_part_goes_in_chunks_and_counts_once_it_is_whole(portal: Portal) -> None:
    sent = envelope(7, ANSWERS, BIG)
    part, data = sent.manifest.parts[1], sent.parts[1].data
    told(lambda: portal.offer(sent.manifest))
    upload = told(lambda: portal.begin_upload(sent.manifest, part))
    while upload is not None and upload.offset < part.size:
        chunk = data[upload.offset : upload.offset + 200_000]
        try:
            upload = portal.send_chunk(upload, chunk)
        except PortalError:
            upload = told(lambda: portal.resume_upload(upload.url))  # noqa: B023
    held = told(lambda: portal.held(sent.manifest))
    assert held is not None and held.missing == {sent.manifest.parts[0].sha256}


def test_an_upload_that_the_portal_forgot_is_none(portal: HttpPortal) -> None:
    sent = envelope(8, BIG)
    told(lambda: portal.offer(sent.manifest))
    upload = told(lambda: portal.begin_upload(sent.manifest, sent.manifest.parts[0]))
    assert told(lambda: portal.resume_upload(upload.url[:-8] + "00000000")) is None
