"""Text as it is stored (`clean`) and as it is compared or searched (`fold`)."""

from __future__ import annotations

import unicodedata

_INVISIBLE = dict.fromkeys([0x00AD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065)])
"""Soft hyphen, zero-width and direction marks: pasted along, never meant."""


class _Bare(dict[int, int | str | None]):
    """What each character is compared as; a mark as nothing, looked up in Unicode when it is first met."""

    def __missing__(self, code: int) -> int | None:
        self[code] = bare = None if unicodedata.category(chr(code)) == "Mn" else code
        return bare


_ONE_LETTER = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ƀ": "b", "Ƀ": "B"})
"""Letters that Unicode does not decompose; ð and Ð are đ and Đ as some old fonts wrote them."""

_APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u02b9\u2032`\u00b4\uff07"), "'")
_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d"), "-")
_BARE = _Bare({**_ONE_LETTER, **_APOSTROPHES, **_HYPHENS})


def clean(text: str) -> str:
    """Return text as the kiosk stores it: NFC, without invisible marks, spaces single and none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text.translate(_INVISIBLE)).split())


def fold(text: str) -> str:
    """Return text for comparing and searching: lower case, no diacritics, one kind of apostrophe, hyphen and space.

    "Đường Đắk Lắk" gives "duong dak lak". Folding is for finding only, never for identity: inside one
    province "Ba Tô" and "Ba Tơ" are two communes.
    """
    return unicodedata.normalize("NFD", clean(text)).translate(_BARE).casefold()
