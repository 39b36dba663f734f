"""One reader of the PC/SC service as coroutines: pyscard's blocking calls on a thread of their own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType
from typing import Any, TypeVar

from drivers.ports import DeviceError, DeviceFault

ANSWER_SECONDS = 10.0
"""Chips may think for seconds."""
LOOK_MILLISECONDS = 200
"""Longest time that the thread waits for a change of the slot: so long may a cancelled wait keep it."""

_T = TypeVar("_T")


class PcscSlot:
    """A slot for one card. Made by :meth:`open`."""

    def __init__(self, scard: ModuleType, context: Any, name: str) -> None:
        self._scard = scard
        self._context = context
        self.name = name
        """What PC/SC calls the reader."""
        self.atr = b""
        """Of the card that was seen last."""
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="pcsc")
        self._card: Any = None
        self._protocol: int = 0

    @classmethod
    async def open(cls, wanted: str) -> PcscSlot:
        """Find the first reader whose name contains `wanted`. Raises DeviceError NOT_CONNECTED or WRONG_SETTINGS."""
        try:
            from smartcard import scard  # noqa: PLC0415  an optional package
        except ImportError as error:
            raise DeviceError(DeviceFault.WRONG_SETTINGS, "the package pyscard is not installed") from error
        return await asyncio.to_thread(_find_slot, scard, wanted)

    async def close(self) -> None:
        """Let go of card and service."""
        await self._run(self._close)
        self._thread.shutdown(wait=False)

    async def wait(self, *, present: bool) -> None:
        """Return when a card is there, or is not. Raises DeviceError NOT_CONNECTED."""
        while await self._run(self._is_present) is not present:
            await self._run(self._await_change)

    async def power_on(self) -> None:
        """Connect to the card in its start state. Raises DeviceError CARD_REMOVED, BUSY."""
        await self._run(self._connect)

    async def transmit(self, apdu: bytes) -> bytes:
        """Exchange one APDU. Raises DeviceError CARD_REMOVED, NOT_RESPONDING."""
        return await self._run(lambda: self._exchange(apdu))

    async def _run(self, work: Callable[[], _T]) -> _T:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                return await asyncio.wrap_future(self._thread.submit(work))
        except TimeoutError as error:
            raise DeviceError(DeviceFault.NOT_RESPONDING, "PC/SC: no answer") from error

    def _close(self) -> None:
        self._disconnect()
        self._scard.SCardReleaseContext(self._context)

    def _state(self, known: int, milliseconds: int) -> int:
        """The slot's state, waiting at most so long for one that differs from `known`."""
        result, states = self._scard.SCardGetStatusChange(self._context, milliseconds, [(self.name, known)])
        if result != self._scard.SCARD_E_TIMEOUT:
            self._check(result)
        _, state, atr = states[0]
        self.atr = bytes(atr) or self.atr
        if state & self._scard.SCARD_STATE_UNAVAILABLE:
            raise DeviceError(DeviceFault.NOT_CONNECTED, "PC/SC: reader unavailable")
        return int(state)

    def _is_present(self) -> bool:
        state = self._state(self._scard.SCARD_STATE_UNAWARE, 0)
        return bool(state & self._scard.SCARD_STATE_PRESENT) and not state & self._scard.SCARD_STATE_MUTE

    def _await_change(self) -> None:
        now = self._state(self._scard.SCARD_STATE_UNAWARE, 0)
        self._state(now, LOOK_MILLISECONDS)

    def _connect(self) -> None:
        self._disconnect()
        scard = self._scard
        protocols = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        result, card, protocol = scard.SCardConnect(self._context, self.name, scard.SCARD_SHARE_EXCLUSIVE, protocols)
        self._check(result)
        self._card, self._protocol = card, protocol

    def _disconnect(self) -> None:
        if self._card is not None:
            self._scard.SCardDisconnect(self._card, self._scard.SCARD_UNPOWER_CARD)
            self._card = None

    def _exchange(self, apdu: bytes) -> bytes:
        if self._card is None:
            raise DeviceError(DeviceFault.CARD_REMOVED, "PC/SC: no card")
        header = (
            self._scard.SCARD_PCI_T0 if self._protocol == self._scard.SCARD_PROTOCOL_T0 else self._scard.SCARD_PCI_T1
        )
        result, answer = self._scard.SCardTransmit(self._card, header, list(apdu))
        self._check(result)
        if not answer:  # how some reader drivers say that the card left
            raise DeviceError(DeviceFault.CARD_REMOVED, "PC/SC: empty answer")
        return bytes(answer)

    def _check(self, result: int) -> None:
        if result != self._scard.SCARD_S_SUCCESS:
            raise _error(self._scard, result)


def _find_slot(scard: ModuleType, wanted: str) -> PcscSlot:
    result, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
    if result != scard.SCARD_S_SUCCESS:
        raise _error(scard, result)
    result, names = scard.SCardListReaders(context, [])
    name = next((name for name in names if wanted in name), None) if result == scard.SCARD_S_SUCCESS else None
    if name is None:
        scard.SCardReleaseContext(context)
        raise DeviceError(DeviceFault.NOT_CONNECTED, f"PC/SC: no reader named {wanted or '(any)'}")
    return PcscSlot(scard, context, name)


def _error(scard: ModuleType, result: int) -> DeviceError:
    faults = {
        scard.SCARD_W_REMOVED_CARD: DeviceFault.CARD_REMOVED,
        scard.SCARD_E_NO_SMARTCARD: DeviceFault.CARD_REMOVED,
        scard.SCARD_W_RESET_CARD: DeviceFault.CARD_UNREADABLE,
        scard.SCARD_W_UNPOWERED_CARD: DeviceFault.CARD_REMOVED,
        scard.SCARD_W_UNRESPONSIVE_CARD: DeviceFault.CARD_UNREADABLE,
        scard.SCARD_E_NOT_TRANSACTED: DeviceFault.CARD_REMOVED,
        scard.SCARD_E_SHARING_VIOLATION: DeviceFault.BUSY,
        scard.SCARD_E_NO_SERVICE: DeviceFault.NOT_CONNECTED,
        scard.SCARD_E_SERVICE_STOPPED: DeviceFault.NOT_CONNECTED,
        scard.SCARD_E_UNKNOWN_READER: DeviceFault.NOT_CONNECTED,
        scard.SCARD_E_READER_UNAVAILABLE: DeviceFault.NOT_CONNECTED,
        scard.SCARD_E_NO_READERS_AVAILABLE: DeviceFault.NOT_CONNECTED,
        scard.SCARD_E_INVALID_HANDLE: DeviceFault.NOT_CONNECTED,
    }
    return DeviceError(faults.get(result, DeviceFault.GARBLED), f"PC/SC {result & 0xFFFFFFFF:08X}")
