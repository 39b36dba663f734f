"""All Vietnamese syllables as onset, rime and tone, and the ways in which people type them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
ONSETS = ("", *_ONSETS.split())
FEW_ONSETS = ("", "b", "đ", "gi", "ngh", "qu", "tr")

_RIMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et "
    "ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang "
    "oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm "
    "ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ up ut uôc uôi uôm uôn uông uôt uy uya uych uyên "
    "uyêt uynh uyt uyu ư ưa ưc ưi ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yên yêt yêu"
)

TONES = {"": "", "f": "\u0300", "r": "\u0309", "x": "\u0303", "s": "\u0301", "j": "\u0323"}
VNI_TONES = {"": "", "f": "2", "r": "3", "x": "4", "s": "1", "j": "5"}
VOWELS = "aăâeêioôơuưy"

_TELEX = {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
_VNI = {"ă": "a8", "â": "a6", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7", "đ": "d9"}


def syllables(onsets: Iterable[str] = ONSETS) -> Iterator[tuple[str, str, str, str]]:
    """Yield onset, rime, Telex key of the tone and the written syllable (new style)."""
    for onset in onsets:
        for rime in _RIMES.split():
            if not _meets(onset, rime):
                continue
            for key, mark in TONES.items():
                if rime.endswith(("c", "ch", "p", "t")) and key not in ("s", "j"):
                    continue
                yield onset, rime, key, _written(onset, rime, mark)


def telex_orders(onset: str, rime: str, tone: str) -> set[str]:
    """Every common way of typing a syllable in Telex."""
    nucleus, coda = split(rime)
    front = "".join(_TELEX.get(letter, letter) for letter in onset)
    marked = "".join(_TELEX.get(letter, letter) for letter in nucleus)
    plain = "".join({"ă": "a", "ơ": "o", "ư": "u"}.get(letter, _TELEX.get(letter, letter)) for letter in nucleus)
    ways = {front + marked + coda + tone, front + marked + tone + coda}
    if plain != marked:  # one w for the whole nucleus, at once or after the coda
        ways |= {
            front + plain + "w" + coda + tone,
            front + plain + coda + "w" + tone,
            front + plain + coda + tone + "w",
        }
    if "ươ" in nucleus:
        ways.add(
            front + marked.replace("uwow", "uwo") + coda + tone if coda or nucleus != "ươ" else front + marked + tone
        )
    if coda and nucleus[-1] in "âêô":  # the doubling key after the coda, before or after the tone
        bare, double = marked[:-1], marked[-1]
        ways.add(front + bare + coda + tone + double)
        if tone:
            ways.add(front + bare + coda + double + tone)
    return ways


def vni_orders(onset: str, rime: str, tone: str) -> set[str]:
    """Every common way of typing a syllable in VNI."""
    nucleus, coda = split(rime)
    digits = "".join(_VNI[letter][1] for letter in nucleus if letter in _VNI)
    late = "9" if "đ" in onset else ""
    inline = "".join(_VNI.get(letter, letter) for letter in onset) + "".join(_VNI.get(n, n) for n in nucleus)
    plain = onset.replace("đ", "d") + "".join(_VNI.get(letter, letter)[0] for letter in nucleus)
    tone = VNI_TONES[tone]
    once = digits.replace("77", "7")
    return {
        inline + coda + tone,
        inline + tone + coda,
        plain + coda + once + tone + late,
        plain + coda + tone + once + late,
    }


def split(rime: str) -> tuple[str, str]:
    """Return nucleus and coda."""
    end = max(place for place, letter in enumerate(rime) if letter in VOWELS) + 1
    return rime[:end], rime[end:]


def _meets(onset: str, rime: str) -> bool:
    """The spelling rules that forbid a pair."""
    nucleus = split(rime)[0]
    if onset == "qu":  # the u of qu is the rounded glide: no second one
        return nucleus[0] not in "uưoôơ" or rime == "ơ"
    if onset in ("c", "g", "ng") and nucleus[0] in "eêi":  # k, gh, ngh there; but gì, gìn
        return (onset, nucleus) == ("g", "i")
    if onset == "gi":  # gi + i is written with one i
        return nucleus[0] not in "iy"
    return True


def _written(onset: str, rime: str, mark: str) -> str:
    """Place the mark by the table of the textbooks, independently of the code under test."""
    nucleus, coda = split(rime)
    special = [place for place, letter in enumerate(nucleus) if letter in "ăâêôơư"]
    if special:
        place = special[-1]
    elif coda or len(nucleus) == 1 or nucleus in ("oa", "oe", "uy"):
        place = len(nucleus) - 1
    else:
        place = 1 if len(nucleus) == 3 else 0
    return unicodedata.normalize("NFC", onset + nucleus[: place + 1] + mark + nucleus[place + 1 :] + coda)
