"""Values that the kiosk works out from others: copies, sentences from a template, a birth date in words.

A derived value gives way to what a person typed, comes again when what it is made of changes, and goes when that goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kiosk.forms.answers import find
from kiosk.forms.choices import Choices
from kiosk.forms.days import find_date, years_later
from kiosk.forms.view import JsonValue
from kiosk.identity.party import Source
from kiosk.language.dates import date_in_words


@dataclass(frozen=True, slots=True)
class Place:
    """Where the kiosk stands, by the names of its units: "Xã Hoa Mai", "Lâm Đồng"."""

    commune: str
    province: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a derivation may use besides answers."""

    place: Place
    choices: Choices
    today: date
    exemption: str
    text_of: Callable[[str], str]
    """The answer at a pointer as a person reads it."""


@dataclass(frozen=True, slots=True)
class NamedDerivation:
    """One entry of the closed list."""

    work_out: Callable[[JsonValue, Mapping[str, Any], Surroundings], JsonValue]
    params: Mapping[str, Any]
    """The parameters it needs, each with the JSON Schema of its value."""


_SLOT = re.compile(r"\{([^{}]*)\}")
_OPTIONAL = re.compile(r"\[\[(.*?)\]\]")


def _copy(answers: JsonValue, params: Mapping[str, Any], _: Surroundings) -> JsonValue:
    return find(answers, params["of"])


def _value(_: JsonValue, params: Mapping[str, Any], __: Surroundings) -> JsonValue:
    return params["value"]


def _text(_: JsonValue, params: Mapping[str, Any], around: Surroundings) -> JsonValue:
    """Fill a template: ``{/pointer}``, ``{place.commune}``, ``{exemption}``; a part in ``[[ ]]`` may go."""
    template = _OPTIONAL.sub(lambda part: _fill(part[1], around) or "", params["template"])
    return _fill(template, around)


def _fill(template: str, around: Surroundings) -> str | None:
    words = {name: _word(name, around) for name in slots_of(template)}
    return None if "" in words.values() else _SLOT.sub(lambda slot: words[slot[1]], template)


FIXED_SLOTS: Mapping[str, Callable[[Surroundings], str]] = {
    "place.commune": lambda around: around.choices.in_sentence(around.place.commune),
    "place.province": lambda around: around.choices.in_sentence(around.place.province),
    "today": lambda around: around.today.strftime("%d/%m/%Y"),
    "exemption": lambda around: around.exemption,
}
"""What a template may name besides answers."""


def _word(name: str, around: Surroundings) -> str:
    return FIXED_SLOTS[name](around) if name in FIXED_SLOTS else around.text_of(name)


def slots_of(template: str) -> list[str]:
    """What stands in braces in a template."""
    return _SLOT.findall(template)


def _place(_: JsonValue, __: Mapping[str, Any], around: Surroundings) -> JsonValue:
    """The codes of the place whose authority is addressed, as far as its names are those of units of today."""
    found = around.choices.places.convert_old(f"{around.place.commune}, {around.place.province}")
    codes = {"province": found.province, "commune": found.communes[0].code if len(found.communes) == 1 else ""}
    return {key: code for key, code in codes.items() if code}


def _today(_: JsonValue, __: Mapping[str, Any], around: Surroundings) -> JsonValue:
    return around.today.isoformat()


def _by_age(answers: JsonValue, params: Mapping[str, Any], around: Surroundings) -> JsonValue:
    """Choose by the days since a date: the first of ``steps`` [days, value] that is not exceeded, else ``beyond``."""
    day = find_date(find(answers, params["of"]))
    if day is None or day.day is None:
        return None
    since = (around.today - day.earliest).days
    return next((value for limit, value in params["steps"] if since <= limit), params["beyond"])


def _date_in_words(answers: JsonValue, params: Mapping[str, Any], _: Surroundings) -> JsonValue:
    day = find_date(find(answers, params["of"]))
    return date_in_words(day.year, day.month, day.day) if day and day.year >= 1000 else None


def _first_word(answers: JsonValue, params: Mapping[str, Any], _: Surroundings) -> JsonValue:
    """The likely surname of a full name, for a person to confirm: names are never split without asking."""
    return str(find(answers, params["of"]) or "").partition(" ")[0]


def _after_first_word(answers: JsonValue, params: Mapping[str, Any], _: Surroundings) -> JsonValue:
    return str(find(answers, params["of"]) or "").partition(" ")[2]


def _under_age(answers: JsonValue, params: Mapping[str, Any], around: Surroundings) -> JsonValue:
    """True for a person who is certainly younger; nothing for everybody else, who may be asked."""
    birth = find_date(find(answers, params["of"]))
    return True if birth and years_later(birth.earliest, params["years"]) > around.today else None


_POINTER = {"type": "string", "pattern": "^/"}
_STEP = {"type": "array", "prefixItems": [{"type": "integer"}, {}], "minItems": 2, "maxItems": 2}

DERIVATIONS: Mapping[str, NamedDerivation] = {
    "copy": NamedDerivation(_copy, {"of": _POINTER}),
    "value": NamedDerivation(_value, {"value": {}}),
    "text": NamedDerivation(_text, {"template": {"type": "string", "minLength": 1}}),
    "place": NamedDerivation(_place, {}),
    "today": NamedDerivation(_today, {}),
    "by_age": NamedDerivation(
        _by_age, {"of": _POINTER, "steps": {"type": "array", "items": _STEP}, "beyond": {"type": "string"}}
    ),
    "date_in_words": NamedDerivation(_date_in_words, {"of": _POINTER}),
    "first_word": NamedDerivation(_first_word, {"of": _POINTER}),
    "after_first_word": NamedDerivation(_after_first_word, {"of": _POINTER}),
    "under_age": NamedDerivation(_under_age, {"of": _POINTER, "years": {"type": "integer", "minimum": 1}}),
}
"""Every rule a form may name; a form that names another is refused."""


def source_of(rule: str, params: Mapping[str, Any], origin: Source | None) -> Source:
    """Where a derived value comes from: a copy keeps its origin, the kiosk's own place is named as such."""
    if rule == "copy" and origin is not None:
        return origin
    slots = slots_of(str(params.get("template", "")))
    if rule == "place" or (slots and all(slot.startswith("place.") for slot in slots)):
        return Source.PLACE
    return Source.DERIVED
