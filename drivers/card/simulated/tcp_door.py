"""Offers a software chip over TCP on loopback: each APDU and each answer with two bytes of length in front."""

from __future__ import annotations

import asyncio

from drivers.card.simulated.chip import SoftwareChip

LOOPBACK = "127.0.0.1"
LENGTH_SIZE = 2


class TcpDoor:
    """One chip behind one port. A connection is a card in the field; only one lasts at a time."""

    def __init__(self, chip: SoftwareChip) -> None:
        self._chip = chip
        self._field = asyncio.Lock()
        self._server: asyncio.Server | None = None
        self._visitors: set[asyncio.StreamWriter] = set()

    async def open(self, port: int = 0) -> int:
        """Listen; return the port (a free one for 0). Raises OSError when it is taken."""
        self._server = await asyncio.start_server(self._meet, LOOPBACK, port)
        bound: int = self._server.sockets[0].getsockname()[1]
        return bound

    async def close(self) -> None:
        """Stop listening and end what is connected."""
        if self._server is not None:
            self._server.close()
            for visitor in self._visitors:
                visitor.close()
            await self._server.wait_closed()

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._visitors.add(writer)
        try:
            async with self._field:
                self._chip.power_on()
                await self._talk(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the other side left: the card is out of the field
        finally:
            self._visitors.discard(writer)
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            length = int.from_bytes(await reader.readexactly(LENGTH_SIZE), "big")
            answer = self._chip.transmit(await reader.readexactly(length))
            await asyncio.sleep(self._chip.work)
            if not answer:
                return
            writer.write(len(answer).to_bytes(LENGTH_SIZE, "big") + answer)
            await writer.drain()
