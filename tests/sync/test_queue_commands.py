"""`kiosk queue`, `kiosk sync` and `kiosk portal` as a technician meets them."""

import json
import shutil
import signal
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Event

import pytest
from typer.testing import CliRunner

from kiosk.audit import AuditLog
from sync.kiosk_keys import KeyUse, load_or_make
from sync.outbox import Deliveries, State, Store
from sync.seal import PortalKey, seal
from tests.sync.envelopes import ANSWERS, PORTAL_KEY, envelope, particulars
from tests.sync.portals import RECEIPT_KEY
from ui.cli import queue

RUN = CliRunner()


def settings_file(folder: Path, url: str, seal_key: PortalKey, receipt_key: bytes) -> Path:
    file = folder / "kiosk.toml"
    file.write_text(
        f"""
kiosk = "K07"
state = "{folder}/kiosk"
[place]
centre = "Trung tâm Phục vụ hành chính công xã Hoa Mai"
authority = "UBND XÃ HOA MAI"
commune = "Xã Hoa Mai"
province = "Lâm Đồng"
[portal]
url = "{url}"
sealing_key = "{b64encode(seal_key.public).decode()}"
sealing_key_id = "{seal_key.key_id}"
receipt_key = "{b64encode(receipt_key).decode()}"
receipt_key_id = "receipt-1"
""",
        "utf-8",
    )
    return file


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    receipt = RECEIPT_KEY.private.public_key().public_bytes_raw()
    return settings_file(tmp_path, "http://127.0.0.1:9", PORTAL_KEY, receipt)


@pytest.fixture
def store(settings: Path) -> Iterator[Store]:
    opened = Store(settings.parent / "kiosk" / "outbox")
    yield opened
    opened.close()


def run(*arguments: str, settings: Path, code: int = 0) -> str:
    result = RUN.invoke(queue.app, [*arguments, "--settings", str(settings)])
    assert result.exit_code == code, result.output
    return result.output


def test_status_counts_and_says_how_long_the_oldest_waits(settings: Path, store: Store) -> None:
    assert "Không có hồ sơ nào" in run("status", settings=settings)
    store.enqueue(envelope(1))
    said = json.loads(run("status", "--json", settings=settings))
    assert said["waiting"] == 1 and said["states"]["queued"] == 1
    assert 0 <= said["oldest_waiting_seconds"] < 60


def test_list_and_show_tell_state_and_what_to_do(settings: Path, store: Store) -> None:
    one = envelope(1)
    store.enqueue(one)
    parcel = Deliveries(store).take(60.0)
    assert parcel is not None
    Deliveries(store).block(parcel, "not_enrolled", "403 unknown key")
    assert "blocked" in run("list", settings=settings)
    assert run("list", "--state", "sent", settings=settings) == ""
    run("list", "--state", "nonsense", settings=settings, code=2)
    number = one.manifest.particulars.local_number
    said = json.loads(run("show", number, "--json", settings=settings))
    assert (said["outcome"], said["attempts"]) == ("not_enrolled", 1)
    assert "Đăng ký lại" in said["technician"]
    run("show", "K07-260916-0999-0", settings=settings, code=1)


def test_quarantine_release_and_retry_move_what_they_may(settings: Path, store: Store) -> None:
    one = envelope(1)
    store.enqueue(one)
    number = one.manifest.particulars.local_number

    def state() -> State:
        entry = store.find_number(number)
        assert entry is not None
        return entry.state

    assert (
        json.loads(run("quarantine", number, "--reason", "thử", "--json", settings=settings))["state"] == "quarantined"
    )
    assert state() is State.QUARANTINED
    run("retry", number, settings=settings, code=1)
    assert "trở lại hàng chờ" in run("release", number, settings=settings)
    assert state() is State.QUEUED
    run("release", number, settings=settings, code=1)
    parcel = Deliveries(store).take(60.0)
    assert parcel is not None
    Deliveries(store).postpone(parcel, 3600.0, "server_error", "500")
    assert "1 hồ sơ" in run("retry", settings=settings)
    assert json.loads(run("retry", number, "--json", settings=settings)) == {"due_now": 1}
    assert Deliveries(store).take(60.0) is not None


def test_each_act_is_kept_before_it_is_done_and_none_is_done_that_cannot_be_kept(settings: Path, store: Store) -> None:
    one = envelope(1)
    store.enqueue(one)
    number = one.manifest.particulars.local_number
    run("release", "K07-260916-0999-0", settings=settings, code=1)
    run("quarantine", number, "--reason", "thử", settings=settings)
    run("release", number, settings=settings)
    run("retry", settings=settings)
    run("export", str(settings.parent / "usb"), "--number", number, settings=settings)
    audit = settings.parent / "kiosk" / "audit"
    kept = [row.said for row in AuditLog(audit, "K07").rows()]
    assert [(row["act"], row["about"], row["account"]) for row in kept] == [
        ("set_aside", number, "console"),
        ("released", number, "console"),
        ("sent_again", "", "console"),
        ("dossiers_exported", number, "console"),
    ]
    shutil.rmtree(audit)
    audit.write_text("", "utf-8")
    run("quarantine", number, "--reason", "thử", settings=settings, code=2)
    assert store.counts().by_state[State.QUARANTINED] == 0


def test_export_copies_what_only_the_portal_can_open(settings: Path, store: Store, tmp_path: Path) -> None:
    one = envelope(1)
    store.enqueue(one)
    run("export", str(tmp_path / "usb"), "--json", settings=settings)
    folder = tmp_path / "usb" / one.manifest.particulars.local_number
    assert (folder / "0.sealed").read_bytes() == one.parts[0].data
    assert (folder / "manifest.json").read_bytes() == one.manifest.canonical()


def test_a_wrong_settings_file_is_said_and_no_queue_is_made(tmp_path: Path) -> None:
    run("status", settings=tmp_path / "missing.toml", code=2)


def kiosk(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "ui.cli.main", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_portal_and_sync_as_processes_deliver_and_end_when_told(tmp_path: Path) -> None:
    load_or_make(tmp_path / "kiosk" / "keys", "K07", KeyUse.MANIFEST)
    enrolled = tmp_path / "portal" / "enrolled"
    enrolled.mkdir(parents=True)
    public = tmp_path / "kiosk" / "keys" / "K07-manifest-1.pub"
    (enrolled / public.name).write_bytes(public.read_bytes())
    store = Store(tmp_path / "kiosk" / "outbox")
    with ExitStack() as running:
        portal = running.enter_context(kiosk("portal", "serve", "--folder", str(tmp_path / "portal"), "--port", "0"))
        running.callback(portal.kill)
        assert portal.stdout is not None
        said = json.loads(portal.stdout.readline())
        key = PortalKey(said["sealing_key_id"], b64decode(said["sealing_key"]))
        settings = settings_file(tmp_path, said["listen"], key, b64decode(said["receipt_key"]))
        store.enqueue(seal(particulars(1), [ANSWERS], key))
        sync = [running.enter_context(kiosk("sync", "--settings", str(settings))) for _ in range(2)]
        for one in sync:
            running.callback(one.kill)
        for _ in range(3000):
            if store.counts().waiting == 0 and None not in {sync[0].poll() or sync[1].poll()}:
                break
            Event().wait(0.01)
        assert store.counts().by_state[State.RETURNED] == 1  # the portal does not know the invented form
        winner = next(one for one in sync if one.poll() is None)
        for one in (winner, portal):
            one.send_signal(signal.SIGTERM)
            _, errors = one.communicate(timeout=20)
            assert "Traceback" not in errors, errors
        assert sorted(one.wait() for one in sync) == [0, 3]
        assert portal.returncode in (0, -signal.SIGTERM)
    store.close()
    assert public.with_suffix(".key").stat().st_mode & 0o777 == 0o600
