"""Keeps sealed parts by their digest, in a folder or wherever fsspec reaches; a digest's name holds those bytes."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

import fsspec

from sync.durable import force


class Parts:
    """Ciphertext behind an fsspec driver that writes an object whole or not at all; several processes may use one."""

    def __init__(self, url: str) -> None:
        """Raises ValueError or ImportError for an address that no installed driver serves."""
        self._files, self._root = fsspec.core.url_to_fs(url)

    def has(self, sha256: str) -> bool:
        """True when the part is here, whole."""
        return bool(self._files.exists(self._path(sha256)))

    def read(self, sha256: str) -> bytes:
        """The part's ciphertext. Raises FileNotFoundError."""
        return bytes(self._files.cat_file(self._path(sha256)))

    def keep(self, sha256: str, data: bytes) -> bool:
        """Store durably; False when the bytes have another digest, and nothing is stored."""
        if hashlib.sha256(data).hexdigest() != sha256:
            return False
        self._write(self._path(sha256), data)
        return True

    def _write(self, path: str, data: bytes) -> None:
        self._files.pipe_file(path, data)

    def _path(self, sha256: str) -> str:
        return f"{self._root}/{sha256}.part"


class FolderParts(Parts):
    """A folder of this machine, forced to its disk: fsspec's own driver would leave that to the kernel."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        super().__init__(str(folder.absolute()))

    def _write(self, path: str, data: bytes) -> None:
        with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as draft:
            draft.write(data)
            draft.flush()
            os.fsync(draft.fileno())
        Path(draft.name).rename(path)
        force(self._folder)


def part_store(url: str, folder: Path) -> Parts:
    """Return the store at an address such as ``s3://bucket/parts``; the one in `folder` for an empty one."""
    return Parts(url) if url else FolderParts(folder)
