"""What stands behind the desk while the kiosk runs: a head a day into the telemetry, retention, time that is kept."""

import json
from datetime import date, datetime, timedelta

import pytest
import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fake_clock import FakeClock

from kiosk.audit import Act, Entry, Head, verify
from kiosk.indicators.counters import Count
from kiosk.settings import Place, Portal, Settings
from kiosk.visit.clock import VIETNAM
from kiosk.visit.desk.opening import opened
from sync.jws import SigningKey


@pytest.fixture
def settings(tmp_path):
    return Settings(
        kiosk="K07",
        state=tmp_path,
        place=Place(centre="Trung tâm", authority="UBND", commune="xã Hoa Mai", province="tỉnh Lâm Đồng"),
        portal=Portal(url="http://127.0.0.1:9", sealing_key="", sealing_key_id="", receipt_key="", receipt_key_id=""),
    )


@pytest.fixture
def behind(settings):
    clock = FakeClock()
    key = SigningKey("K07-slip-1", Ed25519PrivateKey.generate())
    with opened(settings, None, dict, key, clock) as behind:
        yield behind


def test_a_head_a_day_goes_out_and_proves_the_log(behind, monkeypatch):
    behind.means.audit.record(Entry(act=Act.CLOSED))
    with structlog.testing.capture_logs() as said:
        behind._keep_once()
        behind._keep_once()
    heads = [line["head"] for line in said if line["event"] == "audit_head"]
    assert len(heads) == 1
    head = Head.opened(heads[0], behind.audit_key.public)
    assert (head.kiosk, head.seq) == ("K07", 1)
    assert verify(behind.means.audit, [head]) is None


def test_the_counts_of_a_day_that_is_over_go_out_with_their_day(behind):
    for day, count in ((19, 2), (20, 3)):
        behind.means.counters.add(date(2026, 9, day), [Count("visits", count=count), Count("left", "fill", 1)])
    behind.clock._start = datetime(2026, 9, 21, 9, tzinfo=VIETNAM)
    with structlog.testing.capture_logs() as said:
        behind._keep_once()
        behind._keep_once()
    told = [(one["code"], one["state"], one["count"], one["day"]) for one in said if one["event"] == "metric"]
    assert sorted(told, key=lambda one: one[3]) == [
        ("day_left", "fill", 1, 20715),
        ("day_visits", "all", 2, 20715),
        ("day_left", "fill", 1, 20716),
        ("day_visits", "all", 3, 20716),
    ]
    assert date(1970, 1, 1) + timedelta(days=20716) == date(2026, 9, 20)


async def test_rows_older_than_two_years_go_and_the_log_says_how_many(behind):
    audit = behind.means.audit
    audit.record(Entry(act=Act.CLOSED))
    behind.clock._start += timedelta(days=731)
    behind._keep_once()
    assert [(json.loads(row.body)["act"], json.loads(row.body)["code"]) for row in audit.rows()] == [
        ("retention_done", "1")
    ]
    assert verify(audit) is None
