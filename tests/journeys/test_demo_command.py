"""`kiosk demo --headless` as somebody runs it: its lines, its exit code, what it leaves on the disk."""

import json
import subprocess
import sys


def demo(*arguments):
    command = [sys.executable, "-m", "ui.cli.main", "demo", "--headless", "--json", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_visits_are_one_json_object_a_line_and_all_accepted(tmp_path):
    done = demo("--visits", "2", "--state", str(tmp_path), "--marker", "DẤU-4711")
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == 2
    for line in lines:
        assert line["procedure"] == "1.010041"
        assert line["identified_by"] == ["code", "chip"]
        assert line["access"] == "PACE-CAN"
        assert line["state"] == "accepted"
        assert line["fields"]["chip"] >= 4
        assert line["fields"]["typed"] >= 1
        assert set(line["ms"]) >= {"identify", "consent", "fill", "review", "submit", "done"}
    assert len({line["dossier_code"] for line in lines} | {line["local_number"] for line in lines}) == 4
    kept = {entry.name for entry in tmp_path.iterdir()}
    assert kept == {"kiosk", "portal"}
    files = [file for file in (tmp_path / "kiosk").rglob("*") if file.is_file()]
    assert [file for file in files if "DẤU-4711".encode() in file.read_bytes()] == []


def test_with_the_portal_down_everything_is_queued_and_said(tmp_path):
    done = demo("--portal", "down", "--state", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["state"] == "queued"
    assert "waiting to be sent" in done.stderr


def test_a_procedure_that_does_not_exist_ends_with_words_and_a_code(tmp_path):
    done = demo("--procedure", "khong-co", "--state", str(tmp_path))
    assert done.returncode == 1
    assert "khong-co" in done.stderr
    assert "Traceback" not in done.stderr
