"""Somebody before the panel: reads it by OCR, touches what is written on it."""

from __future__ import annotations

import csv
import os
import subprocess
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from tests.hall.machine import PANEL, Machine, wait_until

SCALES = (1.0, 1.4, 2.0)
"""Tesseract misses short words in a frame at one size that it reads at another."""
MAIN = (11, 74, 128)
"""Colour of the button that leads on (ui/touch/theme)."""
MAIN_PIXELS = 4000
"""So many of them make a button, not a mark."""
UPPER_ROW = "qwertyuiop"
KEYS = "dấu cách"
"""How the keyboard is recognised."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels of the panel."""
Point = tuple[float, float]
PATIENCE = 300.0
"""Seconds for one screen: emulation on a machine that has other work too."""
CALM = 10.0
"""Seconds without a change after which a screen is not on its way to another."""
SCROLLS = 12


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands on the panel."""

    words: tuple[tuple[str, Box], ...]

    def __str__(self) -> str:
        return " ".join(text for text, _ in self.words)

    def find(self, text: str) -> Point | None:
        """The middle of these words if they stand here; marks, case and gaps do not matter, OCR mistakes them."""
        letters = [(letter, box) for word, box in self.words for letter in _plain(word)]
        wanted = _plain(text)
        at = "".join(letter for letter, _ in letters).find(wanted)
        if at < 0:
            return None
        lefts, tops, rights, bottoms = zip(*(box for _, box in letters[at : at + len(wanted)]), strict=True)
        return (min(lefts) + max(rights)) / 2, (min(tops) + max(bottoms)) / 2


class Person:
    """Keeps every picture that differs from the one before in `album`."""

    def __init__(self, machine: Machine, album: Path) -> None:
        self._machine, self._album = machine, album
        self._picture, self._seen = album / "now.png", b""
        self._read: dict[float, list[Line]] = {}
        self._changed = 0.0

    def look(self) -> Path:
        """The panel as it is now."""
        self._machine.screenshot(self._picture)
        if (seen := self._picture.read_bytes()) != self._seen:
            self._seen, self._read, self._changed = seen, {}, time.monotonic()
            (self._album / f"{len(list(self._album.iterdir())):03}.png").write_bytes(seen)
        return self._picture

    def find(self, text: str) -> Point | None:
        """Where words stand, if they do: the first from above of those that are read at once."""
        for lines in self._readings():
            if found := [at for line in lines if (at := line.find(text))]:
                return min(found, key=lambda at: at[1])
        return None

    def _readings(self) -> Iterator[list[Line]]:
        """What stands there, read at one size after the other as long as nobody is content."""
        picture = self.look()
        for scale in SCALES:
            if scale not in self._read:
                self._read[scale] = read(picture, scale)
            yield self._read[scale]

    def await_words(self, text: str, seconds: float = PATIENCE) -> Point:
        """Wait until words stand there; return where. Raises TimeoutError with what stands there instead."""
        try:
            found = wait_until(lambda: self.find(text), text, seconds)
        except TimeoutError as error:
            said = " / ".join(str(line) for line in self._read.get(SCALES[0], ()))
            raise TimeoutError(f"{error}; the panel says: {said}") from None
        assert found is not None
        return found

    def touch(self, text: str, then: str) -> None:
        """Touch words and wait for others that did not stand beside them."""
        at, before = self.await_words(text), None
        while at != before:  # what still slides in is not touched
            at, before = self.await_words(text), at
        assert self.find(then) is None, f"{then!r} stands there already"
        self._machine.touch(*at)
        self.await_words(then)

    def go_on(self, then: str) -> None:
        """Touch the button that leads on, again while it only scrolls, until words stand there that did not before."""
        assert self.find(then) is None, f"{then!r} stands there already"
        for _ in range(SCROLLS):
            at = wait_until(lambda: main_button(self.look()), "a main button", PATIENCE)
            assert at is not None
            self._machine.touch(*at)
            self._changed = time.monotonic()
            wait_until(lambda: self.find(then) or self._is_calm(), then, PATIENCE)
            if self.find(then):
                return
        raise TimeoutError(f"{then!r} is not where the main button leads")

    def _is_calm(self) -> bool:
        return time.monotonic() - self._changed > CALM

    def type(self, text: str) -> None:
        """Type letters of the keyboard's upper row, which is as wide as the panel."""
        self.await_words(KEYS)
        first = wait_until(lambda: self._key(UPPER_ROW[0]), "the keyboard's upper row", PATIENCE)
        assert first is not None
        for letter in text:
            self._machine.touch((UPPER_ROW.index(letter) + 0.5) / len(UPPER_ROW) * PANEL[0], first[1])
            self._await_change()  # a second touch at once is taken for a bounce of the first

    def _await_change(self) -> None:
        seen = self._seen
        wait_until(lambda: self.look().exists() and self._seen != seen, "a change", PATIENCE)

    def _key(self, letter: str) -> Point | None:
        """Where a letter stands alone, if it does."""
        return next((line.find(letter) for lines in self._readings() for line in lines if str(line) == letter), None)


def main_button(picture: Path) -> Point | None:
    """The middle of the lowest large patch in the colour of the main button."""
    with Image.open(picture) as panel:
        pixels = np.asarray(panel.convert("RGB")).astype(int)
    mask = (abs(pixels - MAIN).max(axis=2) < 6).astype(np.uint8)
    _, _, patches, middles = cv2.connectedComponentsWithStats(mask)
    large = [i for i in range(1, len(patches)) if patches[i][cv2.CC_STAT_AREA] > MAIN_PIXELS]
    lowest = max(large, key=lambda i: float(middles[i][1]), default=None)
    return None if lowest is None else (float(middles[lowest][0]), float(middles[lowest][1]))


def read(picture: Path, scale: float) -> list[Line]:
    """Lines of a picture made larger (tesseract's TSV: one row a word, with its box)."""
    larger = picture.with_suffix(".ocr.png")
    with Image.open(picture) as panel:
        panel.convert("L").resize((round(panel.width * scale), round(panel.height * scale))).save(larger)
    command = ["tesseract", str(larger), "stdout", "-l", "vie", "--psm", "11", "tsv"]  # 11: texts here and there
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    said = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
    rows = csv.DictReader(said.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = [row for row in rows if row["level"] == "5" and row["text"].strip()]
    lines = groupby(words, key=lambda row: (row["block_num"], row["par_num"], row["line_num"]))
    return [Line(tuple((row["text"], _box(row, scale)) for row in of)) for _, of in lines]


def _box(row: dict[str, str], scale: float) -> Box:
    left, top, width, height = (int(row[name]) / scale for name in ("left", "top", "width", "height"))
    return left, top, left + width, top + height


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    return "".join(one for one in bare if one.isalnum() and not unicodedata.combining(one))
