"""`kiosk privacy` and `kiosk indicators` as staff and auditors meet them."""

import csv
import io
import json
from datetime import date

import pytest
from typer.testing import CliRunner

from kiosk.audit import AuditLog
from kiosk.indicators.counters import Count, Counters
from sync.outbox import State, Store
from tests.sync.envelopes import PORTAL_KEY, envelope
from tests.sync.portals import RECEIPT_KEY
from tests.sync.test_queue_commands import settings_file
from ui.cli import indicators, privacy

RUN = CliRunner()
DAY = date(2026, 11, 21)


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


def test_a_period_is_exported_as_text_csv_and_json(settings):
    counters = Counters(settings.parent / "kiosk" / "indicators")
    counters.add(DAY, [Count("visits", count=4), Count("filed", "intake", 1), Count("filed", "desk", 2)])
    counters.close()
    period = ("--since", "2026-11-20", "--until", "2026-11-21")
    assert "33.33%       1 / 3" in run(indicators.app, settings, *period).stdout
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
