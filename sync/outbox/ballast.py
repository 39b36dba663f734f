"""A file that does nothing but take room, so that a full disk can be recovered from.

On a full disk even DELETE fails, since it must write first. Dropping the ballast gives the worker the room to note
receipts and to tidy up. The screen never drops it: new submissions would eat what the old ones need to be settled.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from sync.outbox.errors import disk_errors


class Ballast:
    """One file of a fixed size."""

    def __init__(self, path: Path, size: int) -> None:
        self._path = path
        self._size = size

    def hold(self) -> bool:
        """Take the room if it is there; tell whether the ballast is held."""
        with disk_errors():
            if self._held():
                return True
            try:
                with self._path.open("wb") as file:
                    os.posix_fallocate(file.fileno(), 0, self._size)
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise
                self._path.unlink(missing_ok=True)
                return False
            return True

    def drop(self) -> bool:
        """Give the room back; tell whether there was any."""
        with disk_errors():
            held = self._held()
            self._path.unlink(missing_ok=True)
            return held

    def _held(self) -> bool:
        return self._path.exists() and self._path.stat().st_size == self._size
