"""How the machines are, as they said themselves; and a database of an earlier program is brought up to date."""

import gzip
import json
from pathlib import Path

import pysqlite3
import pytest
import requests

from sync.reference_portal.tables import VERSIONS, NewerDatabase, PortalDatabase
from tests.sync.portal.desks import Person, desk_server


def told(**said: object) -> dict[str, object]:
    return {"level": "info", "event": "metric", "kiosk": "K07", "boot": "ab" * 8, "state": "all", **said}


SAID = [
    told(event="heartbeat", version="0.1.0", code="0a1b2c3d"),
    told(code="queue_depth", state="queued", count=3),
    told(code="queue_depth", state="blocked", count=1),
    told(code="queue_depth", state="accepted", count=500),
    told(code="device_up", state="printer", count=1),
    told(code="device_up", state="card", count=0),
    told(code="paper", count=1),
    told(code="certificate_days_left", count=7),
    told(code="catalogue_age_days", count=2.5),
    told(code="clock_skew_seconds", count=-400),
    told(code="queue_depth", state="queued", count=2),
]


def tell(url: str, records: list[dict[str, object]]) -> None:
    lines = [
        json.dumps({**one, "seq": seq, "ts": f"2026-09-16T07:00:{seq:02}+00:00"}) for seq, one in enumerate(records, 1)
    ]
    headers = {"Content-Type": "application/x-ndjson", "Content-Encoding": "gzip"}
    body = gzip.compress("\n".join(lines).encode())
    requests.post(f"{url}/v1/telemetry", body, headers=headers, timeout=10).raise_for_status()


def test_the_machines_page_says_what_a_machine_said_last(tmp_path: Path) -> None:
    with desk_server(tmp_path) as portal:
        person = Person(portal.url)
        person.log_in("binh")
        assert "chưa báo" in person.page("/machines").text
        tell(portal.url, SAID)
        page = " ".join(person.page("/machines").text.split())
    for words in (
        "3 hồ sơ",
        "máy in",
        "đầu đọc thẻ: hỏng",
        "sắp hết",
        "0.1.0",
        "7 ngày",
        "2 ngày",
        "400 giây",
        "14:05 16/09",
    ):
        assert words in page, words
    assert page.count("source warn") == 2  # certificate and clock; the queue is short


def version(file: Path) -> int:
    with pysqlite3.connect(file) as connection:
        found: int = connection.execute("SELECT version FROM schema").fetchone()[0]
    connection.close()
    return found


def test_a_database_of_an_earlier_program_is_brought_up_to_date_and_a_newer_one_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "portal.db"
    with desk_server(tmp_path):
        pass
    with pysqlite3.connect(file) as connection:  # as it was before versions were counted
        connection.execute("DROP TABLE schema")
        for change in ("DROP INDEX telemetry_newest", "DROP INDEX telemetry_taken", "ALTER TABLE telemetry DROP taken"):
            connection.execute(change)
    connection.close()
    PortalDatabase(f"sqlite:///{file}").close()
    assert version(file) == len(VERSIONS)
    with pysqlite3.connect(file) as connection:
        assert connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'telemetry_newest'").fetchone()
        connection.execute("UPDATE schema SET version = 99")
    connection.close()
    with pytest.raises(NewerDatabase):
        PortalDatabase(f"sqlite:///{file}")
    assert version(file) == 99
