"""The desk's decisions: who may overwrite whom, what the kiosk's worker learns, what lies on the disk."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sync.outbox import State, Store
from sync.receipt import Standing, read_receipt
from sync.reference_portal.decisions import LONGEST_REASON, DecisionError, Decisions
from sync.reference_portal.dossier_codes import CodePattern, PatternError
from sync.reference_portal.tables import PortalDatabase
from tests.sync.envelopes import ANSWERS, NOON, envelope
from tests.sync.portals import RECEIPT_KEY, Clock, drain, portal_server, portal_settings, worker

MARKER = "Trần Thị Mẫu thiếu giấy 4711"


@pytest.fixture
def sent(tmp_path: Path):
    """A kiosk's queue with one delivered dossier, its worker, and the desk of that portal."""
    clock, settings = Clock(), portal_settings(tmp_path / "portal", accepts_at_once=False)
    store = Store(tmp_path / "queue", clock)
    dossier = envelope(1, ANSWERS)
    store.enqueue(dossier)
    with portal_server(tmp_path / "portal", accepts_at_once=False) as portal:
        one = worker(store, portal.url, clock)
        drain(one)
        yield (
            dossier.manifest.submission_id,
            store,
            (one, clock),
            Decisions(settings, PortalDatabase(settings.database_url), lambda: NOON),
        )
    store.close()


def learned(store, at_work, submission_id):
    one, clock = at_work
    clock.pass_(601)
    drain(one)
    return store.find(submission_id)


@pytest.mark.parametrize(
    ("wanted", "state", "code"),
    [
        (Standing.ACCEPTED, State.ACCEPTED, "H36.12-260916-0001"),
        (Standing.RETURNED, State.RETURNED, ""),
        (Standing.REFUSED, State.REFUSED, ""),
    ],
)
def test_the_kiosk_learns_by_a_signed_receipt_what_the_desk_decided(sent, wanted, state, code):
    submission_id, store, at_work, desk = sent
    assert store.find(submission_id).state is State.SENT
    assert desk.decide(submission_id, Standing.RECEIVED, wanted, "an", "Thiếu giấy") == code
    entry = learned(store, at_work, submission_id)
    assert (entry.state, entry.dossier_code) == (state, code)
    assert read_receipt(entry.receipt, RECEIPT_KEY.public).standing is wanted


def test_a_returned_dossier_is_accepted_after_all(sent):
    submission_id, store, at_work, desk = sent
    desk.decide(submission_id, Standing.RECEIVED, Standing.RETURNED, "an", "Thiếu giấy")
    assert learned(store, at_work, submission_id).state is State.RETURNED
    desk.decide(submission_id, Standing.RETURNED, Standing.ACCEPTED, "bình")
    assert learned(store, at_work, submission_id).state is State.ACCEPTED
    assert [(act.by, act.did, act.reason) for act in desk.acts(submission_id)] == [
        ("an", "returned", "Thiếu giấy"),
        ("bình", "accepted", ""),
    ]


@pytest.mark.parametrize("final", [Standing.ACCEPTED, Standing.REFUSED])
def test_accepted_and_refused_are_final(sent, final):
    submission_id, _, _, desk = sent
    desk.decide(submission_id, Standing.RECEIVED, final, "an", "lý do")
    with pytest.raises(DecisionError, match="đã xử lý xong"):
        desk.decide(submission_id, final, Standing.RETURNED, "an", "lý do")


def test_of_many_who_decide_at_once_one_does(sent):
    submission_id, _, _, desk = sent

    def decide(number: int) -> bool:
        wanted = Standing.ACCEPTED if number % 2 else Standing.REFUSED
        try:
            desk.decide(submission_id, Standing.RECEIVED, wanted, f"clerk-{number}", "lý do")
        except DecisionError:
            return False
        return True

    with ThreadPoolExecutor(6) as many:
        assert sum(many.map(decide, range(12))) == 1
    assert len(desk.acts(submission_id)) == 1


@pytest.mark.parametrize("reason", ["", "  \n", "x" * (LONGEST_REASON + 1)])
def test_asking_for_more_needs_a_reason_of_some_length(sent, reason):
    submission_id, _, _, desk = sent
    for wanted in (Standing.RETURNED, Standing.REFUSED):
        with pytest.raises(DecisionError, match=r"[Ll]ý do"):
            desk.decide(submission_id, Standing.RECEIVED, wanted, "an", reason)
    assert desk.acts(submission_id) == ()


def test_a_reason_is_sealed_on_the_disk(sent, tmp_path):
    submission_id, _, _, desk = sent
    desk.decide(submission_id, Standing.RECEIVED, Standing.RETURNED, "an", MARKER)
    assert desk.acts(submission_id)[0].reason == MARKER
    kept = [file.read_bytes() for file in (tmp_path / "portal").rglob("*") if file.is_file()]
    assert kept and not any(MARKER.encode() in content for content in kept)


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("{agency}-{day:%y%m%d}-{number:04d}", "H36.12-260916-0007"),
        ("000.00.12.{agency}-{day:%y%m%d}-{number:06d}", "000.00.12.H36.12-260916-000007"),
        ("{agency}-{day:%Y%m%d}-{number:07d}", "H36.12-20260916-0000007"),
    ],
)
def test_codes_look_as_the_province_wants(pattern, code):
    assert CodePattern(pattern, "H36.12").code(NOON.date(), 7) == code


@pytest.mark.parametrize("pattern", ["", "{agency}", "{nobody}-{number}", "{number:zz}", "hồ sơ {number}", "{number!r"])
def test_patterns_that_make_no_codes_are_refused(pattern):
    with pytest.raises(PatternError):
        CodePattern(pattern, "H36.12")
