"""`kiosk staff` as a technician at the console meets it."""

import json

from typer.testing import CliRunner

from kiosk.audit import AuditLog
from tests.sync.envelopes import PORTAL_KEY
from tests.sync.portals import RECEIPT_KEY
from tests.sync.test_queue_commands import settings_file
from ui.cli import staff

RUN = CliRunner()
PIN = "290751\n290751\n"


def test_accounts_are_added_listed_reset_removed_and_each_is_a_row(tmp_path):
    key = RECEIPT_KEY.private.public_key().public_bytes_raw()
    settings = ["--settings", str(settings_file(tmp_path, "http://127.0.0.1:9", PORTAL_KEY, key))]

    def run(*words, typed=""):
        return RUN.invoke(staff.app, [*words, *settings], input=typed)

    assert run("add", "07", "Phạm Văn Thử", typed=PIN).exit_code == 0
    assert "otpauth://" in run("add", "9001", "Lê Thị Nghiệm", "--role", "technician", typed=PIN).stdout
    assert run("add", "07", "Ai đó", typed=PIN).exit_code == 1
    assert run("add", "08", "Ai đó", typed="123456\n123456\n").exit_code == 1
    assert run("add", "08", "Ai đó", "--role", "auditor", typed=PIN).exit_code == 2
    said = [json.loads(line) for line in run("list", "--json").stdout.splitlines()]
    assert said == [
        {"number": "07", "name": "Phạm Văn Thử", "role": "staff", "totp": False},
        {"number": "9001", "name": "Lê Thị Nghiệm", "role": "technician", "totp": True},
    ]
    assert run("reset", "07", typed="804613\n804613\n").exit_code == 0
    assert run("remove", "07").exit_code == 0
    assert run("remove", "07").exit_code == 1
    assert "9001" in run("list").stdout
    log = AuditLog(tmp_path / "kiosk" / "audit", "K07")
    assert [json.loads(row.body)["act"] for row in log.rows()] == [
        *("account_added", "account_added", "account_reset", "account_removed")
    ]
    assert b"290751" not in (tmp_path / "kiosk" / "staff" / "accounts.db").read_bytes()
    log.close()
