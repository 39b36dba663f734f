"""Puts the emulated printer on a pty or a TCP port, behind a line that can be slow or break."""

from __future__ import annotations

import asyncio
import os
import tty
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from drivers.printer.escpos.emulator import Emulator


@dataclass(frozen=True, slots=True)
class Pace:
    """How the line behaves."""

    chunk: int = 4096
    """Bytes taken at once."""
    seconds: float = 0.0
    """Pause after each chunk."""
    breaks_after: int | None = None
    """Bytes after which the line hangs up."""


@asynccontextmanager
async def on_pty(emulator: Emulator, pace: Pace = Pace()) -> AsyncIterator[Path]:
    """Offer the printer on a pty while the context lasts; yields its path."""
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    serving = asyncio.create_task(_serve_pty(emulator, pace, ours, theirs))
    try:
        yield Path(os.ttyname(theirs))
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)


@asynccontextmanager
async def on_tcp(emulator: Emulator, pace: Pace = Pace(), port: int = 0) -> AsyncIterator[int]:
    """Offer the printer on a TCP port of loopback while the context lasts; yields the port."""

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.CancelledError):
            await _serve(emulator, pace, lambda: reader.read(pace.chunk), writer.write)
        writer.transport.abort()

    server = await asyncio.start_server(connected, "127.0.0.1", port)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()


async def _serve(
    emulator: Emulator, pace: Pace, take: Callable[[], Awaitable[bytes]], give: Callable[[bytes], object]
) -> None:
    """Carry bytes both ways until the host is gone or the line breaks."""
    taken = 0
    while data := await take():
        taken += len(data)
        if pace.breaks_after is not None and taken > pace.breaks_after:
            return
        if pace.seconds:
            await asyncio.sleep(pace.seconds)
        if answers := emulator.feed(data):
            give(answers)


async def _serve_pty(emulator: Emulator, pace: Pace, ours: int, theirs: int) -> None:
    """Serve one pty; holding the host's end open too keeps it alive between two openings by a driver."""
    loop = asyncio.get_running_loop()

    async def take() -> bytes:
        readable = asyncio.Event()
        loop.add_reader(ours, readable.set)
        try:
            await readable.wait()
        finally:
            loop.remove_reader(ours)
        return os.read(ours, pace.chunk)

    try:
        await _serve(emulator, pace, take, lambda answers: os.write(ours, answers))
    finally:
        os.close(ours)
        os.close(theirs)
