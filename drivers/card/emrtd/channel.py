"""The way to the chip: commands in the clear until access is gained, then under secure messaging only."""

from __future__ import annotations

from drivers.card.emrtd import apdu
from drivers.card.emrtd.apdu import Command, Response
from drivers.card.emrtd.errors import Refused
from drivers.card.emrtd.keys import SessionKeys
from drivers.card.emrtd.secure_messaging import SecureMessaging
from drivers.card.link import CardLink

APPLICATION = bytes.fromhex("A0000002471001")
"""Application identifier of the eMRTD (ICAO 9303-10 §3.11.1)."""


class Channel:
    """One session with one chip."""

    def __init__(self, link: CardLink) -> None:
        self._link = link
        self._protection: SecureMessaging | None = None
        self.last_answer = b""
        """The answer of the last exchange as it came over the line: a proof to keep."""

    def protect(self, keys: SessionKeys, counter: int = 0) -> None:
        """From now on every message is protected with these keys."""
        self._protection = SecureMessaging(keys, counter)

    async def restart(self) -> None:
        """Forget the keys and put the chip in its start state."""
        self._protection = None
        await self._link.reset()

    async def send(self, command: Command) -> Response:
        """Exchange one command, whatever the status word. Raises DeviceError."""
        if self._protection is None:
            return Response.decode(await self._exchange(command))
        protected = self._protection.wrap_command(command)
        return self._protection.unwrap_response(Response.decode(await self._exchange(protected)))

    async def require(self, command: Command, doing: str) -> bytes:
        """Exchange one command that must succeed and return its data. Raises Refused, DeviceError."""
        answer = await self.send(command)
        if answer.status != apdu.OK:
            raise Refused(doing, answer.status)
        return answer.data

    async def select_application(self) -> None:
        """Select the eMRTD application (ICAO 9303-10 §3.6). Raises Refused when there is none."""
        await self.require(Command(0x00, 0xA4, 0x04, 0x0C, APPLICATION), "select eMRTD application")

    async def _exchange(self, command: Command) -> bytes:
        self.last_answer = await self._link.transmit(command.encode())
        return self.last_answer
