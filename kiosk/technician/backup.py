"""Copies what a kiosk keeps into one file and brings it back: queue, records, settings; never a private key.

What citizens filed is sealed before it is stored, so a backup can be read no further than the disk. Numbers given after
the backup was made could be given twice; the count of every day is moved on by `LEAP`.
"""

from __future__ import annotations

import os
import tarfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pysqlite3

from kiosk.settings import Settings

LEAP = 1000
"""Local numbers left out after a restore: more than a kiosk gives on one day."""
SETTINGS = "kiosk.toml"
STATE = "state"
LEFT_OUT = ("-wal", "-shm", ".lock", ".sock", ".tmp", "ballast")
PRIVATE = frozenset({"keys", "tls"})
"""Keys belong to one machine: a new one enrols again and gives staff new PINs."""


class BackupError(Exception):
    """The backup cannot be made or brought back; the text says why."""


def save(settings: Settings, file: Path, out: Path, now: datetime, keep: int) -> Path:
    """Write a backup beside the running kiosk, forced to the disk; the newest `keep` stay. Raises BackupError."""
    target = out / f"{settings.kiosk}-{now:%Y%m%dT%H%M%S}.tar.gz"
    draft = target.with_suffix(".part")
    try:
        out.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(draft, file, settings.state)
        draft.rename(target)
    except (OSError, pysqlite3.Error) as error:
        raise BackupError(str(error)) from error
    for old in sorted(out.glob(f"{settings.kiosk}-*.tar.gz"))[:-keep]:
        old.unlink()
    return target


def _write(draft: Path, settings: Path, state: Path) -> None:
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as written:
            with tarfile.open(fileobj=written, mode="w:gz") as tar:
                tar.add(settings, SETTINGS)
                _add_state(tar, state)
            written.flush()
            os.fsync(written.fileno())
    except BaseException:
        draft.unlink()
        raise


def _add_state(tar: tarfile.TarFile, state: Path) -> None:
    with TemporaryDirectory() as copies:
        for path in _kept(state):
            said = tar.gettarinfo(path, f"{STATE}/{path.relative_to(state)}")
            content = _copy(path, Path(copies)) if path.suffix == ".db" else path
            if not said.isfile():
                tar.addfile(said)
                continue
            said.size = content.stat().st_size
            with content.open("rb") as read:
                tar.addfile(said, read)


def _kept(state: Path) -> Iterator[Path]:
    for path in sorted(state.rglob("*")):
        inside = path.relative_to(state)
        if inside.parts[0] not in PRIVATE and not path.name.endswith(LEFT_OUT):
            yield path


def _copy(database: Path, folder: Path) -> Path:
    """One consistent copy of a database that others write (https://sqlite.org/backup.html)."""
    copy = folder / "copy.db"
    copy.unlink(missing_ok=True)
    with closing(pysqlite3.connect(database)) as source, closing(pysqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


def restore(backup: Path, state: Path, settings: Path) -> None:
    """Unpack into a kiosk that holds nothing yet; both processes must be stopped. Raises BackupError.

    Files keep their owners' names, folders that exist keep theirs.
    """
    if _has_dossiers(state / "outbox" / "outbox.db"):
        raise BackupError(f"{state} holds dossiers already; they would be lost")
    try:
        with tarfile.open(backup) as tar:
            for member in tar:
                if member.name == SETTINGS:
                    settings.parent.mkdir(parents=True, exist_ok=True)
                    settings.write_bytes(_content(tar, member))
                elif member.name.startswith(f"{STATE}/") and not _is_there(state, member):
                    member.name = member.name.removeprefix(f"{STATE}/")
                    tar.extract(member, state, filter="tar")
        _leap(state / "outbox" / "outbox.db")
    except (OSError, EOFError, tarfile.TarError, pysqlite3.Error) as error:
        raise BackupError(str(error)) from error


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    read = tar.extractfile(member)
    if read is None:
        raise BackupError(f"{member.name} is no file")
    return read.read()


def _is_there(state: Path, member: tarfile.TarInfo) -> bool:
    return member.isdir() and (state / member.name.removeprefix(f"{STATE}/")).is_dir()


def _has_dossiers(database: Path) -> bool:
    if not database.exists() or database.stat().st_size == 0:
        return False
    with closing(pysqlite3.connect(database)) as connection:
        return bool(connection.execute("SELECT EXISTS (SELECT 1 FROM submissions)").fetchone()[0])


def _leap(database: Path) -> None:
    if database.exists():
        with closing(pysqlite3.connect(database)) as connection:
            connection.execute("UPDATE days SET last = last + ?", (LEAP,))
            connection.commit()
