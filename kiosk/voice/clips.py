"""Clips that people recorded: ``clips/clips.toml`` of a language says which file speaks which words.

    "Đặt thẻ căn cước lên ô đọc" = "dat-the.wav"

The words are those of the screen in that language; a file is WAV, one channel, 16 bits.
"""

from __future__ import annotations

import tomllib
import wave
from functools import cache
from pathlib import Path

import resources
from drivers.ports import Pcm

INDEX = "clips.toml"


class ClipError(Exception):
    """A clip that cannot be played; the words tell which and why."""


def clip(words: str, language: str, root: Path | None = None) -> Pcm | None:
    """Return the clip of these words, None where nobody recorded them. Reads files. Raises ClipError."""
    folder = (root or resources.path("languages")) / language / "clips"
    name = _index(folder).get(words)
    return _sound(folder / name) if name else None


@cache
def _index(folder: Path) -> dict[str, str]:
    try:
        text = (folder / INDEX).read_text("utf-8")
    except FileNotFoundError:
        return {}
    try:
        return {words: str(name) for words, name in tomllib.loads(text).items()}
    except tomllib.TOMLDecodeError as error:
        raise ClipError(f"{folder / INDEX}: {error}") from error


def _sound(file: Path) -> Pcm:
    try:
        with wave.open(str(file)) as said:
            if (said.getnchannels(), said.getsampwidth()) != (1, 2):
                raise ClipError(f"{file}: not one channel of 16 bits")
            return Pcm(said.getframerate(), said.readframes(said.getnframes()))
    except (OSError, wave.Error, EOFError) as error:
        raise ClipError(f"{file}: {error}") from error
