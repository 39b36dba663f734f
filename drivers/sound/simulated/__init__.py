"""Sound without a device: what it says is kept, its headset is plugged in from outside."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from drivers.options import DriverOptions, checked
from drivers.ports import DeviceError, DeviceFault, DeviceInfo, Manner, Pcm


class Options(DriverOptions):
    """Nothing to set."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that was begun: words or a sound, and how."""

    what: str | Pcm = field(repr=False)
    manner: Manner


class SimulatedSound:
    """Says all in no time; while `held`, whatever is begun goes on until it is let go or cancelled."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.cut: list[Heard] = []
        """What was cancelled before its end."""
        self.connected = True
        self._going_on = asyncio.Event()
        self._going_on.set()
        self._headset = {True: asyncio.Event(), False: asyncio.Event()}
        self.unplug()

    def plug(self) -> None:
        """Plug a headset in."""
        self._set(plugged=True)

    def unplug(self) -> None:
        """Pull it out."""
        self._set(plugged=False)

    def hold(self) -> None:
        """Let all that is said from now on take for ever."""
        self._going_on.clear()

    def let_go(self) -> None:
        """Let it end."""
        self._going_on.set()

    def _set(self, *, plugged: bool) -> None:
        self._headset[plugged].set()
        self._headset[not plugged].clear()

    async def open(self) -> DeviceInfo:
        """Plug in. Raises NOT_CONNECTED when `connected` is False."""
        self._need_connection()
        return DeviceInfo("simulated", "silence", "memory", simulated=True)

    async def close(self) -> None:
        """Let go; what was heard stays."""

    async def speak(self, words: str, manner: Manner) -> None:
        """Keep the words."""
        await self._begin(Heard(words, manner))

    async def play(self, sound: Pcm, manner: Manner) -> None:
        """Keep the sound."""
        await self._begin(Heard(sound, manner))

    async def wait_for_headset(self, plugged: bool) -> None:
        """Return when `plug` or `unplug` said so."""
        self._need_connection()
        await self._headset[plugged].wait()

    async def _begin(self, heard: Heard) -> None:
        self._need_connection()
        self.heard.append(heard)
        try:
            await self._going_on.wait()
        except asyncio.CancelledError:
            self.cut.append(heard)
            raise

    def _need_connection(self) -> None:
        if not self.connected:
            raise DeviceError(DeviceFault.NOT_CONNECTED, "no sound card")


def create(options: Mapping[str, object]) -> SimulatedSound:
    """Make the sound. Raises DeviceError WRONG_SETTINGS."""
    checked(Options, options)
    return SimulatedSound()
