"""The Vietnamese syllable: its letters and tone, where the tone mark stands, and whether it can be one at all.

Source: the spelling rules of quốc ngữ (onset, nucleus, coda; stops take sắc or nặng only); both styles of placing the
mark on open oa, oe, uy are in use: "old" hòa, thủy, the default, since most names of people and places are written so,
and "new" hoà, thuỷ.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache
from itertools import chain, product
from typing import Literal

Style = Literal["old", "new"]


class Tone(IntEnum):
    """The six tones, in dictionary order."""

    NGANG = 0
    HUYEN = 1
    HOI = 2
    NGA = 3
    SAC = 4
    NANG = 5


_TONE_MARKS = {"\u0300": Tone.HUYEN, "\u0309": Tone.HOI, "\u0303": Tone.NGA, "\u0301": Tone.SAC, "\u0323": Tone.NANG}
_MARK_OF = {tone: mark for mark, tone in _TONE_MARKS.items()}

_MARKED = frozenset("ăâêôơư")
_PLAIN = {"ă": "a", "â": "a", "ê": "e", "ô": "o", "ơ": "o", "ư": "u"}
_STOPS = frozenset(["c", "ch", "k", "p", "t"])


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ONSETS = _set("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x") | {""}
_FOREIGN_ONSETS = _set(
    "bh bl bn br chr dh dl dr đh đr gr hb hd hđ hl hm hn hr jr kb kđ kl km kn kp kr kt mb md mđ ml mn mr nd nđ "
    "pl pr rl rm sr tl"
)
"""Of the languages of the Central Highlands, in names of people and places: Krông, Plei, Kđăm."""
_CODAS = _set("c ch m n ng nh p t k h") | {""}

_CLOSED = _set("a ă â e ê i o ô ơ u ư y iê yê uâ uê uô ươ oa oă oe oo ôô uă uy uyê ea êa iă yă")
"""Nuclei that may stand before a coda."""
_OPEN = _CLOSED | _set(
    "ai ao au ay âu ây eo êu ia iu iêu yêu oi ôi ơi oai oao oay oeo ua uơ uây ui uôi ươi ươu ưa ưi ưu uya uyu"
)
"""Nuclei that may end a syllable."""


def _begun(nucleus: str) -> frozenset[str]:
    """All ways in which a nucleus can stand there before its marks are typed."""
    choices = [(letter, _PLAIN.get(letter, letter)) for letter in nucleus]
    return frozenset("".join(chosen) for chosen in product(*choices))


_CLOSED_BEGUN = frozenset(chain.from_iterable(_begun(nucleus) for nucleus in _CLOSED))
_OPEN_BEGUN = frozenset(
    chain.from_iterable(_begun(nucleus[:length]) for nucleus in _OPEN for length in range(1, len(nucleus) + 1))
)


@dataclass(frozen=True, slots=True)
class Syllable:
    """Letters as they are written, without tone marks, and the tone."""

    letters: tuple[str, ...]
    tone: Tone = Tone.NGANG

    @classmethod
    def parse(cls, text: str) -> Syllable:
        """Take a written word apart; of several tone marks the last one counts."""
        letters, tone = [], Tone.NGANG
        for letter in unicodedata.normalize("NFC", text):
            shape, mark = _without_tone(letter)
            letters.append(shape)
            tone = mark or tone
        return cls(tuple(letters), tone)

    def written(self, style: Style = "old") -> str:
        """Return the word with its mark where the style wants it."""
        place = self._mark_place(style) if self.tone else None
        if place is None:
            return "".join(self.letters)
        marked = unicodedata.normalize("NFC", self.letters[place] + _MARK_OF[self.tone])
        return "".join((*self.letters[:place], marked, *self.letters[place + 1 :]))

    @property
    def has_vowel(self) -> bool:
        """True when a tone can stand anywhere."""
        return any(is_vowel(letter) for letter in self.letters)

    def nucleus(self) -> tuple[int, int]:
        """Return start and end of the last vowel run, without the u of qu and the i of gi before a vowel."""
        end = len(self.letters)
        while end and not is_vowel(self.letters[end - 1]):
            end -= 1
        start = end
        while start and is_vowel(self.letters[start - 1]):
            start -= 1
        before = self.letters[start - 1].lower() if start else ""
        first = self.letters[start].lower() if start < end else ""
        if start == 1 and end > 2 and (before, first) in (("q", "u"), ("g", "i")):
            start += 1
        return start, end

    def is_valid(self) -> bool:
        """True when this can be a Vietnamese syllable, or one of the Highland languages in Vietnamese letters."""
        onset, nucleus, coda = self._parts()
        return nucleus in (_CLOSED if coda else _OPEN) and self._frame_fits(onset, nucleus + coda, coda)

    def can_become_valid(self) -> bool:
        """True when marks and letters still to come can make it valid."""
        onset, nucleus, coda = self._parts()
        return nucleus in (_CLOSED_BEGUN if coda else _OPEN_BEGUN) and self._frame_fits(onset, nucleus + coda, coda)

    @property
    def is_stopped(self) -> bool:
        """True when it ends in a stop, where a Vietnamese syllable has sắc or nặng."""
        return self._parts()[2] in _STOPS

    def with_letters(self, letters: Sequence[str]) -> Syllable:
        """Return the same tone on other letters."""
        return replace(self, letters=tuple(letters))

    def _parts(self) -> tuple[str, str, str]:
        start, end = self.nucleus()
        word = "".join(self.letters).lower()
        return word[:start], word[start:end], word[end:]

    def _frame_fits(self, onset: str, rime: str, coda: str) -> bool:
        stopped_fits = coda not in _STOPS or self.tone in (Tone.NGANG, Tone.SAC, Tone.NANG)
        foreign_fits = (coda != "h" or not self.tone) and rime != "ôk"  # Rah Lan, Đắk; but Sarah, book
        onset_fits = onset in _ONSETS or onset in _FOREIGN_ONSETS
        return stopped_fits and foreign_fits and onset_fits and coda in _CODAS

    def _mark_place(self, style: Style) -> int | None:
        start, end = self.nucleus()
        if start == end:
            return None
        vowels = "".join(self.letters[start:end]).lower()
        for position in reversed(range(len(vowels))):
            if vowels[position] in _MARKED:
                return start + position
        if end < len(self.letters) or len(vowels) == 1:
            return end - 1
        second = len(vowels) > 2 or (style == "new" and vowels in ("oa", "oe", "uy"))
        return start + 1 if second else start


@lru_cache(maxsize=1024)
def is_vowel(letter: str) -> bool:
    """True for a e i o u y with whatever marks."""
    return unicodedata.normalize("NFD", letter)[:1].lower() in tuple("aeiouy")


def with_tone(word: str, tone: Tone, style: Style = "old") -> str:
    """Return the word with that tone in place of its own; a word without a vowel is returned as it is.

    No word is refused: the mark goes to the last syllable of whatever language. ``with_tone("Phương", Tone.HUYEN)``
    gives "Phường".
    """
    return replace(Syllable.parse(word), tone=tone).written(style)


def tone_of(word: str) -> Tone:
    """Return the tone that a word carries."""
    return Syllable.parse(word).tone


@lru_cache(maxsize=1024)
def _without_tone(letter: str) -> tuple[str, Tone]:
    """Split a letter into its shape and its tone; marks of other languages (ĕ, ñ) belong to the shape."""
    base, *marks = list(unicodedata.normalize("NFD", letter))
    if not is_vowel(base):
        return letter, Tone.NGANG
    tones = [_TONE_MARKS[mark] for mark in marks if mark in _TONE_MARKS]
    shape = unicodedata.normalize("NFC", "".join(chain(base, (mark for mark in marks if mark not in _TONE_MARKS))))
    return shape, tones[-1] if tones else Tone.NGANG
