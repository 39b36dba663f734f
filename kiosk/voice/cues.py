"""The tones of the kiosk, made of sines; each has something to see as well (design reference §10)."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from functools import cache
from math import sin, tau
from types import MappingProxyType

from drivers.ports import Pcm
from kiosk.voice.orders import Cue

_RATE = 22_050
_LOUDNESS = 0.5
"""Of full amplitude: tones sound louder than speech."""
_SOFT = 0.004
"""Seconds in which a tone swells and fades: without it, it clicks."""


_TONES: Mapping[Cue, tuple[tuple[int, float], ...]] = MappingProxyType(
    {
        Cue.TICK: ((1500, 0.02),),
        Cue.FOUND: ((660, 0.12),),
        Cue.READ: ((660, 0.12), (990, 0.2)),
        Cue.ERRED: ((220, 0.35),),
        Cue.BELL: ((880, 0.25), (660, 0.4)),
        Cue.CALLED: ((523, 0.12), (659, 0.12), (784, 0.2)),
    }
)
"""Hertz and seconds, one after the other."""


@cache
def tones(cue: Cue) -> Pcm:
    """Return the sound of a cue."""
    wave = (sample for hertz, seconds in _TONES[cue] for sample in _tone(hertz, seconds))
    return Pcm(_RATE, array("h", (round(sample * _LOUDNESS * 32767) for sample in wave)).tobytes())


def _tone(hertz: int, seconds: float) -> Iterator[float]:
    for number in range(round(seconds * _RATE)):
        at = number / _RATE
        yield sin(tau * hertz * at) * min(1.0, min(at, seconds - at) / _SOFT)
