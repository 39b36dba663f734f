"""`kiosk diagnostics export`: readable, of a closed list, without secrets and without people."""

from __future__ import annotations

import asyncio
import json
import zipfile
from datetime import datetime

import pytest
from emulated_kiosk import emulated_kiosk
from typer.testing import CliRunner

from kiosk.audit import AuditLog
from kiosk.settings import Driver
from kiosk.technician.diagnostics import export
from ui.cli.diagnostics import app

FILES = ["about.txt", "devices.json", "doctor.json", "journal.jsonl", "machine.json", "queue.json", "settings.json"]
JOURNAL = [
    json.dumps({"event": "device_gone", "device": "card", "code": "not_connected", "level": "warning"}),
    json.dumps({"event": "device_gone", "name": "Trần Thị Mẫu", "code": "000190000123"}),
    "Traceback (most recent call last): ValueError: Trần Thị Mẫu",
]


@pytest.fixture
async def archive(tmp_path):
    async with emulated_kiosk(tmp_path) as room:
        secret = Driver(driver="simulated", options={"text": "000190000123|Trần Thị Mẫu", "pin": "4711"})
        devices = room.settings.devices.model_copy(update={"code_scanner": secret})
        settings = room.settings.model_copy(update={"devices": devices})
        file = await export(settings, tmp_path, JOURNAL, datetime(2026, 9, 16, 14, 5))
        with zipfile.ZipFile(file) as opened:
            yield {name: opened.read(name).decode() for name in opened.namelist()}


async def test_the_archive_holds_what_it_says_and_can_be_read(archive):
    assert sorted(archive) == FILES
    assert all(name in archive["about.txt"] for name in FILES if name != "about.txt")
    for name in FILES:
        if name.endswith(".json"):
            json.loads(archive[name])


async def test_no_person_and_no_secret_is_in_it(archive):
    for name, text in archive.items():
        for mark in ("Trần Thị Mẫu", "Mẫu", "000190000123", "4711"):
            assert mark not in text, (name, mark)


async def test_the_journal_keeps_what_is_listed_and_counts_the_rest(archive):
    lines = [json.loads(line) for line in archive["journal.jsonl"].splitlines()]
    assert lines[0]["code"] == "not_connected"
    assert lines[1] == {"event": "device_gone", "name": "<redacted>", "code": "<redacted>"}
    assert lines[2] == {"lines_left_out": 1}


async def test_an_export_is_kept_in_the_audit_log_first(tmp_path):
    async with emulated_kiosk(tmp_path) as room:
        file = tmp_path / "kiosk.toml"
        file.write_text(toml(room.settings.model_dump(mode="json", exclude_none=True)))
        result = await run("--out", tmp_path, "--settings", file, "--json")
        assert result.exit_code == 0, result.output
        assert zipfile.is_zipfile(json.loads(result.stdout)["file"])
        log = AuditLog(room.settings.state / "audit", "K07")
        assert "diagnostics_exported" in log.rows()[-1].body
        log.close()
        assert (await run("--out", tmp_path / "none", "--settings", file)).exit_code == 1
    assert (await run("--settings", tmp_path / "none.toml")).exit_code == 2


async def run(*words):
    return await asyncio.to_thread(CliRunner().invoke, app, ["export", *map(str, words)])


def toml(said, path=()):
    plain = {key: value for key, value in said.items() if not isinstance(value, dict)}
    text = "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in plain.items())
    for key, value in said.items():
        if isinstance(value, dict):
            text += f"\n[{'.'.join((*path, key))}]\n{toml(value, (*path, key))}"
    return text
