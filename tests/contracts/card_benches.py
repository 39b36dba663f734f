"""Every card reader driver with a hand that lays cards on it and takes them away."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from drivers import registry
from drivers.card.pn532.emulator import EmulatedPn532
from drivers.card.pn532.emulator_firmware import Modulation
from drivers.card.pn532.emulator_port import Misbehaviour
from drivers.card.simulated.chip import SoftwareChip
from drivers.card.simulated.reader import SimulatedCardReader
from drivers.card.simulated.tcp_door import TcpDoor
from drivers.ports import CardReader


@dataclass
class Bench:
    reader: CardReader
    lay: Callable[[SoftwareChip], Awaitable[None]]
    lift: Callable[[], Awaitable[None]]


BAD_LINES = {
    "split": Misbehaviour(split=25),
    "delayed": Misbehaviour(delay=0.002, late_ack=0.002),
    "corrupting": Misbehaviour(corrupt_every=5),
    "losing": Misbehaviour(lose_byte_every=11),
    "doubling": Misbehaviour(duplicate_every=2),
    "noisy": Misbehaviour(noise=b"\x00\xff\x05\x11\x00\x00\xff\xff"),
}
BENCHES = ("simulated", "apdu_tcp", "pn532", "pn532-b", *(f"pn532-{name}" for name in BAD_LINES))


@asynccontextmanager
async def bench(name: str) -> AsyncIterator[Bench]:
    """The driver of a bench, not yet opened, with nothing lying on it."""
    driver, _, variant = name.partition("-")
    making = {"simulated": _simulated, "apdu_tcp": _apdu_tcp, "pn532": _pn532}[driver]
    async with making(variant) as made:
        yield made
        await made.reader.close()


@asynccontextmanager
async def _simulated(_: str) -> AsyncIterator[Bench]:
    reader = SimulatedCardReader()
    yield Bench(reader, reader.lay, reader.lift)


@asynccontextmanager
async def _apdu_tcp(_: str) -> AsyncIterator[Bench]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    doors: list[TcpDoor] = []

    async def lift() -> None:
        while doors:
            await doors.pop().close()

    async def lay(chip: SoftwareChip) -> None:
        await lift()
        doors.append(TcpDoor(chip))
        await doors[0].open(port)

    yield Bench(_created("apdu_tcp", {"address": f"127.0.0.1:{port}"}), lay, lift)
    await lift()


@asynccontextmanager
async def _pn532(variant: str) -> AsyncIterator[Bench]:
    emulator = EmulatedPn532(misbehaviour=BAD_LINES.get(variant))
    modulation = Modulation.B if variant == "b" else Modulation.A

    async def lay(chip: SoftwareChip) -> None:
        emulator.lay(chip, modulation)

    async def lift() -> None:
        emulator.lift()

    yield Bench(_created("pn532", {"port": emulator.start()}), lay, lift)
    emulator.stop()


def _created(name: str, options: dict[str, object]) -> CardReader:
    reader = registry.find("card", name)(options)
    assert isinstance(reader, CardReader)
    return reader
