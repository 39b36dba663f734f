"""What staff do with the queue and on paper; each says what became of it, and none opens a submission."""

from __future__ import annotations

import asyncio

from kiosk.indicators.counters import Counters
from kiosk.visit.desk.figures import figures_of_day
from kiosk.visit.desk.sheets import Sheets
from kiosk.visit.desk.view import Notice
from kiosk.visit.mechanics import Mechanics
from kiosk.visit.printing import Draw, print_page
from sync.jws import SigningKey
from sync.outbox import Outbox, OutboxError, OutboxFault
from sync.outbox.counter import erase, send_again

_SAID = {OutboxFault.UNKNOWN: Notice.UNKNOWN_NUMBER, OutboxFault.WRONG_STATE: Notice.BUSY}


class Counter:
    """The acts of the board; who may do them is asked before (`kiosk.visit.desk.desk`)."""

    def __init__(self, outbox: Outbox, visit: Mechanics, slip_key: SigningKey, counters: Counters) -> None:
        settings = visit.means.settings
        self._outbox, self._visit, self._counters = outbox, visit, counters
        self._devices = visit.means.devices
        self._sheets = Sheets(settings.kiosk, settings.place, outbox, slip_key, visit.catalogue, visit.means.clock)

    async def send_again(self) -> Notice:
        """Make everything that waits due now. Raises OutboxError."""
        await self._outbox.ask(send_again)
        return Notice.DONE

    async def reprint(self, number: str) -> Notice:
        """Print the slip of a local number again; nothing is submitted. Raises OutboxError."""
        page = await self._sheets.slip(number)
        return await self._print(page) if page is not None else Notice.UNKNOWN_NUMBER

    async def erase(self, number: str) -> Notice:
        """Delete a dossier whose owner asked for it. Raises OutboxError."""
        try:
            await self._outbox.ask(lambda store: erase(store, number))
        except OutboxError as error:
            if error.fault not in _SAID:
                raise
            return _SAID[error.fault]
        return Notice.DONE

    async def report(self) -> Notice:
        """Print today's report. Raises OutboxError, CountersError."""
        figures = await asyncio.to_thread(figures_of_day, self._counters, self._visit.today)
        return await self._print(await self._sheets.report(figures))

    async def post_list(self) -> Notice:
        """Print the list that goes with the post. Raises OutboxError."""
        return await self._print(await self._sheets.post_list())

    async def _print(self, draw: Draw) -> Notice:
        fault = await print_page(self._devices, draw)
        return Notice.NOT_PRINTED if fault else Notice.PRINTED
