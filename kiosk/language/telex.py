"""Typing Vietnamese with plain keys: Telex and VNI, composed key by key.

The rules are those of the common keyboard programs. A doubled letter may come late, but only across consonants; the
same key once more takes its effect back and leaves the rest of the word as typed; a word that cannot be Vietnamese
keeps the keys as they were typed, so that foreign words survive.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from kiosk.language.syllable import Style, Syllable, Tone, is_vowel

Method = Literal["telex", "vni"]

_CIRCUMFLEX = {"a": "â", "e": "ê", "o": "ô", "ă": "â", "ơ": "ô"}
_HORN = {"u": "ư", "o": "ơ", "ô": "ơ"}
_BREVE = {"a": "ă", "â": "ă"}
_STROKE = {"d": "đ"}

_TONES: dict[Method, dict[str, Tone]] = {
    "telex": {"s": Tone.SAC, "f": Tone.HUYEN, "r": Tone.HOI, "x": Tone.NGA, "j": Tone.NANG, "z": Tone.NGANG},
    "vni": {"1": Tone.SAC, "2": Tone.HUYEN, "3": Tone.HOI, "4": Tone.NGA, "5": Tone.NANG, "0": Tone.NGANG},
}


class Composer:
    """One word in the making. Feed keys; `word` is what the screen shows of it.

    When the caret moves or a suggestion is taken, call `restart`.
    """

    def __init__(self, method: Method = "telex", style: Style = "old") -> None:
        self._method: Method = method
        self._style: Style = style
        self._tones = _TONES[method]
        self.restart()

    def restart(self, word: str = "") -> None:
        """Begin a new word, or go on with one that stands before the caret already."""
        self._made = Syllable.parse(word)
        self._keys = word
        """What to show when the word turns out to be foreign."""
        self._last = ""
        """The key before, when it had an effect that the same key can take back."""
        self._before = self._made
        """What was made before that key."""
        self._literal = False
        self._late = False
        """A letter was doubled across consonants: only a complete syllable justifies it."""

    @property
    def word(self) -> str:
        """The word as the screen shows it now."""
        return self._shown(final=False)

    def feed(self, key: str) -> str:
        """Take one typed character and return what now stands in place of the old `word`.

        A character that cannot belong to a word ends it: the answer is then the finished word and that character,
        and `word` is empty.
        """
        if not (key.isalpha() or (self._method == "vni" and key.isdigit() and self._keys)):
            finished = self.finish() + key
            self.restart()
            return finished
        self._keys += key
        if self._literal:
            self._append(key)
        elif not (self._take_back(key) or self._has_effect(key)):
            self._append(key)
            self._last = ""
        return self.word

    def backspace(self) -> str:
        """Delete the last shown letter with its mark and return the word; a tone on another letter stays."""
        self.restart(self.word[:-1])
        return self.word

    def finish(self) -> str:
        """Return the word as it is when nothing more comes."""
        return self._shown(final=True)

    # --- what a key does ---

    def _take_back(self, key: str) -> bool:
        """The key that had an effect, pressed again: undo it, write the key, and leave the rest alone."""
        if not self._last or key.lower() != self._last:
            return False
        self._made = self._before
        if not self._looks_right(final=False):
            self._made = Syllable(tuple(self._keys))  # a foreign word: there was nothing to take back
        elif not self._undone_is_key(key):
            self._append(key)
        self._literal, self._last = True, ""
        return True

    def _undone_is_key(self, key: str) -> bool:
        """Tell whether undoing has left the key itself: a lone w that had made ư stands there as w."""
        return self._made.letters[-1:] == (key,) and key.lower() == "w"

    def _has_effect(self, key: str) -> bool:
        before = self._made
        if self._tone(key) or self._mark(key):
            self._before, self._last = before, key.lower()
            return True
        if self._method == "telex" and key.lower() == "w":
            self._before = before.with_letters((*before.letters, key))
            self._append("ư" if key.islower() else "Ư")
            self._last = "w"
            return True
        return False

    def _tone(self, key: str) -> bool:
        tone = self._tones.get(key.lower())
        if tone is None or not self._made.has_vowel or (tone is Tone.NGANG and not self._made.tone):
            return False
        self._made = replace(self._made, tone=tone)
        return True

    def _mark(self, key: str) -> bool:
        low = key.lower()
        if self._method == "vni":
            return self._vni_mark(low)
        if low == "d":
            return bool(self._made.letters) and self._reshape(len(self._made.letters) - 1, _STROKE)
        if low in "aeo":
            return self._double(low)
        return low == "w" and self._hook()

    def _vni_mark(self, key: str) -> bool:
        start, end = self._made.nucleus()
        if key == "6":
            return self._circumflex(start, end)
        if key == "7":
            return self._horn(start, end)
        if key == "8":
            return any(self._reshape(place, _BREVE) for place in range(start, end))
        return key == "9" and any(self._reshape(place, _STROKE) for place in reversed(range(len(self._made.letters))))

    def _double(self, key: str) -> bool:
        """aa, ee, oo: the last vowel must be that letter, with nothing but consonants since."""
        _, end = self._made.nucleus()
        if not end or self._shape(end - 1) not in _twins(key) or not self._reshape(end - 1, _CIRCUMFLEX):
            return False
        self._late = self._late or end < len(self._made.letters)
        return True

    def _circumflex(self, start: int, end: int) -> bool:
        """VNI 6: the letter of the nucleus that makes a possible one, else the last that can carry it."""
        places = [place for place in range(start, end) if self._shape(place) in _CIRCUMFLEX]
        before = self._made
        for place in places:
            self._reshape(place, _CIRCUMFLEX)
            if self._made.can_become_valid():
                return True
            self._made = before
        return bool(places) and self._reshape(places[-1], _CIRCUMFLEX)

    def _hook(self) -> bool:
        """Telex w: horn on u and o, breve on a, whichever the nucleus wants."""
        start, end = self._made.nucleus()
        vowels = "".join(self._shape(place) for place in range(start, end))
        if "a" in vowels and not vowels.startswith("u"):
            return self._reshape(start + vowels.index("a"), _BREVE)
        return self._horn(start, end) or any(self._reshape(place, _BREVE) for place in range(start, end))

    def _horn(self, start: int, end: int) -> bool:
        """Horn on uo as a pair (the u only when something follows), else on u, else on o."""
        shapes = [self._shape(place) for place in range(start, end)]
        for place in range(start, end - 1):
            if shapes[place - start] in "uư" and shapes[place - start + 1] in ("o", "ô"):
                return self._reshape(place + 1, _HORN)
        wanted = [place for place in range(start, end) if self._shape(place) == "u"]
        wanted += [place for place in range(start, end) if self._shape(place) in ("o", "ô")]
        return bool(wanted) and self._reshape(wanted[0], _HORN)

    # --- letters ---

    def _shape(self, place: int) -> str:
        return self._made.letters[place].lower()

    def _reshape(self, place: int, shapes: dict[str, str]) -> bool:
        """Give a letter another shape in its own case; False when it has none there."""
        letter = self._made.letters[place]
        if letter.lower() not in shapes:
            return False
        shape = shapes[letter.lower()]
        letters = list(self._made.letters)
        letters[place] = shape if letter.islower() else shape.upper()
        self._made = self._made.with_letters(_pair_horns(letters))
        return True

    def _append(self, letter: str) -> None:
        more = Syllable.parse(letter)
        letters = _pair_horns([*self._made.letters, *more.letters])
        self._made = Syllable(tuple(letters), more.tone or self._made.tone)

    # --- what is shown ---

    def _shown(self, *, final: bool) -> str:
        if self._literal or self._looks_right(final=final):
            return self._made.written(self._style)
        return self._keys

    def _looks_right(self, *, final: bool) -> bool:
        made = self._made
        if not made.has_vowel:
            return True
        if made.is_valid():
            return not (self._late and made.is_stopped and not made.tone)
        if made.can_become_valid() and not final:
            return True
        return self._is_name_of_two(made)

    def _is_name_of_two(self, made: Syllable) -> bool:
        """Two syllables in one word, as Êđê and Êban: a capital vowel, then a syllable; no tone."""
        first = made.letters[0]
        rest = made.with_letters(made.letters[1:])
        return first.isupper() and is_vowel(first) and not made.tone and not self._late and rest.is_valid()


def _twins(key: str) -> tuple[str, ...]:
    """The shapes that a doubled key turns into its circumflex."""
    return tuple(shape for shape, marked in _CIRCUMFLEX.items() if marked == _CIRCUMFLEX[key])


def _pair_horns(letters: list[str]) -> list[str]:
    """Make uơ and ưo into ươ as soon as something follows: it is "thuở" but "dương"; the u of qu stays."""
    for place in range(len(letters) - 2):
        before = letters[place - 1].lower() if place else ""
        pair = letters[place].lower() + letters[place + 1].lower()
        if pair in ("uơ", "ưo") and before != "q":
            letters[place] = "ư" if letters[place].islower() else "Ư"
            letters[place + 1] = "ơ" if letters[place + 1].islower() else "Ơ"
    return letters
