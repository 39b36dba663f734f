"""APDUs over TCP against other ends that behave badly."""

from __future__ import annotations

import asyncio
import tracemalloc
from collections.abc import Awaitable, Callable

import pytest

from drivers.ports import DeviceError, DeviceFault
from drivers.transport import apdu_stream
from drivers.transport.apdu_stream import ApduStream

Behaviour = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def connected(behaviour: Behaviour) -> tuple[ApduStream, asyncio.Server]:
    server = await asyncio.start_server(behaviour, "127.0.0.1", 0)
    return await ApduStream.connect("127.0.0.1", server.sockets[0].getsockname()[1]), server


async def test_an_answer_in_pieces_is_put_together() -> None:
    async def dribble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert await reader.readexactly(7) == b"\x00\x05\x00\xa4\x00\x0c\x00"
        for byte in b"\x00\x02\x90\x00":
            writer.write(bytes([byte]))
            await writer.drain()
        writer.close()

    stream, server = await connected(dribble)
    assert await stream.exchange(bytes.fromhex("00A4000C00")) == b"\x90\x00"
    await stream.close()
    server.close()


@pytest.mark.parametrize("beginning", [b"", b"\x00", b"\x00\x05\x90"])
async def test_an_end_that_hangs_up_is_a_removed_card(beginning: bytes) -> None:
    async def leave(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(beginning)
        writer.close()

    stream, server = await connected(leave)
    with pytest.raises(DeviceError) as gone:
        await stream.exchange(b"\x00\xa4\x00\x0c")
    assert gone.value.fault is DeviceFault.CARD_REMOVED
    await stream.close()
    server.close()


async def test_an_end_that_keeps_silent_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apdu_stream, "ANSWER_SECONDS", 0.01)
    over = asyncio.Event()

    async def silence(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await over.wait()
        writer.close()

    stream, server = await connected(silence)
    with pytest.raises(DeviceError) as stuck:
        await stream.exchange(b"\x00\xa4\x00\x0c")
    assert stuck.value.fault is DeviceFault.NOT_RESPONDING
    over.set()
    await stream.close()
    server.close()


async def test_nobody_there_is_not_connected() -> None:
    with pytest.raises(DeviceError) as nobody:
        await ApduStream.connect("127.0.0.1", 1)
    assert nobody.value.fault is DeviceFault.NOT_CONNECTED


async def test_what_comes_unasked_is_not_kept() -> None:
    async def chatter(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in range(128):
            writer.write(bytes(65_536))
            await writer.drain()
        writer.close()

    stream, server = await connected(chatter)
    tracemalloc.start()
    try:
        await stream.closed()
        assert tracemalloc.get_traced_memory()[1] < 2 * 1024 * 1024
    finally:
        tracemalloc.stop()
    await stream.close()
    server.close()
