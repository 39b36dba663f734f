"""Verified versions side by side on the disk; ``current`` names one of them and is changed in one step.

A version is never touched again. It stays for as long as any process works with it, so a visit under way keeps the
papers it began with; a version nobody uses goes when its successor is in place.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

from sync.durable import force

_CURRENT = "current"
_VERSIONS = "versions"


def current(folder: Path) -> Path | None:
    """The folder of the version in use, without any link in its path; None before the first catalogue."""
    try:
        return (folder / _CURRENT).resolve(strict=True)
    except FileNotFoundError:
        return None


def current_number(folder: Path) -> int:
    """The number of the version in use, 0 before the first catalogue."""
    path = current(folder)
    return int(path.name) if path is not None else 0


class CatalogueInUse:
    """The newest version as it is now, held: it stays on the disk until `close`, whatever comes after it."""

    def __init__(self, folder: Path) -> None:
        """Take the newest version. `folder` is the catalogue's; it may still be empty."""
        self._folder = folder
        self._lock = -1
        self.path: Path | None = None
        while self.has_newer:
            path = current(folder)
            self._lock = _hold(path) if path is not None else -1
            if self._lock >= 0:  # otherwise it was removed between the two steps, so there is a newer one
                self.path = path

    @property
    def has_newer(self) -> bool:
        """True when another version than this one is current; cheap enough for every return to the first screen."""
        return current(self._folder) != self.path

    def close(self) -> None:
        """Let go; harmless when nothing is held."""
        if self._lock >= 0:
            os.close(self._lock)
        self._lock = -1


def staging(folder: Path, number: int) -> Path:
    """An empty folder to build a version in; what a crash left of an earlier try is swept."""
    versions = folder / _VERSIONS
    for left in versions.glob(".*"):
        shutil.rmtree(left)
    place = versions / f".{number}"
    place.mkdir(mode=0o750, parents=True)
    return place


def put_in_place(folder: Path, staged: Path, number: int) -> None:
    """Make a staged version current in one step, durably. Raises OSError; then the earlier one is still current."""
    for path in (*staged.rglob("*"), staged):
        force(path)
    final = folder / _VERSIONS / str(number)
    if final.exists():  # placed before a power cut, but never made current
        shutil.rmtree(final)
    staged.rename(final)
    force(final.parent)
    link = folder / f".{_CURRENT}"
    link.unlink(missing_ok=True)
    link.symlink_to(Path(_VERSIONS) / str(number))
    link.replace(folder / _CURRENT)
    force(folder)
    _prune(folder, number)


def _prune(folder: Path, keep: int) -> None:
    for path in (folder / _VERSIONS).iterdir():
        if path.name == str(keep) or (lock := _hold(path, fcntl.LOCK_EX)) < 0:
            continue
        try:
            shutil.rmtree(path)
        finally:
            os.close(lock)


def _hold(path: Path, how: int = fcntl.LOCK_SH) -> int:
    """Lock a version's folder; the open descriptor is the lock, -1 when it is gone or somebody works with it."""
    try:
        lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except FileNotFoundError:
        return -1
    try:
        fcntl.flock(lock, how | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return -1
    if not path.exists():
        os.close(lock)
        return -1
    return lock
