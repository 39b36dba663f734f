"""What a screen may ask the voice to say and to sound, and what it may know of it; plain values, quick to import."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Cue(StrEnum):
    """What is told by a tone."""

    TICK = "tick"
    """A key or button was pressed."""
    FOUND = "found"
    """The machine has seen a card or a code."""
    READ = "read"
    """The card was read."""
    ERRED = "erred"
    """Something must be mended, or went wrong."""
    BELL = "bell"
    """Little time is left."""
    CALLED = "called"
    """Staff were called, or there is something to take."""


@dataclass(frozen=True, slots=True)
class Part:
    """A few words that are said in one breath."""

    words: str = field(repr=False)
    personal: bool = False
    """Tells of a person (an answer, a name, a number): for the headset only."""


@dataclass(frozen=True, slots=True)
class Speech:
    """What is to be said, and how the person wants to hear it."""

    parts: tuple[Part, ...]
    language: str = "vi"
    speed: float = 1.0
    volume: float = 1.0
    aloud: bool = False
    """The person asked to have it read by the loudspeaker while no headset is plugged in."""


@dataclass(frozen=True, slots=True)
class Tone:
    """A cue that is to be heard."""

    cue: Cue
    volume: float = 1.0


@dataclass(frozen=True, slots=True)
class Hush:
    """Be quiet."""


Order = Speech | Tone | Hush


@dataclass(frozen=True, slots=True)
class Hearing:
    """What a screen may know of the sound."""

    available: bool = False
    """There is a sound device, and it worked when it was last used."""
    headset: bool = False
    speaking: bool = False
