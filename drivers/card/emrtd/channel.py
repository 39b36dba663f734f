"""The way to the chip: commands in the clear until access is gained, then under secure messaging only."""

from __future__ import annotations

from dataclasses import replace

from drivers.card.emrtd import apdu
from drivers.card.emrtd.apdu import MAX_ANSWER, Command, Response
from drivers.card.emrtd.errors import Refused
from drivers.card.emrtd.keys import SessionKeys
from drivers.card.emrtd.secure_messaging import SecureMessaging
from drivers.card.link import CardLink

APPLICATION = bytes.fromhex("A0000002471001")
"""Application identifier of the eMRTD (ICAO 9303-10 §3.11.1)."""
_MOST_PARTS = 8
"""Times that the rest of an answer is fetched."""


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
        """Exchange one command, whatever the status word. Raises DeviceError.

        It is sent again when the chip names the right length (6Cxx, ISO 7816-4 §5.6).
        """
        answer = await self._send(command)
        right = answer.status & 0xFF
        if answer.status >> 8 == apdu.RIGHT_LENGTH and 0 < right < command.expect:
            return await self._send(replace(command, expect=right))
        return answer

    async def _send(self, command: Command) -> Response:
        if self._protection is None:
            return await self._exchange(command)
        protected = self._protection.wrap_command(command)
        return self._protection.unwrap_response(await self._exchange(protected))

    async def require(self, command: Command, doing: str) -> bytes:
        """Exchange one command that must succeed and return its data. Raises Refused, DeviceError."""
        answer = await self.send(command)
        if answer.status != apdu.OK:
            raise Refused(doing, answer.status)
        return answer.data

    async def select_application(self) -> None:
        """Select the eMRTD application (ICAO 9303-10 §3.6). Raises Refused when there is none."""
        await self.require(Command(0x00, 0xA4, 0x04, 0x0C, APPLICATION), "select eMRTD application")

    async def _exchange(self, command: Command) -> Response:
        """Carry a command and fetch all of its answer (61xx: GET RESPONSE, ISO 7816-4 §7.6.1)."""
        answer = Response.decode(await self._link.transmit(command.encode()))
        for _ in range(_MOST_PARTS):
            if answer.status >> 8 != apdu.MORE_DATA:
                break
            fetch = Command(0x00, 0xC0, 0x00, 0x00, b"", answer.status & 0xFF or MAX_ANSWER)
            rest = Response.decode(await self._link.transmit(fetch.encode()))
            answer = Response(answer.data + rest.data, rest.status)
        self.last_answer = answer.encode()
        return answer
