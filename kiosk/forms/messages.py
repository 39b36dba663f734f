"""What to do about an answer that a schema refuses, in the citizen's words (no blame, no codes, one idea)."""

from __future__ import annotations

import re
from typing import Any

from jsonschema import ValidationError

from kiosk.forms.definition import Control
from kiosk.forms.kinds import Kind
from kiosk.language.money import money
from kiosk.language.words import VIETNAMESE, Words, noted

_DATES = {
    Kind.DATE: noted("{name}: nhập đủ ngày, tháng, năm, như 02/09/1990"),
    Kind.PARTIAL_DATE: noted("{name}: nhập như 02/09/1990, 09/1990 hoặc 1990"),
}
_ITEM_NUMBER = re.compile(r"^\d+[.)]\s*")
_NOTE_NUMBER = re.compile(r"\s*\(\d+\)")


_NOT_ENTERED = noted("Chưa nhập {name:lower}")
_UNCLEAR = noted("{name}: xem lại cách viết")
_MISSING = {
    Kind.CHOICE: noted("Chưa chọn {name:lower}"),
    Kind.CHOICES: noted("Chưa chọn {name:lower}"),
    Kind.YES_NO: noted("Chưa chọn {name:lower}"),
    Kind.PLEDGE: noted("Chưa đánh dấu lời cam đoan"),
    Kind.CONSENT: noted("Chưa có {name:lower}"),
    Kind.ROWS: noted("Chưa khai {name:lower}"),
    Kind.ATTACHMENT: noted("Chưa chụp {name:lower}"),
}
_REFUSED = {
    "maxLength": noted("{name} dài quá, rút còn {limit} chữ cái trở xuống"),
    "minLength": noted("{name} ngắn quá, cần ít nhất {limit} chữ cái"),
    "minimum": noted("{name} phải từ {limit} trở lên"),
    "maximum": noted("{name} không quá {limit}"),
    "enum": noted("{name}: chọn một mục trong danh sách"),
    "const": noted("{name}: chọn một mục trong danh sách"),
    "type": noted("{name}: nhập lại mục này"),
    "minItems": noted("{name}: cần ít nhất {limit} dòng"),
    "maxItems": noted("{name}: không quá {limit} dòng"),
    "contains": noted("{name}: chưa có dòng nào đúng như cần"),
    "uniqueItems": noted("{name}: có mục bị lặp"),
}
"""By the keyword of the schema that refuses."""


def short_label(control: Control, say: Words = VIETNAMESE) -> str:
    """The label without item and note numbers of the paper: "7. Họ … chủ hộ (2)" → "Họ … chủ hộ"."""
    if control.short:
        short = say(control.short)
        return short[:1].upper() + short[1:]
    return _NOTE_NUMBER.sub("", _ITEM_NUMBER.sub("", say(control.label))).strip(" :")


def missing(control: Control, say: Words = VIETNAMESE) -> str:
    """What to say of a required answer that is not there."""
    return say(_MISSING.get(control.kind, _NOT_ENTERED), name=short_label(control, say))


def refused(control: Control, error: ValidationError, say: Words = VIETNAMESE) -> str:
    """What to say of an answer that is there and not valid."""
    name, value = short_label(control, say), error.instance
    if control.kind in (Kind.ID_NUMBER, Kind.PHONE) and isinstance(value, str):
        return _digits(name, value, 12 if control.kind is Kind.ID_NUMBER else 10, say)
    if control.kind in _DATES:
        return wrong_date(control, say)
    if control.kind is Kind.EMAIL:
        return say("{name} cần có dạng ten@noigui.vn", name=name)
    if error.validator == "type" and isinstance(value, str):
        return say("{name} cần nhập bằng chữ số", name=name)
    limit: Any = error.validator_value
    if control.kind is Kind.MONEY and isinstance(limit, int):
        limit = money(limit)
    return say(_REFUSED.get(str(error.validator), _UNCLEAR), name=name, limit=limit)


def wrong_date(control: Control, say: Words = VIETNAMESE) -> str:
    """What to say of a date that cannot be read."""
    return say(_DATES[control.kind], name=short_label(control, say))


def _digits(name: str, value: str, needed: int, say: Words) -> str:
    if not value.isdecimal():
        return say("{name} chỉ gồm chữ số", name=name)
    if len(value) < needed:
        return say("{name} mới có {count} số, cần {needed} số", name=name, count=len(value), needed=needed)
    if len(value) > needed:
        return say("{name} có {count} số, chỉ cần {needed} số", name=name, count=len(value), needed=needed)
    return say("{name} chưa đúng, xem lại từng số", name=name)
