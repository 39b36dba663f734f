"""Decides what is heard and by whom: personal words by the headset alone, one speech at a time, the newest wins.

Every coroutine runs on the kiosk's event loop; `send` may be called from any thread. What is said is kept nowhere.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import structlog

from drivers.ports import Device, DeviceError, Manner, Outlet, Pcm, Sound
from kiosk.voice.clips import ClipError, clip
from kiosk.voice.cues import tones
from kiosk.voice.orders import Hearing, Order, Part, Speech, Tone

log = structlog.get_logger()

RETRY_SECONDS = 2.0
"""A socket that cannot be asked is asked again; meanwhile nobody is known to wear a headset."""


class Speaker:
    """The voice of one kiosk; made on its event loop."""

    def __init__(
        self,
        sound: Sound | None,
        report: Callable[[Device, DeviceError], object] = lambda _device, _error: None,
        recorded: Callable[[str, str], Pcm | None] = clip,
    ) -> None:
        self._sound = sound
        self._report = report
        self._recorded = recorded
        self._loop = asyncio.get_running_loop()
        self._orders: asyncio.Queue[Order] = asyncio.Queue()
        self._listeners: list[Callable[[Hearing], None]] = []
        self._speech: asyncio.Task[None] | None = None
        self._others: set[asyncio.Task[None]] = set()
        self.hearing = Hearing(available=sound is not None)

    def send(self, order: Order) -> None:
        """Hand over what is to be heard, from any thread."""
        self._loop.call_soon_threadsafe(self._orders.put_nowait, order)

    def subscribe(self, listener: Callable[[Hearing], None]) -> None:
        """Call `listener` on the kiosk's loop with the present hearing and every later one."""
        self._listeners.append(listener)
        listener(self.hearing)

    async def run(self) -> None:
        """Take orders until cancelled."""
        if self._sound is None:
            return
        self._beside(self._watch(self._sound))
        try:
            while True:
                self._take(self._sound, await self._orders.get())
        finally:
            tasks = [*self._others, *([self._speech] if self._speech else [])]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _take(self, sound: Sound, order: Order) -> None:
        if isinstance(order, Tone):
            self._beside(self._play(sound, order))
            return
        old = self._silence()
        parts = self._allowed(order) if isinstance(order, Speech) else ()
        if isinstance(order, Speech) and parts:
            self._tell(speaking=True)
            self._speech = asyncio.create_task(self._speak(sound, replace(order, parts=parts), old))

    def _allowed(self, speech: Speech) -> tuple[Part, ...]:
        if self.hearing.headset:
            return speech.parts
        return tuple(part for part in speech.parts if not part.personal) if speech.aloud else ()

    def _silence(self) -> asyncio.Task[None] | None:
        """End the speech that is going on; return what still has to let go of the device."""
        old, self._speech = self._speech, None
        if old is not None:
            old.cancel()
            self._tell(speaking=False)
        return old

    async def _speak(self, sound: Sound, speech: Speech, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait({before})
        manner = Manner(self._outlet, speech.volume, speech.language, speech.speed)
        async with self._reporting(sound):
            for part in speech.parts:
                recorded = await asyncio.to_thread(self._clip, part.words, speech.language)
                await (sound.play(recorded, manner) if recorded else sound.speak(part.words, manner))
        self._speech = None
        self._tell(speaking=False)

    def _clip(self, words: str, language: str) -> Pcm | None:
        try:
            return self._recorded(words, language)
        except ClipError as error:
            log.warning("input_validation_fail", code="clip", error_type=type(error).__name__)
            return None

    async def _play(self, sound: Sound, tone: Tone) -> None:
        async with self._reporting(sound):
            await sound.play(tones(tone.cue), Manner(self._outlet, tone.volume))

    async def _watch(self, sound: Sound) -> None:
        """Follow the headset: what is said must end the moment it is pulled out."""
        while True:
            async with self._reporting(sound):
                await sound.wait_for_headset(not self.hearing.headset)
                self._silence()
                self._tell(headset=not self.hearing.headset)
                continue
            self._silence()
            self._tell(headset=False)
            await asyncio.sleep(RETRY_SECONDS)

    @property
    def _outlet(self) -> Outlet:
        return Outlet.HEADSET if self.hearing.headset else Outlet.LOUDSPEAKER

    @asynccontextmanager
    async def _reporting(self, sound: Sound) -> AsyncIterator[None]:
        """What the device cannot do is reported; the kiosk goes on in silence, since all is also seen."""
        try:
            yield
        except DeviceError as error:
            self._report(sound, error)
            self._tell(available=False)
        else:
            self._tell(available=True)

    def _beside(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._others.add(task)
        task.add_done_callback(self._others.discard)

    def _tell(self, **changes: bool) -> None:
        hearing = replace(self.hearing, **changes)
        if hearing != self.hearing:
            self.hearing = hearing
            for listener in self._listeners:
                listener(hearing)
