"""The one thing chip protocols ask of a reader: carry a command APDU to the card and bring its answer."""

from __future__ import annotations

from typing import Protocol


class CardLink(Protocol):
    """A powered card behind any reader: PN532, PC/SC, TCP or a software chip."""

    async def transmit(self, apdu: bytes) -> bytes:
        """Send one short command APDU and return the answer with its status word (ISO 7816-3 §12).

        Raises DeviceError; after one the fate of the command is unknown and must not be repeated under secure
        messaging.
        """

    async def reset(self) -> None:
        """Power the card off and on, so that it is in its start state again. Raises DeviceError."""
