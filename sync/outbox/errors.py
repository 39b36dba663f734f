"""What can go wrong with the queue on the disk, and what the disk said about it."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum

import pysqlite3
from sqlalchemy.exc import DBAPIError

from sync.errors import SyncError

# Primary result codes are the low byte of an extended one (https://sqlite.org/rescode.html).
_BUSY, _FULL, _CONSTRAINT = 5, 13, 19
_BROKEN = frozenset({8, 10, 11, 14, 26})  # READONLY, IOERR, CORRUPT, CANTOPEN, NOTADB
_IOERR_SHMSIZE = 4874
"""The shared-memory file cannot grow: the disk is full under another name."""


class OutboxFault(StrEnum):
    """Why nothing was stored: the closed list."""

    FULL = "full"
    """The disk has no room, or less than the watermark allows."""
    BROKEN = "broken"
    """The disk or the database fails; nothing is accepted until it was re-opened and checked."""
    BUSY = "busy"
    """Another process held the database for longer than a write may take."""
    CONFLICT = "conflict"
    """The same id or local number was stored before with other content."""
    UNKNOWN = "unknown"
    """No submission with this id."""
    PART_LOST = "part_lost"
    """The ciphertext of a part is not on the disk."""
    LEASE_LOST = "lease_lost"
    """Another worker took the submission over meanwhile."""
    WRONG_STATE = "wrong_state"
    """The submission is not in a state that allows this."""


class OutboxError(SyncError):
    """The queue could not do what was asked; `fault` says why."""

    def __init__(self, fault: OutboxFault, detail: str = "") -> None:
        super().__init__(f"{fault}: {detail}" if detail else str(fault))
        self.fault = fault
        self.detail = detail


@contextmanager
def disk_errors() -> Iterator[None]:
    """Turn what SQLite and the file system raise into OutboxError."""
    try:
        yield
    except (DBAPIError, pysqlite3.Error) as error:
        cause = getattr(error, "orig", error)
        raise OutboxError(_fault_of(cause), str(cause)) from error
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise OutboxError(OutboxFault.FULL if full else OutboxFault.BROKEN, error.strerror or "") from error


@contextmanager
def disk_errors_as(own: Callable[[str], Exception]) -> Iterator[None]:
    """Raise an OutboxError as the error of another room that keeps a database of its own."""
    try:
        yield
    except OutboxError as error:
        raise own(str(error)) from error


def _fault_of(error: Exception) -> OutboxFault:
    code = int(getattr(error, "sqlite_errorcode", 0))
    if code & 0xFF == _FULL or code == _IOERR_SHMSIZE:
        return OutboxFault.FULL
    if code & 0xFF == _BUSY:
        return OutboxFault.BUSY
    if code & 0xFF == _CONSTRAINT:
        return OutboxFault.CONFLICT
    if code & 0xFF in _BROKEN:
        return OutboxFault.BROKEN
    raise error
