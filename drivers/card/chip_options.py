"""What all card drivers share: the options that say whom to trust, and one reading over any link."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from drivers.card.emrtd.files import Habits
from drivers.card.emrtd.moment import Clock, system_moment
from drivers.card.emrtd.reader import read_card
from drivers.card.emrtd.trust import TrustStore
from drivers.card.link import CardLink
from drivers.ports import CardReading, CardRequest, DeviceError, DeviceFault, ProgressSink


@dataclass(frozen=True)
class ChipOptions:
    """How readings are judged."""

    trust: TrustStore | Path | None = None
    """Anchors, or the file or folder to load them from anew for every reading; None trusts nobody."""
    clock: Clock = system_moment
    allow_sha1: bool = False
    """Accept signatures with SHA-1 (see TrustStore)."""

    @classmethod
    def of(cls, options: Mapping[str, object]) -> ChipOptions:
        """Take ``trust`` (path or TrustStore), ``clock`` and ``allow_sha1`` from options. Raises DeviceError."""
        trust, clock = options.get("trust"), options.get("clock", system_moment)
        if isinstance(trust, str):
            trust = Path(trust) if trust else None
        if not isinstance(trust, TrustStore | Path | None) or not callable(clock):
            raise DeviceError(DeviceFault.WRONG_SETTINGS, "card reader: trust or clock")
        return cls(trust, clock, options.get("allow_sha1") is True)

    async def read(self, link: CardLink, request: CardRequest, progress: ProgressSink, habits: Habits) -> CardReading:
        """Read and judge the card on `link`. Raises DeviceError."""
        trust = self.trust
        if isinstance(trust, Path):
            trust = await asyncio.to_thread(_load, trust, self.allow_sha1)
        return await read_card(link, request, progress, trust=trust, clock=self.clock, habits=habits)


def text_option(options: Mapping[str, object], name: str) -> str:
    """A text that must be there. Raises DeviceError WRONG_SETTINGS."""
    value = options.get(name)
    if not isinstance(value, str) or not value:
        raise DeviceError(DeviceFault.WRONG_SETTINGS, f"option {name} is missing")
    return value


def _load(path: Path, allow_sha1: bool) -> TrustStore:
    try:
        return TrustStore.load(path, allow_sha1=allow_sha1)
    except OSError as error:
        raise DeviceError(DeviceFault.WRONG_SETTINGS, f"trust store: {error.strerror}") from error
