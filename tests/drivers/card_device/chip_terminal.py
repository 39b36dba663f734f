"""A terminal for tests of the software chip: opens it with the real protocols and sends what a test wants."""

from __future__ import annotations

from drivers.card.emrtd.apdu import Command, Response
from drivers.card.emrtd.channel import Channel
from drivers.card.emrtd.pace import run_pace
from drivers.card.emrtd.security_infos import parse_security_infos
from drivers.card.simulated.link import InProcessLink
from drivers.card.simulated.profiles import Specimen
from drivers.ports import Can, MrzKey

SELECT_ACCESS = Command(0x00, 0xA4, 0x02, 0x0C, b"\x01\x1c")
ALL = 256


async def opened(specimen: Specimen, key: Can | MrzKey | None = None) -> Channel:
    """Open a chip by PACE (with its CAN unless told otherwise) and select the application."""
    channel = Channel(InProcessLink(specimen.chip))
    await channel.require(SELECT_ACCESS, "select CardAccess")
    access = await channel.require(Command(0x00, 0xB0, 0, 0, b"", ALL), "read CardAccess")
    default = Can(specimen.can) if specimen.can else specimen.key
    await run_pace(channel, parse_security_infos(access).pace[0], key or default)
    await channel.select_application()
    return channel


async def select(channel: Channel, identifier: int) -> int:
    """Select an elementary file; return the status word."""
    answer = await channel.send(Command(0x00, 0xA4, 0x02, 0x0C, identifier.to_bytes(2, "big")))
    return answer.status


async def read(channel: Channel, offset: int, size: int) -> Response:
    """READ BINARY of the current file."""
    return await channel.send(Command(0x00, 0xB0, offset >> 8, offset & 0xFF, b"", size))
