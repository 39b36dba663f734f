"""Writes that a power cut leaves whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp


def write_whole(file: Path, data: bytes, mode: int) -> None:
    """Write a file whole or not at all, never readable for more people than `mode` allows. Raises OSError."""
    draft = file.with_name(f".{file.name}.tmp")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as written:
        written.write(data)
        written.flush()
        os.fsync(written.fileno())
    draft.replace(file)


def write_once(file: Path, data: bytes, mode: int = 0o600) -> None:
    """Write a key whole, unless it is there: of two who begin at once one wins. Raises OSError."""
    handle, draft = mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as written:
            os.fchmod(handle, mode)
            written.write(data)
            written.flush()
            os.fsync(written.fileno())
        with suppress(FileExistsError):
            os.link(draft, file)
    finally:
        Path(draft).unlink()


def force(path: Path) -> None:
    """Force a file, or the names in a folder, to the disk (fsync(2)). Raises OSError."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
