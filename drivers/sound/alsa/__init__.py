"""Speech by espeak-ng, sound by ALSA, the headset's socket as an input device of the kernel."""

from __future__ import annotations

from collections.abc import Mapping

from drivers.options import DriverOptions, checked
from drivers.sound.alsa.jack import Jack
from drivers.sound.alsa.playing import AlsaSound


class Options(DriverOptions):
    """See the README."""

    loudspeaker: str = "default"
    headset: str = "default"
    jack: str = ""


def create(options: Mapping[str, object]) -> AlsaSound:
    """Make the sound. Raises DeviceError WRONG_SETTINGS."""
    said = checked(Options, options)
    return AlsaSound(said.loudspeaker, said.headset, Jack(said.jack))
