"""A portal's answers about dossiers, as the sync process would pass them on."""

from dataclasses import dataclass, field

from sync.portal import Outcome, PortalError
from sync.receipt import Standing
from sync.status import DossierStatus


async def unanswered(_number: str) -> DossierStatus | None:
    """Nobody answers: no network, or no sync process."""
    raise PortalError(Outcome.NO_NETWORK)


@dataclass
class FakePortal:
    """Knows dossiers by both numbers, and can be away."""

    dossiers: list[DossierStatus] = field(default_factory=list)
    away: bool = False
    asked: list[str] = field(default_factory=list)

    def hold(self, dossier_code: str, local_number: str, standing: Standing) -> None:
        """Know this dossier."""
        self.dossiers.append(DossierStatus(dossier_code, local_number, standing))

    async def ask(self, number: str) -> DossierStatus | None:
        """Answer as `sync.status.ask_status` does."""
        self.asked.append(number)
        if self.away:
            raise PortalError(Outcome.NO_NETWORK)
        return next((one for one in self.dossiers if number in (one.dossier_code, one.local_number)), None)
