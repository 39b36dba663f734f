"""What all card drivers share: the options that say whom to trust, and one reading over any link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from drivers.card.emrtd.files import Habits
from drivers.card.emrtd.moment import Clock, system_moment
from drivers.card.emrtd.reader import read_card
from drivers.card.emrtd.trust import TrustStore
from drivers.card.emrtd.trust_folder import TrustFolder
from drivers.card.link import CardLink
from drivers.ports import CardReading, CardRequest, DeviceError, DeviceFault, ProgressSink


@dataclass(frozen=True)
class ChipOptions:
    """How readings are judged."""

    trust: TrustStore | TrustFolder = field(default_factory=TrustStore)
    clock: Clock = system_moment

    @classmethod
    def of(cls, options: Mapping[str, object]) -> ChipOptions:
        """Take ``trust`` (path or TrustStore), ``clock`` and ``allow_sha1`` from options. Raises DeviceError."""
        trust, clock = options.get("trust") or TrustStore(), options.get("clock", system_moment)
        if isinstance(trust, str | Path):
            trust = TrustFolder(Path(trust), allow_sha1=options.get("allow_sha1") is True)
        if not isinstance(trust, TrustStore | TrustFolder) or not callable(clock):
            raise DeviceError(DeviceFault.WRONG_SETTINGS, "card reader: trust or clock")
        return cls(trust, clock)

    async def prepare(self) -> TrustStore:
        """Read the trust files if they are new, so that no citizen waits for that. Raises DeviceError."""
        return self.trust if isinstance(self.trust, TrustStore) else await self.trust.current()

    async def read(self, link: CardLink, request: CardRequest, progress: ProgressSink, habits: Habits) -> CardReading:
        """Read and judge the card on `link`. Raises DeviceError."""
        trust = await self.prepare()
        return await read_card(link, request, progress, trust=trust, clock=self.clock, habits=habits)


def text_option(options: Mapping[str, object], name: str) -> str:
    """A text that must be there. Raises DeviceError WRONG_SETTINGS."""
    value = options.get(name)
    if not isinstance(value, str) or not value:
        raise DeviceError(DeviceFault.WRONG_SETTINGS, f"option {name} is missing")
    return value
