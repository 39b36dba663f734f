"""Says the texts of the kiosk in a language; the source text, Vietnamese, is what finds its translation.

Data and code hold Vietnamese only, and so does a visit inside. What a person sees is said in the language of the visit
where the view is made: the texts of a form before its pages are filled, the snapshot before it goes to the screen, each
line of a slip while it is drawn (`translated`). Answers, official papers and what the portal gets are never said.

Which fields of a dataclass are words for people stands in its type: ``label: Text``. The same mark finds the texts for
translators (`texts_of`). Sentences in code are found by the calls ``say("…")``, ``phrase("…")`` and ``noted("…")``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cache, lru_cache
from string import Formatter
from types import MappingProxyType
from typing import Any, TypeAlias, TypeVar, cast

from kiosk.language.packs import READ_AT_ONCE, SOURCE_LANGUAGE, Pack


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence with places for values, in no language yet; texts among the values are said too."""

    text: str
    values: tuple[tuple[str, str | int | Phrase], ...]

    def __str__(self) -> str:
        return VIETNAMESE(self)


Line: TypeAlias = str | Phrase
"""What can be said: a text, or a sentence with values; plain text once it was said."""

Text: TypeAlias = str
"""A field of this type, of `Line`, or of tuples of them is said; every other ``str`` is a code, an answer or a name.

The name alone is the mark, read from the annotation as it was written: nothing needs to be imported to find it.
"""

_MARK = re.compile(r"\b(Text|Line)\b")
_PLAIN = frozenset({"str", "int", "float", "bool", "bytes"})

_T = TypeVar("_T")


def phrase(text: str, **values: Line | int) -> Phrase:
    """Return a sentence that is said later, perhaps in two languages."""
    return Phrase(text, tuple(values.items()))


def noted(text: str) -> str:
    """Return the text as it is: says to the collector of texts that it will be said somewhere else."""
    return text


@cache
def _fits(source: str, text: str) -> bool:
    """Whether a translation has no places for values but those of its source: others would stop a screen."""
    try:
        return _slots(text) <= _slots(source)
    except ValueError:
        return False


def _slots(text: str) -> set[tuple[str, str]]:
    return {(name, spec or "") for _, name, spec, _ in Formatter().parse(text) if name is not None}


class _Value(str):
    """A text in a sentence; ``{name:lower}`` writes it as inside of one, save abbreviations."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return lowered(self) if spec == "lower" else str.__format__(self, spec)


def lowered(text: str) -> str:
    """Lower the first letter of a phrase, but not that of an abbreviation or a name in capitals."""
    return str(text) if text[1:2].isupper() else text[:1].lower() + text[1:]


@dataclass(frozen=True)
class Words:
    """One language; what its catalogue lacks is said in Vietnamese."""

    language: str = SOURCE_LANGUAGE
    _said: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False, compare=False)

    def __call__(self, line: Line, /, **values: object) -> str:
        """Say a text or a sentence; `values` fill its places as they are."""
        if isinstance(line, Phrase):
            said = {name: part if isinstance(part, int) else self(part) for name, part in line.values}
            return self(line.text, **said)
        text = self._said.get(line) or line
        if values and text is not line and not _fits(line, text):
            text = line
        filled = {name: _Value(part) if isinstance(part, str) else part for name, part in values.items()}
        return text.format(**filled) if values else text

    def also(self, said: Mapping[str, str]) -> Words:
        """Return it with further texts, by their Vietnamese."""
        return Words(self.language, {**self._said, **said}) if said else self


VIETNAMESE = Words()


@lru_cache(maxsize=READ_AT_ONCE)
def words_of(pack: Pack) -> Words:
    """Read a pack; texts that mean different things in different places (``msgctxt``) are the screen's alone."""
    if pack.code == SOURCE_LANGUAGE:
        return VIETNAMESE
    return Words(pack.code, {entry.msgid: entry.msgstr for entry in pack.entries() if not entry.msgctxt})


def translated(value: _T, say: Words) -> _T:
    """Return a dataclass (or a tuple of them) with all its `Text` said, through everything it is made of."""
    return cast(_T, _said(value, say, text=False))


def _said(value: Any, say: Words, *, text: bool) -> Any:
    if isinstance(value, str | Phrase):
        return say(value) if text and value else value
    if isinstance(value, tuple):
        parts = tuple(_said(part, say, text=text) for part in value)
        return value if all(new is old for new, old in zip(parts, value, strict=True)) else parts
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {}
    for name, is_text in _fields(type(value)).items():
        old = getattr(value, name)
        new = _said(old, say, text=is_text)
        if new is not old:
            changed[name] = new
    return replace(value, **changed) if changed else value


def texts_of(value: object, *, text: bool = False) -> Iterator[str]:
    """Yield every `Text` of a dataclass (or a tuple of them) as it is, in order."""
    if isinstance(value, str):
        yield from [value] if text and value else []
    elif isinstance(value, tuple):
        for part in value:
            yield from texts_of(part, text=text)
    elif is_dataclass(value) and not isinstance(value, type):
        for name, is_text in _fields(type(value)).items():
            yield from texts_of(getattr(value, name), text=is_text)


@cache
def _fields(kind: type) -> Mapping[str, bool]:
    """The fields of a dataclass that are or may hold words for people, and whether each is itself."""
    written = {one.name: str(one.type) for one in fields(kind)}
    return {name: bool(_MARK.search(hint)) for name, hint in written.items() if hint not in _PLAIN}
