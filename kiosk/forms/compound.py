"""The choices of a field, and the parts of an address, an identity paper and a consent, as a form's schema has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kiosk.forms.definition import Control
from kiosk.forms.kinds import Kind
from kiosk.forms.view import Option

_PARTS: Mapping[Kind, tuple[Control, ...]] = {
    Kind.ADDRESS: (
        Control("/province", Kind.CHOICE, "Tỉnh, thành phố", choice_list="provinces"),
        Control("/commune", Kind.CHOICE, "Xã, phường, đặc khu", choice_list="communes", within="/province"),
        Control("/detail", Kind.TEXT, "Số nhà, đường, thôn, tổ dân phố", example="Thôn 2"),
        Control("/country", Kind.CHOICE, "Quốc gia", choice_list="countries"),
        Control("/old", Kind.TEXT, "Địa chỉ ghi theo đơn vị hành chính cũ"),
    ),
    Kind.ID_PAPER: (
        Control("/kind", Kind.CHOICE, "Loại giấy tờ"),
        Control("/number", Kind.TEXT, "Số giấy tờ"),
        Control("/issued_on", Kind.DATE, "Ngày cấp"),
        Control("/issued_by", Kind.TEXT, "Nơi cấp"),
    ),
    Kind.CONSENT: (
        Control("/way", Kind.CHOICE, "Cách cho ý kiến"),
        Control("/full_name", Kind.NAME, "Họ, chữ đệm và tên"),
        Control("/personal_id", Kind.ID_NUMBER, "Số định danh cá nhân", masked=True),
        Control("/date", Kind.DATE, "Ngày cho ý kiến"),
    ),
}


def parts_of(kind: Kind, schema: Mapping[str, Any]) -> tuple[Control, ...]:
    """The parts of a compound kind that its schema has, with the schema's own options and lengths."""
    properties = schema.get("properties", {})
    wanted = ((part, properties.get(part.pointer[1:])) for part in _PARTS.get(kind, ()))
    return tuple(_fitted(part, own) for part, own in wanted if isinstance(own, Mapping))


def choice_options(schema: Mapping[str, Any]) -> tuple[Option, ...]:
    """The entries of ``enum`` or of ``oneOf: [{const, title, description}]``."""
    if "enum" in schema:
        return tuple(Option(str(value), str(value)) for value in schema["enum"])
    entries = [entry for entry in schema.get("oneOf", ()) if isinstance(entry, Mapping) and "const" in entry]
    return tuple(
        Option(str(entry["const"]), str(entry.get("title", entry["const"])), str(entry.get("description", "")))
        for entry in entries
    )


def _fitted(part: Control, schema: Mapping[str, Any]) -> Control:
    return Control(
        part.pointer,
        part.kind,
        part.label,
        example=part.example,
        options=choice_options(schema),
        choice_list=part.choice_list,
        within=part.within,
        masked=part.masked,
        max_length=int(schema.get("maxLength", 0)),
    )
