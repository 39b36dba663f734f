"""A folder of trust files that people add to while the kiosk runs: read at the start, and again when it changed."""

from __future__ import annotations

import asyncio
from pathlib import Path

from drivers.card.emrtd.trust import TrustStore
from drivers.ports import DeviceError, DeviceFault

_State = frozenset[tuple[str, int, int]]


class TrustFolder:
    """One file or folder; while it does not exist nobody is trusted."""

    def __init__(self, path: Path, *, allow_sha1: bool = False) -> None:
        self._path = path
        self._allow_sha1 = allow_sha1
        self._seen: _State | None = None
        self._store = TrustStore(allow_sha1=allow_sha1)

    async def current(self) -> TrustStore:
        """The store of the files as they are now; a national list takes a second to read, once. Raises DeviceError."""
        try:
            return await asyncio.to_thread(self._refresh)
        except OSError as error:
            raise DeviceError(DeviceFault.WRONG_SETTINGS, f"trust store: {error.strerror}") from error

    def _refresh(self) -> TrustStore:
        state = self._state()
        if state != self._seen:
            self._store = TrustStore.load(self._path, allow_sha1=self._allow_sha1) if state else TrustStore()
            self._seen = state
        return self._store

    def _state(self) -> _State:
        """Names, times and sizes: different whenever a file was added, changed or taken away."""
        if not self._path.exists():
            return frozenset()
        files = self._path.iterdir() if self._path.is_dir() else [self._path]
        stats = ((file.name, file.stat()) for file in files)
        return frozenset((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)
