"""A backup beside a running kiosk: whole, without keys, and back on another machine without giving a number twice."""

from __future__ import annotations

import tarfile
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from kiosk.technician.backup import LEAP, BackupError, restore, save
from sync.outbox.store import Store
from tests.sync.envelopes import envelope

NOW = datetime(2026, 11, 22, 1, 30)
TODAY = date(2026, 11, 22)


@pytest.fixture
def kiosk(tmp_path) -> SimpleNamespace:
    settings = tmp_path / "etc" / "kiosk.toml"
    settings.parent.mkdir()
    settings.write_text('kiosk = "K07"\n', "utf-8")
    state = tmp_path / "kiosk"
    (state / "keys").mkdir(parents=True)
    (state / "keys" / "K07-slip-1.key").write_bytes(b"private")
    (state / "tls").mkdir()
    (state / "tls" / "K07.pem").write_bytes(b"private")
    return SimpleNamespace(kiosk="K07", state=state, file=settings)


def backed_up(kiosk, out: Path, now: datetime = NOW, keep: int = 14) -> Path:
    return save(kiosk, kiosk.file, out, now, keep)


def test_what_a_running_queue_holds_comes_back_on_an_empty_machine(kiosk, tmp_path):
    store = Store(kiosk.state / "outbox")
    filed = envelope()
    store.enqueue(filed)
    number = store.reserve_sequence(TODAY)
    file = backed_up(kiosk, tmp_path / "out")  # while the queue is open
    store.close()

    other, settings = tmp_path / "other", tmp_path / "etc2" / "kiosk.toml"
    restore(file, other, settings)
    again = Store(other / "outbox")
    assert [entry.submission_id for entry in again.entries()] == [filed.manifest.submission_id]
    assert again.reserve_sequence(TODAY) == number + LEAP + 1
    again.close()
    assert settings.read_bytes() == kiosk.file.read_bytes()


def test_no_private_key_is_in_a_backup_and_nobody_else_may_read_it(kiosk, tmp_path):
    file = backed_up(kiosk, tmp_path / "out")
    with tarfile.open(file) as tar:
        assert [name for name in tar.getnames() if "key" in name or "tls" in name] == []
        assert b"private" not in b"".join(tar.extractfile(one).read() for one in tar if one.isfile())
    assert file.stat().st_mode & 0o077 == 0


def test_the_newest_stay(kiosk, tmp_path):
    files = [backed_up(kiosk, tmp_path / "out", NOW + timedelta(days=day), keep=3) for day in range(5)]
    assert sorted((tmp_path / "out").iterdir()) == files[2:]


def test_a_kiosk_that_holds_dossiers_is_not_overwritten(kiosk, tmp_path):
    store = Store(kiosk.state / "outbox")
    store.enqueue(envelope())
    store.close()
    file = backed_up(kiosk, tmp_path / "out")
    with pytest.raises(BackupError, match="holds dossiers already"):
        restore(file, kiosk.state, kiosk.file)


def test_a_damaged_backup_is_refused(kiosk, tmp_path):
    store = Store(kiosk.state / "outbox")
    store.close()
    file = backed_up(kiosk, tmp_path / "out")
    file.write_bytes(file.read_bytes()[:-60])
    with pytest.raises(BackupError):
        restore(file, tmp_path / "other", tmp_path / "settings.toml")


def test_a_disk_without_room_leaves_no_half_backup(kiosk):
    with pytest.raises(BackupError):
        backed_up(kiosk, Path("/dev/full/backups"))
