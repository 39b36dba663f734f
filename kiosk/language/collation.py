"""Vietnamese dictionary order: by letters first (a ă â b … d đ e ê …), by tone only where the letters are the same."""

from __future__ import annotations

import re
import unicodedata

from kiosk.language.fold import clean
from kiosk.language.syllable import Syllable

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET)}
_WORD = re.compile(r"[^\W\d_]+|\d+")

Key = tuple[tuple[tuple[int, ...], ...], tuple[int, ...], str]


def collation_key(text: str) -> Key:
    """Return what to sort a text by: its words by letters, then their tones, then capitals after small letters.

    Spaces and punctuation do not count, numbers sort by value. "Ánh" stands before "Ăn" and "Ân", "Dương" before "Đà".
    """
    words = _WORD.findall(clean(text))
    syllables = [Syllable.parse(word.lower()) for word in words]
    letters = tuple(_ranks(syllable) for syllable in syllables)
    return letters, tuple(int(syllable.tone) for syllable in syllables), text.swapcase()


def _ranks(syllable: Syllable) -> tuple[int, ...]:
    word = "".join(syllable.letters)
    if word.isdecimal():
        return (-1, int(word))
    return tuple(_rank(letter) for letter in word)


def _rank(letter: str) -> int:
    """Place of a letter in the alphabet; marked letters of other languages beside their base letter."""
    if letter in _RANK:
        return _RANK[letter]
    base = unicodedata.normalize("NFD", letter)[0]
    return _RANK.get(base, len(_ALPHABET) + ord(letter))
