"""Tones: each its own, short, never as loud as they could be, and without a click at their ends."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from kiosk.voice.cues import tones
from kiosk.voice.orders import Cue


@pytest.mark.parametrize("cue", Cue)
def test_a_tone_is_short_begins_and_ends_softly_and_is_not_too_loud(cue: Cue) -> None:
    sound = tones(cue)
    wave = np.frombuffer(sound.samples, "<i2").astype(int)
    assert 0.015 <= len(wave) / sound.rate <= 0.7
    assert abs(wave[0]) < 100
    assert abs(wave[-1]) < 1000
    assert 8_000 < abs(wave).max() < 20_000


def test_no_two_cues_sound_the_same() -> None:
    assert all(tones(a) != tones(b) for a, b in itertools.combinations(Cue, 2))
