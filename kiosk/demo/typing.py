"""What an invented citizen answers where the card is silent."""

from __future__ import annotations

from datetime import date
from functools import cache

from kiosk.forms.choices import Choices
from kiosk.forms.kinds import COMPOUND, Kind
from kiosk.forms.view import FieldView, JsonValue

_TEXTS = {
    Kind.TEXT: "Bổ sung hồ sơ vay vốn sửa nhà",
    Kind.LONG_TEXT: "Bổ sung hồ sơ vay vốn sửa nhà",
    Kind.NAME: "Trần Văn Thử",
    Kind.ID_NUMBER: "000090000124",
    Kind.PHONE: "0900000123",
    Kind.EMAIL: "ten@vidu.vn",
}
WANTED_PARTS = frozenset({"province", "commune", "detail"})
"""Parts of an address that every form wants."""
GROWN_UP = "1990-05-19"
"""Birthday of everybody who is no child."""
FREE_TEXT = frozenset({Kind.TEXT, Kind.LONG_TEXT})
"""Kinds into which a person may write anything."""


def answer_to(field: FieldView, today: date) -> JsonValue:
    """Return an answer that fits the field; for choices the first."""
    kind = Kind(field.kind)
    if kind in _TEXTS:
        return _TEXTS[kind]
    if kind in COMPOUND:
        return _answer_parts(field, today)
    match kind:
        case Kind.DATE | Kind.PARTIAL_DATE:
            return GROWN_UP if _is_birthday_of_a_grown_up(field) else today.isoformat()
        case Kind.NUMBER | Kind.MONEY:
            return 1
        case Kind.YES_NO | Kind.PLEDGE:
            return True
        case Kind.CHOICES:
            return [field.options[0].value]
        case Kind.CHOICE:
            return _first(field, field.within)
    return None


def is_answered(field: FieldView) -> bool:
    """True when nothing that a form wants of this field is missing."""
    if isinstance(field.value, dict):
        return all(field.value.get(name) for name, part in _named_parts(field) if part.required or name in WANTED_PARTS)
    return field.value not in (None, "")


def _is_birthday_of_a_grown_up(field: FieldView) -> bool:
    return field.pointer.endswith("/date_of_birth") and "child" not in field.pointer


def _named_parts(field: FieldView) -> list[tuple[str, FieldView]]:
    return [(part.pointer.rpartition("/")[2], part) for part in field.parts]


def _answer_parts(field: FieldView, today: date) -> dict[str, JsonValue]:
    """Answer the parts that are missing, in their order: a later list may be narrowed by an earlier choice."""
    said: dict[str, JsonValue] = dict(field.value) if isinstance(field.value, dict) else {}
    for name, part in _named_parts(field):
        if not said.get(name) and (part.required or name in WANTED_PARTS):
            within = part.within or str(said.get("province", ""))
            said[name] = _first(part, within) if part.kind == Kind.CHOICE else answer_to(part, today)
    return said


def _first(field: FieldView, within: str) -> JsonValue:
    options = field.options or _choices().search(field.choice_list, "", within)
    return options[0].value if options else None


@cache
def _choices() -> Choices:
    return Choices()
