"""`kiosk audit` as an auditor meets it."""

import json
import sqlite3

import pytest
from typer.testing import CliRunner

from kiosk.audit import Act, AuditLog, Entry
from kiosk.journal import redact
from sync.kiosk_keys import KeyUse, load_or_make
from tests.sync.envelopes import PORTAL_KEY
from tests.sync.portals import RECEIPT_KEY
from tests.sync.test_queue_commands import settings_file
from ui.cli import audit

RUN = CliRunner()


@pytest.fixture
def settings(tmp_path):
    return settings_file(
        tmp_path, "http://127.0.0.1:9", PORTAL_KEY, RECEIPT_KEY.private.public_key().public_bytes_raw()
    )


@pytest.fixture
def log(settings):
    log = AuditLog(settings.parent / "kiosk" / "audit", "K07")
    for act in (Act.SIGNED_IN, Act.CLOSED, Act.SIGNED_OUT):
        log.record(Entry(act=act, account="01", role="staff"))
    yield log
    log.close()


@pytest.fixture
def head(settings, log):
    return log.close_day(load_or_make(settings.parent / "kiosk" / "keys", "K07", KeyUse.AUDIT))


def run(settings, *words):
    return RUN.invoke(audit.app, [words[0], "--settings", str(settings), *words[1:]])


def cut(settings):
    file = sqlite3.connect(settings.parent / "kiosk" / "audit" / "audit.db")
    file.executescript("DROP TRIGGER rows_live; DELETE FROM rows WHERE seq > 2")
    file.close()


def test_a_whole_log_is_said_to_be_whole(settings, head):
    said = run(settings, "verify")
    assert (said.exit_code, said.stdout) == (0, "Nhật ký nguyên vẹn: 3 dòng, đối chiếu 1 mốc đã ký.\n")


def test_a_cut_tail_fails_by_the_own_head_and_by_the_one_the_portal_holds(settings, head):
    cut(settings)
    assert run(settings, "verify").exit_code == 1
    said = run(settings, "verify", "--json", "--head", head)
    assert said.exit_code == 1
    assert json.loads(said.stdout) == {"rows": 2, "heads": 1, "broken": "tail_cut", "seq": 3}


def test_a_head_that_nobody_signed_is_refused(settings, head):
    said = run(settings, "verify", "--head", head.replace(".3.", ".2."))
    assert said.exit_code == 1
    assert "signature wrong" in said.output


def test_the_rows_are_listed_and_the_head_is_said(settings, head):
    assert [json.loads(line)["act"] for line in run(settings, "list", "--json").stdout.splitlines()] == [
        "signed_in",
        "closed",
        "signed_out",
    ]
    assert "closed" in run(settings, "list").stdout
    assert run(settings, "head").stdout == f"{head}\n"


def test_the_head_passes_the_journal_and_nothing_else_does_in_its_name(head):
    assert redact(None, "", {"event": "audit_head", "head": head})["head"] == head
    assert redact(None, "", {"event": "audit_head", "head": "000190000123"})["head"] == "<redacted>"
