"""The tones of the kiosk, made of sines; each has something to see as well (design reference §10)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

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
    wave = np.concatenate([_tone(hertz, seconds) for hertz, seconds in _TONES[cue]])
    return Pcm(_RATE, (wave * _LOUDNESS * 32767).astype("<i2").tobytes())


def _tone(hertz: int, seconds: float) -> npt.NDArray[np.float64]:
    at = np.arange(round(seconds * _RATE)) / _RATE
    edges = np.clip(np.minimum(at, seconds - at) / _SOFT, 0, 1)
    wave: npt.NDArray[np.float64] = np.sin(2 * np.pi * hertz * at) * edges
    return wave
