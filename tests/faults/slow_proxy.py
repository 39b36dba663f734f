"""A bad line: every piece is late, few bytes a second pass, and now and then nothing comes any more, or a reset."""

import asyncio
import random
import socket
import struct
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from threading import Thread
from typing import Any


@dataclass(frozen=True)
class Badness:
    """How bad; times in seconds."""

    delay: float
    """Each piece is late by up to this."""
    bytes_per_second: float
    stalls: float
    """Share of pieces after which the line is silent for ever."""
    resets: float
    """Share of pieces after which the line is reset."""


class SlowProxy:
    """Stands between a kiosk and its portal; use as a context."""

    def __init__(self, portal_port: int, badness: Badness, seed: int) -> None:
        self.stalled = self.reset = self.connections = 0
        self._portal_port, self._badness, self._chance = portal_port, badness, random.Random(seed)
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._run, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def __enter__(self) -> "SlowProxy":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._ending.set)
        self._thread.join()

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        self._ending = asyncio.Event()
        lines: set[asyncio.Task[None]] = set()

        async def taken(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            lines.add(asyncio.current_task())  # type: ignore[arg-type]
            await self._line(reader, writer)

        server = await asyncio.start_server(taken, sock=self._listening)
        await self._ending.wait()
        server.close()
        for line in lines:
            line.cancel()
        await asyncio.gather(*lines, return_exceptions=True)

    async def _line(self, kiosk: asyncio.StreamReader, to_kiosk: asyncio.StreamWriter) -> None:
        self.connections += 1
        portal, to_portal = await asyncio.open_connection("127.0.0.1", self._portal_port)
        ways: list[Callable[[], Coroutine[Any, Any, None]]] = [
            lambda: self._carry(kiosk, to_portal, to_kiosk),
            lambda: self._carry(portal, to_kiosk, to_kiosk),
        ]
        going = [asyncio.create_task(way()) for way in ways]
        try:
            await asyncio.wait(going, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in going:
                one.cancel()
            await asyncio.gather(*going, return_exceptions=True)
            to_portal.close()
            to_kiosk.close()

    async def _carry(self, source: asyncio.StreamReader, to: asyncio.StreamWriter, kiosk: asyncio.StreamWriter) -> None:
        bad = self._badness
        while piece := await source.read(16 * 1024):
            await asyncio.sleep(self._chance.uniform(0, bad.delay) + len(piece) / bad.bytes_per_second)
            fate = self._chance.random()
            if fate < bad.stalls:
                self.stalled += 1
                to.write(piece[: len(piece) // 2])
                await asyncio.Event().wait()
            if fate < bad.stalls + bad.resets:
                self.reset += 1
                raw: socket.socket = kiosk.get_extra_info("socket")
                raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return
            to.write(piece)
            await to.drain()
