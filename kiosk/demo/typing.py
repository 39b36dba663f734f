"""What an invented citizen answers where the card is silent."""

from __future__ import annotations

from datetime import date

from kiosk.forms.choices import search
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
FREE_TEXT = frozenset({Kind.TEXT, Kind.LONG_TEXT})
"""Kinds into which a person may write anything."""


def answer_to(field: FieldView, today: date) -> JsonValue:
    """Return an answer that fits the field; for choices the first."""
    kind = Kind(field.kind)
    if kind in _TEXTS:
        return _TEXTS[kind]
    if kind in COMPOUND:
        return {part.pointer.rpartition("/")[2]: answer_to(part, today) for part in field.parts if part.required}
    match kind:
        case Kind.DATE | Kind.PARTIAL_DATE:
            return today.isoformat()
        case Kind.NUMBER | Kind.MONEY:
            return 1
        case Kind.YES_NO | Kind.PLEDGE:
            return True
        case Kind.CHOICES:
            return [field.options[0].value]
        case Kind.CHOICE:
            options = field.options or search(field.choice_list, "", field.within)
            return options[0].value
    return None
