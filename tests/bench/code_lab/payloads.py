"""Invents card payloads and Vietnamese names, the same ones for the same seed; numbers start with 000."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np

_WORDS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))


def full_name(rng: np.random.Generator) -> str:
    """A name of two to five words."""
    middles = [str(word) for word in rng.choice(_WORDS["middles"], int(rng.integers(0, 4)), replace=False)]
    return " ".join([str(rng.choice(_WORDS["families"])), *middles, str(rng.choice(_WORDS["givens"]))])


def card_payload(rng: np.random.Generator) -> str:
    """A card's code of the 2021 form."""
    number = f"000{rng.integers(0, 4)}{rng.integers(0, 100):02}{rng.integers(0, 10**6):06}"
    old = f"{rng.integers(0, 10**9):09}" if rng.random() < 0.5 else ""
    born = f"{rng.integers(1, 29):02}{rng.integers(1, 13):02}{rng.integers(1930, 2012)}"
    issued = f"{rng.integers(1, 29):02}{rng.integers(1, 13):02}{rng.integers(2021, 2026)}"
    home = (
        f"Số {rng.integers(1, 400)} {rng.choice(_WORDS['streets'])}, {rng.choice(_WORDS['communes'])}, "
        f"Huyện {rng.choice(_WORDS['givens'])} {rng.choice(_WORDS['givens'])}, {rng.choice(_WORDS['provinces'])}"
    )
    return f"{number}|{old}|{full_name(rng)}|{born}|{rng.choice(['Nam', 'Nữ'])}|{home}|{issued}"


def given_name(rng: np.random.Generator) -> str:
    """One syllable with its diacritics: the shortest texts are the ones whose encoding is guessed wrong most often."""
    return str(rng.choice(_WORDS["givens"]))
