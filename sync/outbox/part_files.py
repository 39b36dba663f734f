"""Keeps sealed parts that are too large for a row as files that survive a power cut.

A file is written under a temporary name, forced to the disk, renamed, and the folder forced too, before its row exists.
What a crash leaves without a row is swept when nobody writes.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sync.durable import force
from sync.envelope import SealedPart
from sync.outbox.errors import OutboxError, OutboxFault, disk_errors


class PartFiles:
    """The folder of large sealed parts, one file a digest."""

    def __init__(self, folder: Path) -> None:
        """Make the folder, readable by this user only. Raises OutboxError."""
        self._folder = folder
        with disk_errors():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def path(self, sha256: str) -> Path:
        """Where the part with this digest is kept."""
        return self._folder / f"{sha256}.part"

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold off the sweeper from the first file to the committed row."""
        with self._locked(fcntl.LOCK_SH):
            yield

    def keep(self, parts: Iterable[SealedPart]) -> None:
        """Write parts durably. Raises OutboxError; leaves nothing half-written under a final name."""
        with disk_errors():
            written = [self._write(part) for part in parts]
            if written:
                force(self._folder)

    def read(self, sha256: str, offset: int = 0, length: int = -1) -> bytes:
        """Read ciphertext from an offset, all of it by default. Raises OutboxError(PART_LOST or BROKEN)."""
        try:
            with self.path(sha256).open("rb") as file:
                file.seek(offset)
                return file.read(length)
        except FileNotFoundError as error:
            raise OutboxError(OutboxFault.PART_LOST, sha256) from error
        except OSError as error:
            raise OutboxError(OutboxFault.BROKEN, error.strerror or "") from error

    def drop(self, digests: Iterable[str]) -> None:
        """Delete parts; harmless when they are gone."""
        with disk_errors():
            for sha256 in digests:
                self.path(sha256).unlink(missing_ok=True)

    def sweep(self, wanted: Iterable[str]) -> int:
        """Delete what no row wants, unless someone writes right now; return how many files went."""
        with disk_errors(), self._locked(fcntl.LOCK_EX | fcntl.LOCK_NB) as alone:
            if not alone:
                return 0
            keep = {self.path(sha256) for sha256 in wanted} | {self._lock}
            orphans = [path for path in self._folder.iterdir() if path not in keep]
            for orphan in orphans:
                orphan.unlink(missing_ok=True)
            return len(orphans)

    @property
    def _lock(self) -> Path:
        return self._folder / ".lock"

    @contextmanager
    def _locked(self, how: int) -> Iterator[bool]:
        with self._lock.open("a") as lock:
            try:
                fcntl.flock(lock, how)
            except BlockingIOError:
                yield False
                return
            yield True

    def _write(self, part: SealedPart) -> Path:
        final = self.path(part.ref.sha256)
        draft = final.with_suffix(".tmp")
        with draft.open("wb") as file:
            file.write(part.data)
            file.flush()
            os.fsync(file.fileno())
        return draft.rename(final)
