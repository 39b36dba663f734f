"""`kiosk privacy` and `kiosk indicators` as staff and auditors meet them."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta

import pysqlite3
import pytest
from typer.testing import CliRunner

from kiosk.audit import Act, AuditLog, Entry
from kiosk.indicators.counters import Count, Counters
from sync.kiosk_keys import KeyUse, load_or_make
from sync.outbox import State, Store
from tests.sync.envelopes import PORTAL_KEY, envelope
from tests.sync.portals import RECEIPT_KEY
from tests.sync.test_queue_commands import settings_file
from ui.cli import indicators, privacy

RUN = CliRunner()
DAY = date(2026, 11, 21)
NOON = datetime.now(UTC)


@pytest.fixture
def settings(tmp_path):
    key = RECEIPT_KEY.private.public_key().public_bytes_raw()
    return settings_file(tmp_path, "http://127.0.0.1:9", PORTAL_KEY, key)


@pytest.fixture
def number(settings):
    store = Store(settings.parent / "kiosk" / "outbox")
    sealed = envelope()
    store.enqueue(sealed)
    store.close()
    return sealed.manifest.particulars.local_number


def run(app, settings, *words):
    return RUN.invoke(app, [*words, "--settings", str(settings)])


def test_what_is_held_is_listed_by_class_with_its_time(settings, number):
    said = [json.loads(line) for line in run(privacy.app, settings, "holdings", "--json").stdout.splitlines()]
    assert {one["name"]: one["count"] for one in said} == {
        f"queue.{State.QUEUED}": 1,
        "numbers": 0,
        "audit": 0,
        "indicators": 0,
    }
    assert "Hồ sơ niêm phong chờ gửi: 1" in run(privacy.app, settings, "holdings").stdout


def test_a_dossier_is_erased_once_and_a_row_stays(settings, number):
    assert run(privacy.app, settings, "erase", number).exit_code == 0
    assert run(privacy.app, settings, "erase", number).exit_code == 1
    assert run(privacy.app, settings, "erase", "000190000123").exit_code == 1
    log = AuditLog(settings.parent / "kiosk" / "audit", "K07")
    assert [(row.said["act"], row.said["about"]) for row in log.rows()] == [("erased", number), ("erased", number)]
    log.close()


def test_a_breach_is_told_by_classes_counts_and_acts_under_the_machines_signature(settings, number, tmp_path):
    folder = settings.parent / "kiosk"
    log = AuditLog(folder / "audit", "K07", lambda: NOON)
    for visit in ("a" * 16, "b" * 16):
        log.record(Entry(act=Act.CONSENT_GIVEN, about=visit, code="filing"))
    log.record(Entry(act=Act.CONSENT_GIVEN, about="b" * 16, code="chip"))
    log.close_day(load_or_make(folder / "keys", "K07", KeyUse.AUDIT))
    log.close()
    early = f"{(NOON - timedelta(hours=1)).astimezone():%Y-%m-%dT%H:%M:%S}"
    told = run(privacy.app, settings, "breach", early).stdout
    said = json.loads(told)["report"]
    assert (said["log"], said["people"], said["consents"]) == ("whole", 2, {"filing": 2, "chip": 1})
    assert [(one["part"], one["count"]) for one in said["stored"]] == [("answers", 1)]
    assert [row["act"] for row in said["acts"]] == ["consent_given"] * 3 + ["breach_exported"]
    assert number not in told

    def checked(text):
        (tmp_path / "told.json").write_text(text)
        return RUN.invoke(privacy.app, ["breach-check", str(tmp_path / "told.json"), "--keys", str(folder / "keys")])

    assert "nhiều nhất 2 người" in checked(told).stdout
    for wrong in (told.replace('"people": 2', '"people": 1'), told.replace('"signed": "ey', '"signed": "eY'), "{}", ""):
        assert checked(wrong).exit_code == 1


def test_a_breach_is_told_with_what_was_done_to_the_log(settings, number):
    log = AuditLog(settings.parent / "kiosk" / "audit", "K07", lambda: NOON)
    for _ in range(2):
        log.record(Entry(act=Act.CLOSED))
    log.close()
    database = pysqlite3.connect(settings.parent / "kiosk" / "audit" / "audit.db")
    database.execute("DROP TRIGGER rows_live")
    database.execute("DELETE FROM rows WHERE seq = 1")
    database.commit()
    database.close()
    assert json.loads(run(privacy.app, settings, "breach", "2020-01-01T00:00:00").stdout)["report"]["log"] == "missing"


def test_a_period_is_exported_as_text_csv_and_json(settings):
    counters = Counters(settings.parent / "kiosk" / "indicators")
    counters.add(DAY, [Count("visits", count=4), Count("filed", "intake", 1), Count("filed", "desk", 2)])
    counters.close()
    period = ("--since", "2026-11-20", "--until", "2026-11-21")
    assert "33.33%       1 / 3" in run(indicators.app, settings, *period).stdout
    assert "3.6       không đo tại máy" in run(indicators.app, settings, *period).stdout
    rows = list(csv.DictReader(io.StringIO(run(indicators.app, settings, *period, "--as", "csv").stdout)))
    assert {(row["day"], row["name"], row["key"]): row["count"] for row in rows} == {
        ("2026-11-21", "visits", ""): "4",
        ("2026-11-21", "filed", "intake"): "1",
        ("2026-11-21", "filed", "desk"): "2",
    }
    said = json.loads(run(indicators.app, settings, *period, "--as", "json").stdout)
    assert said["shares"][0]["value"] == 33.33
    assert "không phải điểm chính thức" in said["note"]
    assert run(indicators.app, settings, "--as", "xml").exit_code == 2
