"""What to do about an answer that a schema refuses, in the citizen's words (no blame, no codes, one idea)."""

from __future__ import annotations

import re
from typing import Any

from jsonschema import ValidationError

from kiosk.forms.definition import Control
from kiosk.forms.kinds import Kind

_CHOSEN = frozenset({Kind.CHOICE, Kind.CHOICES, Kind.YES_NO})
_DATES = {
    Kind.DATE: "nhập đủ ngày, tháng, năm, như 02/09/1990",
    Kind.PARTIAL_DATE: "nhập như 02/09/1990, 09/1990 hoặc 1990",
}
_ITEM_NUMBER = re.compile(r"^\d+[.)]\s*")
_NOTE_NUMBER = re.compile(r"\s*\(\d+\)")


def short_label(control: Control) -> str:
    """The label without item and note numbers of the paper: "7. Họ … chủ hộ (2)" → "Họ … chủ hộ"."""
    if control.short:
        return control.short[:1].upper() + control.short[1:]
    return _NOTE_NUMBER.sub("", _ITEM_NUMBER.sub("", control.label)).strip(" :")


def _lower(words: str) -> str:
    head = words.split(" ", maxsplit=1)[0]
    return words if head.isupper() and len(head) > 1 else words[:1].lower() + words[1:]


def missing(control: Control) -> str:
    """What to say of a required answer that is not there."""
    name = _lower(short_label(control))
    if control.kind in _CHOSEN:
        return f"Chưa chọn {name}"
    if control.kind is Kind.PLEDGE:
        return "Chưa đánh dấu lời cam đoan"
    if control.kind is Kind.CONSENT:
        return f"Chưa có {name}"
    if control.kind is Kind.ROWS:
        return f"Chưa khai {name}"
    if control.kind is Kind.ATTACHMENT:
        return f"Chưa chụp {name}"
    return f"Chưa nhập {name}"


def refused(control: Control, error: ValidationError) -> str:
    """What to say of an answer that is there and not valid."""
    name, value = short_label(control), error.instance
    if control.kind in (Kind.ID_NUMBER, Kind.PHONE) and isinstance(value, str):
        return _digits(name, value, 12 if control.kind is Kind.ID_NUMBER else 10)
    if control.kind in _DATES:
        return wrong_date(control)
    if control.kind is Kind.EMAIL:
        return f"{name} cần có dạng ten@noigui.vn"
    return _by_keyword(name, error, value)


def wrong_date(control: Control) -> str:
    """What to say of a date that cannot be read."""
    return f"{short_label(control)}: {_DATES[control.kind]}"


def _digits(name: str, value: str, needed: int) -> str:
    if not value.isdecimal():
        return f"{name} chỉ gồm chữ số"
    if len(value) < needed:
        return f"{name} mới có {len(value)} số, cần {needed} số"
    if len(value) > needed:
        return f"{name} có {len(value)} số, chỉ cần {needed} số"
    return f"{name} chưa đúng, xem lại từng số"


def _by_keyword(name: str, error: ValidationError, value: Any) -> str:
    limit = error.validator_value
    words = {
        "maxLength": lambda: f"{name} dài quá, rút còn {limit} chữ cái trở xuống",
        "minLength": lambda: f"{name} ngắn quá, cần ít nhất {limit} chữ cái",
        "minimum": lambda: f"{name} phải từ {limit} trở lên",
        "maximum": lambda: f"{name} không quá {limit}",
        "enum": lambda: f"{name}: chọn một mục trong danh sách",
        "const": lambda: f"{name}: chọn một mục trong danh sách",
        "type": lambda: f"{name} cần nhập bằng chữ số" if isinstance(value, str) else f"{name}: nhập lại mục này",
        "minItems": lambda: f"{name}: cần ít nhất {limit} dòng",
        "maxItems": lambda: f"{name}: không quá {limit} dòng",
        "uniqueItems": lambda: f"{name}: có mục bị lặp",
    }
    return words.get(str(error.validator), lambda: f"{name}: xem lại cách viết")()
