"""Makes the board: what the queue and the devices say, in values a screen can show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import MappingProxyType

from drivers.ports import DeviceError, DeviceFault, Paper
from kiosk.devices import Devices
from kiosk.procedures.catalogue import Catalogue
from kiosk.visit.clock import local
from kiosk.visit.desk.view import Board, Machine, Pile, Row
from sync.outbox import Entry, Outbox, OutboxError
from sync.outbox.counter import newest
from sync.outcome_words import words
from sync.portal import Outcome

DeviceStates = Callable[[], Mapping[str, DeviceFault | None]]
"""The devices of the settings by name, each with the fault that keeps it away."""


@dataclass(frozen=True, slots=True)
class Watcher:
    """Looks at the queue and the devices."""

    outbox: Outbox
    devices: Devices
    states: DeviceStates
    catalogue: Callable[[], Catalogue]
    """The one visits are served by now."""

    async def look(self, pile: Pile, today: date) -> Board:
        """Return the board with one pile listed. Raises OutboxError."""
        counts = (await self.outbox.counts()).by_state
        entries = await self.outbox.ask(lambda store: newest(store, pile.states))
        waiting = [one.next_at for one in entries] if pile is Pile.WAITING else []
        return Board(
            MappingProxyType({one: sum(counts[state] for state in one.states) for one in Pile}),
            pile,
            tuple(map(partial(self._row, today), entries)),
            f"{local(min(waiting)):%H:%M}" if waiting else "",
            await self._machines(),
        )

    def _row(self, today: date, entry: Entry) -> Row:
        procedure = self.catalogue().find_code(entry.procedure)
        why = words(Outcome(entry.outcome)).staff if entry.outcome else ""
        return Row(
            entry.local_number,
            procedure.name if procedure else "",
            moment(entry.stored_at, today),
            entry.state,
            why,
            entry.attempts,
        )

    async def _machines(self) -> tuple[Machine, ...]:
        low = await self._paper_low()
        found = [Machine(name, fault, low and name == "receipt_printer") for name, fault in self.states().items()]
        return (*found, Machine("disk", await self._disk()))

    async def _paper_low(self) -> bool:
        printer = self.devices.receipt_printer
        if printer is None:
            return False
        try:
            return (await printer.status()).paper in (Paper.NEAR_END, Paper.OUT)
        except DeviceError:
            return False  # that it is away is said by its state

    async def _disk(self) -> DeviceFault | None:
        try:
            await self.outbox.room()
        except OutboxError:
            return DeviceFault.DEFECT
        return None


def moment(seconds: float, today: date) -> str:
    """Write a time of the queue for staff: the hour today, with the day before."""
    at = local(seconds)
    return f"{at:%H:%M}" if at.date() == today else f"{at:%H:%M %d/%m}"
