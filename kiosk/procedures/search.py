"""Finds procedures by words with or without diacritics, by code and by life event; ranked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kiosk.language.fold import clean, fold
from kiosk.language.words import VIETNAMESE, Words
from kiosk.procedures.procedure import Procedure

_WORD = re.compile(r"[\w']+")

_WEIGHTS = {"name": 6.0, "short_name": 8.0, "keywords": 7.0, "group": 3.0, "summary": 2.0, "agency": 1.0}
"""How much a word counts by where it stands: the names people use before the names of offices."""

_PHRASE = 12.0
"""Bonus when the whole question stands in a name or keyword as it was asked."""

_BEGINNING = 0.6
"""Share of a word's weight when only its beginning was typed."""


@dataclass(frozen=True, slots=True)
class _Entry:
    procedure: Procedure
    codes: tuple[str, ...]
    weights: Mapping[str, float]
    """Folded word to the weight of the best place where it stands."""
    phrases: tuple[str, ...]
    """Names and keywords folded."""
    exact: str
    """Names and keywords with their marks, lower case."""


class SearchIndex:
    """The words of all procedures, made once a language; a search walks a few dozen small tables.

    In another language people find them by its words and by the Vietnamese ones.
    """

    def __init__(self, procedures: Sequence[Procedure], group_names: Mapping[str, str], say: Words) -> None:
        self._entries = tuple(_entry(procedure, group_names, say) for procedure in procedures)

    def search(self, text: str, limit: int) -> tuple[Procedure, ...]:
        """Return at most `limit` procedures, best first; none when nothing was typed or nothing fits."""
        asked = clean(text).casefold()
        words = _WORD.findall(fold(asked))
        scored = [(_score(entry, asked, words), entry.procedure) for entry in self._entries] if words else []
        found = sorted((pair for pair in scored if pair[0] > 0), key=_order)
        return tuple(procedure for _, procedure in found[:limit])


def _order(scored: tuple[float, Procedure]) -> tuple[float, bool, bool, int, str]:
    """Best first; among equals the essential ones, those with a form, then the shorter name."""
    score, procedure = scored
    return -score, not procedure.essential, not procedure.fillable, len(procedure.short_name), procedure.slug


def _entry(procedure: Procedure, group_names: Mapping[str, str], say: Words) -> _Entry:
    source = {
        "name": (procedure.name,),
        "short_name": (procedure.short_name,),
        "keywords": procedure.keywords,
        "group": tuple(group_names.get(group, "") for group in (procedure.group, *procedure.also_in)),
        "summary": (procedure.summary,),
        "agency": (procedure.agency,),
    }
    texts = source if say is VIETNAMESE else {place: (*map(say, lines), *lines) for place, lines in source.items()}
    weights: dict[str, float] = {}
    for place, lines in texts.items():
        for word in _WORD.findall(fold(" ".join(lines))):
            weights[word] = max(weights.get(word, 0.0), _WEIGHTS[place])
    spoken = (*texts["short_name"], *texts["name"], *texts["keywords"])
    return _Entry(
        procedure=procedure,
        codes=(procedure.code, *(former.code for former in procedure.former_codes)),
        weights=weights,
        phrases=tuple(f" {fold(line)} " for line in spoken),
        exact=" ".join(spoken).casefold(),
    )


def _score(entry: _Entry, asked: str, words: Sequence[str]) -> float:
    code = asked.upper()
    if len(code) >= 4 and any(known.startswith(code) for known in entry.codes):
        return 1000.0
    found = [entry.weights.get(word, 0.0) for word in words]
    found[-1] = found[-1] or _beginning_score(entry.weights, words[-1])
    if sum(1 for score in found if score) * 3 < len(words) * 2:  # more than a third of the words is elsewhere
        return 0.0
    score = sum(found) / len(words)
    phrase = fold(asked)
    if f" {phrase} " in entry.phrases:
        score += _PHRASE + 1.0
    elif any(f" {phrase} " in line for line in entry.phrases):
        score += _PHRASE
    elif any(f" {phrase}" in line for line in entry.phrases):
        score += _PHRASE / 2
    if asked in entry.exact:
        score += 1.0
    return score


def _beginning_score(weights: Mapping[str, float], word: str) -> float:
    """The last word may still be in the making; a single letter says nothing."""
    if len(word) < 2:
        return 0.0
    begun = [weight for known, weight in weights.items() if known.startswith(word)]
    return max(begun, default=0.0) * _BEGINNING
