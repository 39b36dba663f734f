"""Speech by espeak-ng and sound by aplay: child processes that end when what they say is cancelled."""

from __future__ import annotations

import asyncio
import contextlib
import shutil

import numpy as np

from drivers.ports import DeviceError, DeviceFault, DeviceInfo, Manner, Outlet, Pcm
from drivers.sound.alsa.jack import Jack

WORDS_A_MINUTE = 160
"""Of espeak-ng at speed 1: its own 175 is brisk for a person who hears Vietnamese from a machine."""
_HEADER = 44
"""Bytes of the WAV header that espeak-ng writes."""
_RATE = 22_050
"""Samples a second of all espeak-ng voices (espeak-ng's speak_lib.h, espeak_Initialize)."""
_DEFAULT_VOICE = "vi"


class AlsaSound:
    """Two ALSA devices, which may be the same card, and the headset's socket."""

    def __init__(self, loudspeaker: str, headset: str, jack: Jack) -> None:
        self._devices = {Outlet.LOUDSPEAKER: loudspeaker, Outlet.HEADSET: headset}
        self._jack = jack
        self._voices: frozenset[str] = frozenset()

    async def open(self) -> DeviceInfo:
        """Find the programs and voices, try both outlets with silence, open the socket."""
        for program in ("espeak-ng", "aplay"):
            if shutil.which(program) is None:
                raise DeviceError(DeviceFault.NOT_CONNECTED, f"{program} is not installed")
        listed = (await _run("espeak-ng", "--voices")).decode().splitlines()[1:]
        self._voices = frozenset(line.split()[1] for line in listed)
        for outlet in Outlet:
            await self.play(Pcm(_RATE, bytes(2)), Manner(outlet))
        self._jack.open()
        model = (await _run("espeak-ng", "--version")).decode().split("Data")[0].strip()
        return DeviceInfo("alsa", model, ", ".join(self._devices.values()))

    async def close(self) -> None:
        """Let go of the socket; nothing else is held."""
        self._jack.close()

    async def speak(self, words: str, manner: Manner) -> None:
        """Say the words. Raises DeviceError."""
        voice = manner.language if manner.language in self._voices else _DEFAULT_VOICE
        speed = str(round(WORDS_A_MINUTE * manner.speed))
        said = await _run("espeak-ng", "-v", voice, "-s", speed, "-b", "1", "--stdin", "--stdout", feed=words.encode())
        await self.play(Pcm(_RATE, said[_HEADER:]), manner)

    async def play(self, sound: Pcm, manner: Manner) -> None:
        """Play the sound. Raises DeviceError."""
        form = ("-q", "-t", "raw", "-f", "S16_LE", "-c", "1", "-r", str(sound.rate))
        await _run("aplay", *form, "-D", self._devices[manner.outlet], feed=_at_volume(sound.samples, manner.volume))

    async def wait_for_headset(self, plugged: bool) -> None:
        """Return when the socket is so. Raises DeviceError when it vanished."""
        await self._jack.wait(plugged)


def _at_volume(samples: bytes, volume: float) -> bytes:
    return (np.frombuffer(samples, "<i2") * volume).astype("<i2").tobytes()


async def _run(program: str, *arguments: str, feed: bytes = b"") -> bytes:
    """Feed a program, return its output; kill it when the caller is cancelled. Raises NOT_CONNECTED when it fails."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(program, *arguments, stdin=pipe, stdout=pipe, stderr=pipe)
    try:
        said, complaint = await process.communicate(feed)
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):  # it ended by itself just now
                process.kill()
            await process.wait()
    if process.returncode:
        raise DeviceError(DeviceFault.NOT_CONNECTED, f"{program}: {complaint.decode(errors='replace').strip()[-200:]}")
    return said
