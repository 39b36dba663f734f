"""Fetches, verifies and takes a new catalogue (TUF 1.0 client workflow, §5), or says why it was not taken.

Rules: every signature, version, expiry and digest is checked before a byte counts; a catalogue is taken whole or not at
all; the one in use stays in use after every failure; time is never earlier than what earlier signatures proved, so a
clock that was set back does not let an old catalogue pass as the newest.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from tuf.api.exceptions import (
    BadVersionNumberError,
    DownloadError,
    DownloadLengthMismatchError,
    ExpiredMetadataError,
    LengthOrHashMismatchError,
    RepositoryError,
)
from tuf.api.metadata import (  # type: ignore[attr-defined]  # the documented place, though not marked as exported
    Metadata,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)
from tuf.ngclient.config import UpdaterConfig
from tuf.ngclient.fetcher import FetcherInterface
from tuf.ngclient.updater import Updater

from sync.catalogue.contents import check_list
from sync.catalogue.errors import CatalogueError, CatalogueFault
from sync.catalogue.standing import Record, note_refusal, read_record, write_record
from sync.catalogue.versions import current, current_number, put_in_place, staging

Examine = Callable[[Path], Sequence[str]]
"""Looks at the files of a catalogue and names everything that this program could not serve."""

PUBLISHED = "published"
"""Field of the signed list: when it was signed (Unix seconds)."""
_CONFIG = UpdaterConfig(targets_max_length=4_000_000)
_ROLES = (Root.type, Timestamp.type, Snapshot.type, Targets.type)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a successful attempt came to."""

    version: int
    changed: bool
    """False when the one in use was confirmed as the newest."""


def refresh(folder: Path, anchor: bytes, source: FetcherInterface, examine: Examine, clock: float) -> Refreshed:
    """Bring the catalogue in `folder` up to date. `anchor` is the publisher's first ``root.json``, `clock` Unix time.

    Raises CatalogueError; what was in use is still in use then.
    """
    with _one_at_a_time(folder):
        try:
            with _known_errors():
                return _refresh(folder, anchor, source, examine, clock)
        except CatalogueError as error:
            with _known_errors():
                note_refusal(folder, error, clock)
            raise


def _refresh(folder: Path, anchor: bytes, source: FetcherInterface, examine: Examine, clock: float) -> Refreshed:
    metadata = folder / "metadata"
    metadata.mkdir(exist_ok=True)
    updater = Updater(str(metadata), "metadata", None, "targets", source, _CONFIG, bootstrap=anchor)
    updater.refresh()
    record = read_record(folder)
    now, until = max(clock, record.floor), _valid_until(metadata)
    if now > until:
        raise CatalogueError(CatalogueFault.EXPIRED, "its signatures ended before the time this kiosk has proof of")
    listed, before = _listed(metadata), current_number(folder)
    if listed.version < before:
        raise CatalogueError(CatalogueFault.OLDER, f"version {listed.version}, here is {before}")
    if listed.version > before:
        _take(folder, updater, listed, examine)
    published = float(listed.unrecognized_fields.get(PUBLISHED, 0))
    floor = max(now, min(published, until))
    write_record(folder, Record(published, now, until, floor, tried_at=clock))
    return Refreshed(listed.version, listed.version > before)


def _take(folder: Path, updater: Updater, listed: Targets, examine: Examine) -> None:
    check_list({name: file.length for name, file in listed.targets.items()})
    staged, here = staging(folder, listed.version), current(folder)
    try:
        _fill(staged, here, updater, listed.targets)
        if problems := examine(staged):
            raise CatalogueError(CatalogueFault.CONTENT, *problems)
        put_in_place(folder, staged, listed.version)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _fill(staged: Path, here: Path | None, updater: Updater, files: Mapping[str, TargetFile]) -> None:
    """Bring every file; one that is here already with the right digest is copied, so little travels."""
    for name, file in files.items():
        place = staged / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if here is not None and updater.find_cached_target(file, str(here / name)):
            shutil.copyfile(here / name, place)
        else:
            updater.download_target(file, str(place))
        file.verify_length_and_hashes(place.read_bytes())


def _listed(metadata: Path) -> Targets:
    return Metadata[Targets].from_file(str(metadata / "targets.json")).signed


def _valid_until(metadata: Path) -> float:
    """The first expiry among the roles that were just verified, Unix seconds."""
    every = (Metadata.from_file(str(metadata / f"{role}.json")).signed.expires for role in _ROLES)
    return min(expires.replace(tzinfo=UTC).timestamp() for expires in every)


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    with _known_errors():
        folder.mkdir(mode=0o750, parents=True, exist_ok=True)
        lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise CatalogueError(CatalogueFault.BUSY) from error
    finally:
        os.close(lock)


_FAULTS: tuple[tuple[type[Exception], CatalogueFault], ...] = (
    (DownloadLengthMismatchError, CatalogueFault.TOO_LARGE),
    (DownloadError, CatalogueFault.UNREACHABLE),
    (ExpiredMetadataError, CatalogueFault.EXPIRED),
    (BadVersionNumberError, CatalogueFault.OLDER),
    (LengthOrHashMismatchError, CatalogueFault.DAMAGED),
    (RepositoryError, CatalogueFault.SIGNATURE),
    (OSError, CatalogueFault.DISK),
)
"""The first that fits counts."""


@contextmanager
def _known_errors() -> Iterator[None]:
    try:
        yield
    except tuple(kind for kind, _ in _FAULTS) as error:
        fault = next(fault for kind, fault in _FAULTS if isinstance(error, kind))
        raise CatalogueError(fault, str(error)[:300]) from error
    except ValueError as error:  # numbers and times in metadata that only their signer could have made so strange
        raise CatalogueError(CatalogueFault.SIGNATURE, type(error).__name__) from error
