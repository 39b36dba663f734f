"""What became of a dossier, by one of its numbers: what this machine knows, and what the portal says now.

The screen has no network; the sync process asks for it. What nobody could ask is said as what was known last.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from kiosk.faults import Fault
from kiosk.visit.tracked import Tracked, TrackStep
from sync.delivery import state_of
from sync.local_number import PATTERN, is_local_number
from sync.outbox import Outbox
from sync.portal import PortalError
from sync.status import CODE, DossierStatus

Ask = Callable[[str], Awaitable[DossierStatus | None]]
"""Asks the portal by dossier code or local number; None when it knows no such dossier. Raises PortalError."""


class NotFound(Exception):
    """Nothing can be said of this number; `fault` tells the citizen why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.name)
        self.fault = fault


class Enquiry:
    """Answers one kiosk's questions."""

    def __init__(self, outbox: Outbox, ask: Ask) -> None:
        self._outbox = outbox
        self._ask = ask

    async def look_up(self, number: str) -> Tracked:
        """Return what is known. Raises NotFound, OutboxError."""
        number = _tidied(number)
        known = await self._known(number)
        try:
            said = await self._ask(known.dossier_code or number if known else number)
        except PortalError:
            if known is None:
                raise NotFound(Fault.STATUS_UNANSWERED) from None
            return known
        if said is not None:
            state = state_of(said.standing)
            return Tracked(TrackStep.FOUND, number, said.local_number, said.dossier_code, state, fresh=True)
        if known is None:
            raise NotFound(Fault.NUMBER_UNKNOWN)
        return known

    async def _known(self, number: str) -> Tracked | None:
        if not PATTERN.match(number):
            return None
        entry = await self._outbox.find_number(number)
        if entry is None:
            return None
        return Tracked(TrackStep.FOUND, number, entry.local_number, entry.dossier_code, entry.state)


def _tidied(text: str) -> str:
    """Return a typed number as it is written on paper. Raises NotFound for one that cannot be right."""
    number = re.sub(r"\s", "", text).upper()
    if not CODE.fullmatch(number) or (PATTERN.match(number) and not is_local_number(number)):
        raise NotFound(Fault.NUMBER_MALFORMED)
    return number
