"""From one log call to the province's watch room: once, in order, without a person in it."""

import gzip
import json
import re
import time

import pytest
import requests
import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.audit import Act, AuditLog, Broken, Entry, Head, verify
from sync.jws import SigningKey
from sync.lifetimes import DAY
from sync.link_settings import LinkSettings
from sync.outbox import Store
from sync.portal import PortalError
from sync.telemetry import Spool
from sync.telemetry.gauges import EVERY, Gauges, Measured
from sync.telemetry.sender import TelemetrySender
from sync.telemetry.spool import CAP
from tests.sync.catalogue.province import Province, Taker
from tests.sync.certificates import CLIENT, Authority
from tests.sync.envelopes import envelope
from tests.sync.portals import WATCHING, Clock, portal_server

CANARY_NUMBER, CANARY_NAME = "000099012345", "Lý Thị Chim Hoàng Yến"


def gauges_of(store, folder, clock, certificate=None):
    return Gauges(store, Measured(folder / "queue", folder / "catalogue", certificate, "0.1.0", "ab" * 32), clock)


@pytest.fixture
def server(tmp_path):
    server = portal_server(tmp_path / "portal")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def sender(spool, server):
    return TelemetrySender(spool, LinkSettings(server.url, loopback_http=True))


def send_all(sender):
    while sender.send():
        pass


def post(server, lines, packed=None):
    body = gzip.compress("\n".join(lines).encode()) if packed is None else packed
    return requests.post(f"{server.url}/v1/telemetry", data=body, timeout=10)


def metrics(server):
    said = requests.get(f"{server.url}/v1/telemetry/metrics", headers=WATCHING, timeout=10)
    assert said.headers["content-type"].startswith("application/openmetrics-text")
    return said.text


def events(server, after=0):
    return requests.get(
        f"{server.url}/v1/telemetry/events?after={after}", headers=WATCHING, timeout=10
    ).text.splitlines()


def line(seq=1, **more):
    said = {"ts": "2026-09-16T08:00:00Z", "level": "info", "event": "card_fault", "kiosk": "K07", "boot": "b0"}
    return json.dumps(said | {"seq": seq} | more)


def test_one_log_call_reaches_journal_and_portal(recorder, stream, sender, server):
    structlog.get_logger().warning("card_fault", code="CARD_REMOVED")
    recorder.close()
    send_all(sender)
    written = json.loads(stream.getvalue())
    assert (written["boot"], written["seq"]) == (recorder.boot, 1)
    (cef,) = events(server)
    assert re.match(r"CEF:0\|Kiosk\|kiosk\|\|card_fault\|card_fault\|6\|rt=\d{13} dvchost=K07 externalId=1 ", cef)
    assert 'kiosk_events_total{kiosk="K07",event="card_fault",code="CARD_REMOVED"} 1' in metrics(server)


def test_a_batch_whose_acknowledgement_was_lost_is_counted_once(spool, recorder, sender, server):
    for _ in range(3):
        structlog.get_logger().info("session_created")
    recorder.close()
    lines = spool.batch().lines
    assert post(server, lines).json() == {"acknowledged": {recorder.boot: 3}}
    send_all(sender)
    assert 'event="session_created",code=""} 3' in metrics(server)
    assert spool.batch().lines == ()


def test_three_days_without_a_network_arrive_whole(recorder, spool, tmp_path, stream):
    log = structlog.get_logger()
    for _ in range(72 * 12):
        for state in range(8):
            log.debug("metric", code="queue_depth", state=f"s{state}", count=state)
        log.info("session_created")
    recorder.close()
    away = TelemetrySender(spool, LinkSettings("http://127.0.0.1:9", loopback_http=True))
    with pytest.raises(PortalError):
        away.send()
    server = portal_server(tmp_path / "portal")
    server.start()
    try:
        send_all(TelemetrySender(spool, LinkSettings(server.url, loopback_http=True)))
        assert 'event="session_created",code=""} 864' in metrics(server)
        assert 'kiosk_queue_depth{kiosk="K07",state="s7"} 7 ' in metrics(server)
    finally:
        server.stop()
    assert spool.batch().lines == ()
    assert spool.batch().dropped == 0


def test_what_made_room_is_reported(tmp_path, server, stream, recorder, spool):
    small = Spool(tmp_path / "small.db", cap=2_000)
    small.append([json.loads(line(seq)) for seq in range(1, 50)])
    dropped = small.batch().dropped
    sender = TelemetrySender(small, LinkSettings(server.url, loopback_http=True))
    send_all(sender)
    recorder.close()
    send_all(TelemetrySender(spool, LinkSettings(server.url, loopback_http=True)))
    assert dropped > 0
    assert f'kiosk_telemetry_dropped{{kiosk="K07",state="all"}} {dropped} ' in metrics(server)
    small.close()


def test_the_queue_the_disk_and_the_catalogue_are_measured(recorder, sender, server, tmp_path):
    clock = Clock()
    store = Store(tmp_path / "queue", clock)
    store.enqueue(envelope(1))
    province = Province(tmp_path / "province")
    province.publish()
    kiosk = Taker(tmp_path / "catalogue", province)
    kiosk.refresh()
    kiosk.day = 12.5
    clock.pass_(90)
    gauges_of(store, tmp_path, lambda: kiosk.clock).measure()
    recorder.close()
    send_all(sender)
    said = metrics(server)
    assert 'kiosk_queue_depth{kiosk="K07",state="queued"} 1 ' in said
    assert re.search(r'kiosk_queue_oldest_age_seconds\{kiosk="K07",state="all"\} \d+ ', said)
    assert re.search(r'kiosk_disk_free_mebibytes\{kiosk="K07",state="all"\} \d+ ', said)
    assert 'kiosk_catalogue_age_days{kiosk="K07",state="all"} 12.5 ' in said
    store.close()


def test_a_heartbeat_says_version_and_settings_and_how_long_the_certificate_lasts(recorder, spool, tmp_path):
    store = Store(tmp_path / "queue")
    pair = Authority(tmp_path, "ours").issue("kiosk", CLIENT)  # valid for one day from now
    gauges = gauges_of(store, tmp_path, lambda: time.time() - 10 * DAY, pair.certificate)
    for _ in range(13):
        gauges.measure()
    recorder.close()
    said = [json.loads(line) for line in spool.batch().lines]
    beats = [record for record in said if record["event"] == "heartbeat"]
    assert [(beat["version"], beat["code"]) for beat in beats] == [("0.1.0", "abababab")] * 2
    assert [record["count"] for record in said if record.get("code") == "certificate_days_left"] == [10]
    store.close()


def test_a_clock_that_differs_from_the_portal_s_is_measured_once(recorder, spool, server):
    link = LinkSettings(server.url, loopback_http=True)
    ahead = TelemetrySender(spool, link, lambda: time.time() + 300)
    begun = {"ts": "2026-11-22T00:00:00Z", "level": "info", "event": "sys_startup", "kiosk": "K07"}
    spool.append([{**begun, "boot": "ab" * 8, "seq": 1}])
    ahead._bring(spool.batch())
    ahead._bring(spool.batch())
    recorder.close()
    skews = [json.loads(line)["count"] for line in spool.batch().lines if "clock_skew" in line]
    assert len(skews) == 1 and abs(skews[0] - 300) <= 2


def test_a_dossier_s_age_in_the_queue_is_measured_by_the_clock(recorder, spool, tmp_path):
    clock = Clock()
    store = Store(tmp_path / "queue", clock)
    store.enqueue(envelope(1))
    clock.pass_(90)
    gauges_of(store, tmp_path, clock).measure()
    recorder.close()
    said = {record["code"]: record.get("count") for record in map(json.loads, spool.batch().lines)}
    assert said["queue_oldest_age_seconds"] == 90
    assert "catalogue_age_days" not in said
    store.close()


def test_sixty_days_without_a_network_fit_the_spool(recorder, spool, tmp_path):
    clock = Clock()
    store = Store(tmp_path / "queue", clock)
    store.enqueue(envelope(1))
    province = Province(tmp_path / "province")
    province.publish()
    Taker(tmp_path / "catalogue", province).refresh()
    gauges = gauges_of(store, tmp_path, clock)
    gauges.measure()
    for _ in range(20):
        clock.pass_(EVERY)
        gauges.measure()
    recorder.close()
    lines = spool.batch().lines
    measured = sum(len(line) for line in lines[10:]) / 20 * (60 * 86_400 / EVERY)
    told = 60 * 100 * 6 * max(len(line) + 30 for line in lines)
    assert measured + told < CAP
    store.close()


def test_what_did_not_change_is_not_measured_again_but_the_queue_is(recorder, spool, tmp_path):
    store = Store(tmp_path / "queue", Clock())
    gauges = gauges_of(store, tmp_path, Clock())
    gauges.measure()
    gauges.measure()
    recorder.close()
    records = [record for record in map(json.loads, spool.batch().lines) if record["event"] == "metric"]
    said = [(record["code"], record["state"]) for record in records]
    assert len(set(said)) >= 10
    assert said.count(("queue_depth", "queued")) == 2
    assert said.count(("queue_depth", "sent")) == 1
    store.close()


@pytest.mark.parametrize("shown", ["", "Bearer ", "Bearer guessed", "Basic b2Y="])
def test_only_the_watch_room_reads_what_kiosks_tell(server, shown):
    for path in ("metrics", "events"):
        said = requests.get(f"{server.url}/v1/telemetry/{path}", headers={"Authorization": shown}, timeout=10)
        assert (said.status_code, said.headers["WWW-Authenticate"]) == (401, "Bearer")
        assert "kiosk" not in said.json()


def test_neither_a_number_nor_a_name_of_a_person_is_anywhere(recorder, spool, sender, server, stream, tmp_path):
    log = structlog.get_logger()
    for secret in (
        CANARY_NUMBER,
        CANARY_NAME,
        "LY THI CHIM",
        int("9" + CANARY_NUMBER),
        [CANARY_NAME],
        {"x": CANARY_NUMBER},
    ):
        for field in ("code", "state", "device", "visit", "version", "count", "error_type", "ts", "boot", "answers"):
            log.info("card_fault", **{field: secret})
        log.error("form_fail", **{str(secret): 1})
        log.error(str(secret))
    log.error("sys_crash", error_type=f"ValueError({CANARY_NUMBER})")
    recorder.close()
    send_all(sender)
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    everything = kept + stream.getvalue().encode() + "\n".join(events(server)).encode() + metrics(server).encode()
    assert b"form_fail" in everything
    for secret in (CANARY_NUMBER, CANARY_NAME, "LY THI CHIM"):
        assert secret.encode() not in everything
        assert json.dumps(secret).strip('"').encode() not in everything


REFUSED = {
    "no gzip": (b"{}", 422),
    "a bomb": (gzip.compress(bytes(3 * 1024 * 1024)), 413),
    "too many": (gzip.compress(b"{}\n" * 1001), 413),
    "huge": (bytes(300 * 1024), 413),
    "no JSON": (gzip.compress(b"x"), 422),
    "nested for ever": (gzip.compress(b"[" * 100_000), 422),
    "a list": (gzip.compress(b"[1]"), 422),
    "an unknown event": (gzip.compress(line(event="hello").encode()), 422),
    "no number": (gzip.compress(line(seq="1").encode()), 422),
    "number zero": (gzip.compress(line(seq=0).encode()), 422),
    "a stranger": (gzip.compress(line(kiosk="K99").encode()), 403),
    "cut off": (gzip.compress(line().encode())[:-9], 413),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_portal_refuses_a_batch_that_is_none(server, name):
    body, status = REFUSED[name]
    said = post(server, [], body)
    assert (said.status_code, said.headers["content-type"]) == (status, "application/problem+json")
    assert events(server) == []


def test_a_field_that_is_on_no_list_is_not_kept(server):
    assert post(server, [line(name=CANARY_NAME, code=[CANARY_NAME])]).status_code == 200
    assert CANARY_NAME not in "".join(events(server)) + metrics(server)


def test_text_cannot_forge_a_label_or_a_line(server):
    post(server, [line(code='x"} 9\nkiosk_forged 1', state="a=b|c\nCEF:0|forged")])
    assert all(not row.startswith("kiosk_forged") for row in metrics(server).splitlines())
    (cef,) = events(server)
    assert r"outcome=a\=b|c\nCEF:0|forged" in cef


def test_events_go_on_after_the_last_that_was_read(server):
    post(server, [line(seq) for seq in range(1, 4)])
    assert [re.search(r"externalId=(\d+)", row)[1] for row in events(server, after=2)] == ["3"]


def test_a_batch_that_the_portal_will_never_take_is_dropped_and_counted(server, tmp_path):
    spool = Spool(tmp_path / "odd.db")
    spool.append([json.loads(line(event="not_listed"))])
    sender = TelemetrySender(spool, LinkSettings(server.url, loopback_http=True))
    assert sender.send()
    assert (spool.batch().lines, spool.batch().dropped) == ((), 1)
    spool.close()


def test_the_portals_copy_of_an_audit_head_shows_a_cut_tail(tmp_path, recorder, sender, server):
    key = SigningKey("K07-audit-1", Ed25519PrivateKey.generate())
    log = AuditLog(tmp_path / "one", "K07")
    for _ in range(3):
        log.record(Entry(act=Act.CLOSED))
    structlog.get_logger().info("audit_head", head=log.close_day(key))
    recorder.close()
    send_all(sender)
    (cef,) = events(server)
    (kept,) = re.findall(r"cs2Label=head cs2=(\S+)", cef)
    head = Head.opened(kept, key.public)
    assert verify(log, [head]) is None
    shorter = AuditLog(tmp_path / "two", "K07")
    shorter.record(Entry(act=Act.CLOSED))
    assert verify(shorter, [head]).broken is Broken.TAIL_CUT
    log.close()
    shorter.close()


def test_a_count_of_a_day_says_which_and_one_of_now_does_not(recorder, spool, sender, server):
    structlog.get_logger().info("metric", code="day_visits", state="all", count=41, day=20716)
    structlog.get_logger().info("metric", code="day_left", state="all", count=1, day="2026-09-20")
    recorder.close()
    send_all(sender)
    said = metrics(server)
    assert 'kiosk_day_visits{kiosk="K07",state="all",day="2026-09-20"} 41 ' in said
    assert 'kiosk_day_left{kiosk="K07",state="all"} 1 ' in said  # written as a date it could be a person's
