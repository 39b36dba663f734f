"""Sixty days cut off, wrong clocks, rotated keys, restored backups: everything arrives in the end, once."""

import gzip
import json
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import select

from sync.envelope import ClearPart
from sync.jws import SigningKey
from sync.lifetimes import (
    DAY,
    LONGEST_OFFLINE,
    LONGEST_RETRY_AFTER,
    LONGEST_WAIT,
    MEASURED_AT_PORTAL,
    QUEUE_RETENTION,
    SIGNED_RETENTION,
    TOLD_AT_PORTAL,
    UNFINISHED_UPLOAD,
)
from sync.outbox import Deliveries, State, Store
from sync.reference_portal.settings import EnrolledKiosk
from sync.reference_portal.tables import PortalDatabase
from sync.reference_portal.telemetry import Telemetry
from sync.reference_portal.telemetry_records import records
from sync.upload import UploadSizes
from sync.worker import Step
from tests.sync.envelopes import ANSWERS, NOON, PORTAL_PRIVATE, envelope
from tests.sync.meddler import Cut, Meddler
from tests.sync.portals import KIOSK_KEY, Clock, drain, http_portal, portal_server, portal_settings, worker

BIG = ClearPart("paper-1", "application/pdf", bytes(600_000))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Store:
    return Store(tmp_path / "queue", clock)


def test_what_the_portal_keeps_outlives_the_longest_time_offline() -> None:
    assert TOLD_AT_PORTAL > MEASURED_AT_PORTAL > LONGEST_OFFLINE
    assert SIGNED_RETENTION > UNFINISHED_UPLOAD > LONGEST_OFFLINE > QUEUE_RETENTION > LONGEST_WAIT > LONGEST_RETRY_AFTER


def test_after_sixty_days_offline_everything_arrives(tmp_path: Path, store: Store, clock: Clock) -> None:
    before = portal_server(tmp_path / "portal")
    port = before.port
    before.start()
    before.stop()
    one = worker(store, f"http://127.0.0.1:{port}", clock)
    for day in range(int(LONGEST_OFFLINE / DAY)):
        store.enqueue(envelope(day + 1))
        drain(one)
        store.tidy()
        clock.pass_(DAY)
    assert store.counts().waiting == 60
    with portal_server(tmp_path / "portal", port):
        drain(one)
        assert store.counts().by_state[State.ACCEPTED] == 60
    clock.pass_(QUEUE_RETENTION + DAY)
    store.tidy()
    assert sum(store.counts().by_state.values()) == 0


def test_what_nobody_accepted_is_kept_longer_and_what_was_never_delivered_for_ever(store: Store, clock: Clock) -> None:
    for sequence in (1, 2):
        store.enqueue(envelope(sequence))
    parcel = Deliveries(store).take(300.0)
    assert parcel is not None
    Deliveries(store).settle(parcel, State.RETURNED, "receipt", "", 600.0)
    clock.pass_(SIGNED_RETENTION - DAY)
    store.tidy()
    assert len(store.entries()) == 2
    clock.pass_(2 * DAY)
    store.tidy()
    assert [entry.state for entry in store.entries()] == [State.QUEUED]


@pytest.mark.parametrize("jump", [400 * DAY, -400 * DAY])
def test_a_clock_400_days_off_delays_nothing(tmp_path: Path, store: Store, clock: Clock, jump: float) -> None:
    store.enqueue(envelope(1))
    parcel = Deliveries(store).take(300.0)
    assert parcel is not None
    Deliveries(store).postpone(parcel, 3600.0, "server_error", "500")
    clock.pass_(jump)
    store.enqueue(envelope(2))
    with portal_server(tmp_path / "portal") as portal:
        assert drain(worker(store, portal.url, clock)) == [Step.DELIVERED, Step.DELIVERED, Step.IDLE]


def test_what_was_sealed_to_a_retired_key_is_still_opened(tmp_path: Path, store: Store, clock: Clock) -> None:
    store.enqueue(envelope(1))
    keys = {"seal-2": X25519PrivateKey.generate(), "seal-1": PORTAL_PRIVATE}
    with portal_server(tmp_path / "portal", seal_keys=keys) as portal:
        drain(worker(store, portal.url, clock))
    assert store.counts().by_state[State.ACCEPTED] == 1


def test_what_nobody_can_open_any_more_is_returned_to_the_desk_not_lost(
    tmp_path: Path, store: Store, clock: Clock
) -> None:
    store.enqueue(envelope(1))
    with portal_server(tmp_path / "portal", seal_keys={"seal-2": X25519PrivateKey.generate()}) as portal:
        drain(worker(store, portal.url, clock))
    assert store.counts().by_state[State.RETURNED] == 1


def test_a_kiosk_key_that_was_replaced_signs_what_was_stored_before(tmp_path: Path, store: Store, clock: Clock) -> None:
    sent = envelope(1)
    store.enqueue(sent)
    new = SigningKey("K07-manifest-2", Ed25519PrivateKey.generate())
    keys = {key.key_id: EnrolledKiosk("K07", key.private.public_key()) for key in (KIOSK_KEY, new)}
    with portal_server(tmp_path / "portal", kiosks=keys) as portal:
        http_portal(portal.url).offer(sent.manifest)  # announced with the old key, then the key was replaced
        replay = http_portal(portal.url, new).offer(sent.manifest)
        assert replay.missing == {part.sha256 for part in sent.manifest.parts}
        drain(worker(store, portal.url, clock))
    assert store.counts().by_state[State.ACCEPTED] == 1


def test_a_kiosk_that_is_not_enrolled_waits_and_goes_on_when_it_is(tmp_path: Path, store: Store, clock: Clock) -> None:
    for sequence in (1, 2, 3):
        store.enqueue(envelope(sequence))
    with portal_server(tmp_path / "portal", kiosks={}) as portal:
        port = portal.port
        one = worker(store, portal.url, clock)
        for _ in range(5):
            drain(one)
            clock.pass_(121.0)
        assert store.counts().by_state[State.BLOCKED] == 3
    with portal_server(tmp_path / "portal", port):
        clock.pass_(900.0)  # one is probed; that it gets through frees the others
        drain(one)
    assert store.counts().by_state[State.ACCEPTED] == 3


def test_a_portal_that_lost_what_it_signed_for_gets_it_again(tmp_path: Path, store: Store, clock: Clock) -> None:
    store.enqueue(envelope(1))
    with portal_server(tmp_path / "portal", accepts_at_once=False) as portal:
        port = portal.port
        drain(worker(store, portal.url, clock))
        assert store.counts().by_state[State.SENT] == 1
    shutil.rmtree(tmp_path / "portal")  # the portal restores a backup from before
    with portal_server(tmp_path / "portal", port):
        clock.pass_(601.0)
        assert drain(worker(store, portal.url, clock)) == [Step.ASKED, Step.DELIVERED, Step.IDLE]
    assert store.counts().by_state[State.ACCEPTED] == 1


def test_a_kiosk_that_restores_an_old_queue_sends_nothing_twice(tmp_path: Path, store: Store, clock: Clock) -> None:
    store.enqueue(envelope(1))
    with store.database.write() as connection:
        connection.exec_driver_sql("SELECT 1")
    store.database.shrink_journal()
    shutil.copytree(tmp_path / "queue", tmp_path / "backup")
    with portal_server(tmp_path / "portal") as portal, Meddler(portal.port) as between:
        drain(worker(store, between.url, clock))
        restored = Store(tmp_path / "backup", clock)
        drain(worker(restored, between.url, clock))
        first, second = store.entries()[0], restored.entries()[0]
        assert (second.state, second.dossier_code) == (State.ACCEPTED, first.dossier_code)
        assert [request.step for request in between.seen] == ["offer", "put_part", "complete", "offer"]


def test_an_upload_goes_on_where_it_was_after_both_sides_were_restarted(
    tmp_path: Path, store: Store, clock: Clock
) -> None:
    store.enqueue(envelope(1, ANSWERS, BIG))
    first = portal_server(tmp_path / "portal")
    port, chunks = first.port, 0
    first.start()

    def cut_the_third_chunk(request: object) -> Cut | None:
        nonlocal chunks
        chunks += getattr(request, "step", "") == "send_chunk"
        return Cut.BEFORE if chunks == 3 else None

    with Meddler(port, cut_the_third_chunk) as between:
        drain(worker(store, between.url, clock))
    first.stop()
    assert store.uploaded(store.entries()[0].submission_id) == 2 * UploadSizes().chunk
    store.close()
    clock.pass_(LONGEST_OFFLINE)
    with portal_server(tmp_path / "portal", port), Meddler(port) as between:
        opened = Store(tmp_path / "queue", clock)
        with opened.database.write() as connection:  # the portal's address is the same in life; here the port is not
            connection.exec_driver_sql(
                "UPDATE parts SET upload_url = ? || substr(upload_url, instr(upload_url, '/v1/'))", (between.url,)
            )
        drain(worker(opened, between.url, clock))
        assert opened.counts().by_state[State.ACCEPTED] == 1
        sent_again = between.bytes_up
        opened.close()
    assert sent_again <= 600_000 - 2 * UploadSizes().chunk + 1000


def test_a_shared_line_is_used_at_the_pace_that_was_set(tmp_path: Path, store: Store, clock: Clock) -> None:
    store.enqueue(envelope(1, ANSWERS, BIG))
    with portal_server(tmp_path / "portal") as portal:
        one = worker(store, portal.url, clock, wait=clock.pass_, bytes_per_second=10_000.0)
        started = clock()
        drain(one)
        assert clock() - started == pytest.approx(sum(entry.size for entry in store.entries()) / 10_000.0)
    assert store.counts().by_state[State.ACCEPTED] == 1


def test_a_small_submission_overtakes_a_large_one_that_is_under_way(tmp_path: Path, store: Store, clock: Clock) -> None:
    large = envelope(1, ANSWERS, replace(BIG, data=bytes(3_000_000)))
    store.enqueue(large)

    def somebody_files(request: object) -> None:
        if getattr(request, "step", "") == "send_chunk" and store.find(small.manifest.submission_id) is None:
            store.enqueue(small)

    small = envelope(2)
    with portal_server(tmp_path / "portal") as portal, Meddler(portal.port, somebody_files) as between:
        assert drain(worker(store, between.url, clock))[:3] == [Step.ASIDE, Step.DELIVERED, Step.DELIVERED]
        chunks = [request.step for request in between.seen].count("send_chunk")
    assert chunks == -(-3_000_048 // UploadSizes().chunk)  # nothing was sent twice
    codes = [entry.dossier_code for entry in store.entries()]
    assert sorted(codes) == ["H36.12-260916-0001", "H36.12-260916-0002"]


def batch(kiosk: str, seq: int, event: str, code: str, count: int = 1) -> bytes:
    said = {"ts": NOON.isoformat(), "level": "info", "event": event, "kiosk": kiosk, "boot": "b", "seq": seq}
    return gzip.compress(json.dumps(said | {"code": code, "count": count}).encode())


def test_the_portal_forgets_old_measurements_and_older_events_and_goes_on_counting(tmp_path: Path) -> None:
    database = PortalDatabase(f"sqlite:///{tmp_path / 'portal.db'}")
    now = NOON
    telemetry = Telemetry(portal_settings(tmp_path), database, lambda: now)

    def kept() -> list[tuple[str, int]]:
        with database.transaction() as connection:
            return [
                tuple(row) for row in connection.execute(select(records.c.event, records.c.seq).order_by(records.c.id))
            ]

    def tell(seq: int, event: str, code: str) -> None:
        telemetry.take(batch("K07", seq, event, code, seq))

    tell(1, "metric", "queue_depth")
    tell(2, "card_fault", "removed")
    tell(3, "metric", "queue_depth")
    tell(4, "card_fault", "removed")
    now += timedelta(seconds=MEASURED_AT_PORTAL + DAY)
    tell(5, "heartbeat", "1")
    assert kept() == [("card_fault", 2), ("metric", 3), ("card_fault", 4), ("heartbeat", 5)]
    now += timedelta(seconds=TOLD_AT_PORTAL - MEASURED_AT_PORTAL)
    tell(6, "heartbeat", "1")
    assert kept() == [("metric", 3), ("card_fault", 4), ("heartbeat", 5), ("heartbeat", 6)]
    metrics = telemetry.open_metrics()
    assert 'kiosk_events_total{kiosk="K07",event="card_fault",code="removed"} 2' in metrics
    assert 'kiosk_queue_depth{kiosk="K07",state="all"} 3' in metrics
    database.close()
