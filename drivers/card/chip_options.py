"""What all card drivers share: the options that say whom to trust, and one reading over any link."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from drivers.card.emrtd.files import Habits
from drivers.card.emrtd.moment import Clock, system_moment
from drivers.card.emrtd.reader import read_card
from drivers.card.emrtd.trust import TrustStore
from drivers.card.emrtd.trust_folder import TrustFolder
from drivers.card.link import CardLink
from drivers.options import DriverOptions
from drivers.ports import CardReading, CardRequest, ProgressSink


class CardOptions(DriverOptions):
    """Options of every card driver."""

    trust: str | Path | TrustStore | TrustFolder | None = None
    """Folder of CSCA certificates and CRLs; without it every issuer is unknown."""
    clock: Clock = system_moment
    allow_sha1: bool = False
    """Accept issuers that still sign with SHA-1."""


@dataclass(frozen=True)
class ChipOptions:
    """How readings are judged."""

    trust: TrustStore | TrustFolder = field(default_factory=TrustStore)
    clock: Clock = system_moment

    @classmethod
    def of(cls, said: CardOptions) -> ChipOptions:
        """Take what concerns the chip from a driver's options."""
        trust = said.trust
        if isinstance(trust, str | Path):
            trust = TrustFolder(Path(trust), allow_sha1=said.allow_sha1)
        return cls(trust or TrustStore(), said.clock)

    async def prepare(self) -> TrustStore:
        """Read the trust files if they are new, so that no citizen waits for that. Raises DeviceError."""
        return self.trust if isinstance(self.trust, TrustStore) else await self.trust.current()

    async def read(self, link: CardLink, request: CardRequest, progress: ProgressSink, habits: Habits) -> CardReading:
        """Read and judge the card on `link`. Raises DeviceError."""
        trust = await self.prepare()
        return await read_card(link, request, progress, trust=trust, clock=self.clock, habits=habits)
