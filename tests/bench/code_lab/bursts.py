"""Draws what a camera sees while a hand holds a card or a phone in front of it: frames with faults that come and go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from tests.bench.code_lab.payloads import card_payload
from tests.bench.code_lab.pictures import Shot, picture_of

FPS = 15
FRAMES = 36


@dataclass(frozen=True)
class Burst:
    """Some seconds in front of the camera, and the text that was shown."""

    kind: str
    text: str
    frames: Iterator[np.ndarray]
    """Drawn one by one: whoever has read the text need not wait for the rest."""


_Held = Callable[[np.random.Generator], Shot]
HELD: dict[str, _Held] = {
    "near": lambda r: Shot(pitch=r.uniform(3, 4.5)),
    "far": lambda r: Shot(pitch=r.uniform(1.7, 2.4)),
    "tilted": lambda r: Shot(pitch=r.uniform(2.8, 4), tilt=r.uniform(25, 50), tilt_axis=r.uniform(0, 360)),
    "turned": lambda r: Shot(pitch=r.uniform(2.2, 3.5), turn=r.uniform(0, 360)),
    "dark": lambda r: Shot(pitch=r.uniform(2.6, 3.8), exposure=r.uniform(0.02, 0.12), noise=0.006),
    "glare": lambda r: Shot(pitch=r.uniform(2.6, 3.8), glare=r.uniform(0.2, 0.9)),
    "hologram": lambda r: Shot(pitch=r.uniform(2.6, 3.8), hologram=r.uniform(0.3, 1.2)),
    "shadow": lambda r: Shot(pitch=r.uniform(2.4, 3.5), shadow=r.uniform(0.5, 0.9)),
    "worn": lambda r: Shot(pitch=r.uniform(2.6, 3.8), worn=r.uniform(0.05, 0.35)),
    "phone": lambda r: Shot(pitch=r.uniform(1.9, 3.5), phone=True, moire=r.uniform(0.1, 0.5)),
    "dark_phone": lambda r: Shot(pitch=r.uniform(1.9, 3.5), phone=True, inverted=True, moire=r.uniform(0.1, 0.5)),
}


def bursts(seed: int, each: int = 3) -> list[Burst]:
    """Draw `each` bursts of every way of holding."""
    return [
        _burst(kind, held, np.random.default_rng([seed, 99, number, each_one]))
        for number, (kind, held) in enumerate(HELD.items())
        for each_one in range(each)
    ]


def _burst(kind: str, held: _Held, rng: np.random.Generator) -> Burst:
    text, still = card_payload(rng), held(rng)
    return Burst(kind, text, _frames(text, still, int(rng.integers(2**32)), rng))


def _frames(text: str, still: Shot, scene: int, rng: np.random.Generator) -> Iterator[np.ndarray]:
    hand, focus = rng.uniform(0.5, 1.6), rng.uniform(0.4, 1.2)
    phases = rng.uniform(0, 2 * np.pi, 4)
    for number in range(FRAMES):
        shot = _held_at(still, number / FPS, hand, focus, phases, rng)
        yield picture_of(text, shot, np.random.default_rng(scene), noise=rng)


def _held_at(still: Shot, at: float, hand: float, focus: float, phases: np.ndarray, rng: np.random.Generator) -> Shot:
    """A hand arrives, sways slowly and trembles; the lens hunts for focus and mostly finds it within a second."""
    arriving = max(0.0, 1 - at / 0.5)
    sway = np.sin(2 * np.pi * 0.6 * at + phases)
    tremble = abs(rng.normal(0, 1)) * hand + 3 * arriving
    hunting = focus * (abs(np.sin(2 * np.pi * 0.5 * at + phases[0])) + arriving)
    return replace(
        still,
        turn=still.turn + 5 * sway[0],
        tilt=still.tilt + 5 * sway[1] + 6,
        pitch=still.pitch * (1 + 0.06 * sway[2]),
        shift=(20 * sway[3] * hand, 14 * sway[0] * hand),
        motion=still.pitch * 0.6 * tremble,
        motion_axis=rng.uniform(0, 180),
        defocus=still.pitch * 0.7 * hunting,
    )
