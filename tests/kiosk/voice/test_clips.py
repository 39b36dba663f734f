"""Recorded clips: found by the words of the screen, refused when they cannot be played."""

from __future__ import annotations

import tomllib
import wave
from pathlib import Path

import pytest

import resources
from kiosk.voice.clips import INDEX, ClipError, clip

WORDS = "Đặt thẻ căn cước lên ô đọc"


def pack(root: Path, *, channels: int = 1, index: str = f'"{WORDS}" = "dat-the.wav"') -> Path:
    folder = root / "kpm" / "clips"
    folder.mkdir(parents=True)
    (folder / "clips.toml").write_text(index, "utf-8")
    with wave.open(str(folder / "dat-the.wav"), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(b"\x01\x00" * 160 * channels)
    return root


def test_a_clip_is_found_by_its_words(tmp_path: Path) -> None:
    found = clip(WORDS, "kpm", pack(tmp_path))
    assert found is not None
    assert (found.rate, found.samples) == (16_000, b"\x01\x00" * 160)


def test_what_nobody_recorded_has_no_clip(tmp_path: Path) -> None:
    assert clip("Tiếp tục", "kpm", pack(tmp_path)) is None
    assert clip(WORDS, "vi", tmp_path) is None


@pytest.mark.parametrize("index", [f'"{WORDS}" = "none.wav"', "not toml"])
def test_a_clip_that_is_not_there_is_said(index: str, tmp_path: Path) -> None:
    with pytest.raises(ClipError):
        clip(WORDS, "kpm", pack(tmp_path, index=index))


def test_a_clip_of_two_channels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ClipError):
        clip(WORDS, "kpm", pack(tmp_path, channels=2))


@pytest.mark.parametrize("language", [f.name for f in resources.path("languages").iterdir() if f.is_dir()])
def test_every_clip_of_every_pack_can_be_played(language: str) -> None:
    index = resources.path("languages", language, "clips", INDEX)
    for words in tomllib.loads(index.read_text("utf-8")) if index.exists() else ():
        sound = clip(words, language)
        assert words.strip() and sound is not None and sound.samples
