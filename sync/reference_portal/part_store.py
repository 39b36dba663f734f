"""Keeps sealed parts by their digest, in a folder or wherever fsspec reaches; a digest's name holds those bytes."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

import fsspec


def part_store(url: str, folder: Path) -> PartStore | RemoteParts:
    """Return the store at an address such as ``s3://bucket/parts``; the one in `folder` for an empty one."""
    return RemoteParts(url) if url else PartStore(folder)


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


class RemoteParts:
    """An object store or anything else with an fsspec driver that writes an object whole or not at all."""

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
        """Store; False when the bytes have another digest, and nothing is stored."""
        if hashlib.sha256(data).hexdigest() != sha256:
            return False
        self._files.pipe_file(self._path(sha256), data)
        return True

    def _path(self, sha256: str) -> str:
        return f"{self._root}/{sha256}.part"


Parts = PartStore | RemoteParts
"""Where sealed parts are; several processes may use one."""
