"""Names of persons: compared across spellings and shown masked, never split, never re-cased."""

from __future__ import annotations

import re

from kiosk.language.fold import clean, fold

_TD1_NAME = 30
"""Characters of the name field on a card-sized document (ICAO 9303-5 §4.2.2, lower line)."""

_BREAKS = re.compile(r"[^a-z0-9']+")


def same_person(mrz_name: str, name: str) -> bool:
    """Tell whether the name of a machine readable zone can be the spelling of `name`.

    `mrz_name` is the name field of a TD1 document, with its fillers ("TRAN<<THI<MAU<<<") or already decoded
    ("TRAN THI MAU"). Diacritics, case and hyphens do not count; an apostrophe may be left out or stand as a
    gap (ICAO 9303-3 §4.6). A field without room may end early: its words then have to begin the words of
    `name` in their order. Two empty names are nobody.
    """
    printed = tuple(_words(mrz_name.replace("<", " ")))
    spellings = {tuple(_words(fold(name).replace("'", stand_in))) for stand_in in ("", " ")}
    if not printed or not any(spellings):
        return False
    full = _is_full(mrz_name)
    return any(printed == words or (full and _begins(printed, words)) for words in spellings)


def masked_name(name: str) -> str:
    """Return a name as a slip shows it: "Trần Thị Mẫu" gives "Trần T. M.", a single word gives its initial."""
    first, *others = clean(name).split() or [""]
    if not others:
        return f"{first[:1]}." if first else ""
    return " ".join([first, *(f"{word[0]}." for word in others)])


def _words(text: str) -> list[str]:
    return [word for word in _BREAKS.split(fold(text).replace("'", "")) if word]


def _is_full(mrz_name: str) -> bool:
    """True when the field had no filler left; a decoded name has lost one of the two fillers after the surname."""
    room = _TD1_NAME if "<" in mrz_name else _TD1_NAME - 1
    return len(mrz_name.rstrip("< ")) >= room


def _begins(printed: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return len(printed) <= len(words) and all(
        word.startswith(short) for short, word in zip(printed, words, strict=False)
    )
