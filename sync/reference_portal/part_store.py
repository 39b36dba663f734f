"""Keeps sealed parts by their digest; what lies under a digest's name has that digest."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path


class PartStore:
    """A folder of ciphertext."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def has(self, sha256: str) -> bool:
        """True when the part is here, whole."""
        return self._path(sha256).exists()

    def read(self, sha256: str) -> bytes:
        """The part's ciphertext. Raises FileNotFoundError."""
        return self._path(sha256).read_bytes()

    def keep(self, sha256: str, data: bytes) -> bool:
        """Store durably; False when the bytes have another digest, and nothing is stored."""
        if hashlib.sha256(data).hexdigest() != sha256:
            return False
        with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as draft:
            draft.write(data)
            draft.flush()
            os.fsync(draft.fileno())
        Path(draft.name).rename(self._path(sha256))
        self._force_names()
        return True

    def _path(self, sha256: str) -> Path:
        return self._folder / f"{sha256}.part"

    def _force_names(self) -> None:
        handle = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
