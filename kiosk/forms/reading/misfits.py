"""Controls that cannot ask for what their schema wants: another type, no choices, a table in a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kiosk.forms.definition import Control, controls_of
from kiosk.forms.kinds import Kind

_HOLDS: Mapping[Kind, str] = {
    Kind.NUMBER: "integer",
    Kind.MONEY: "integer",
    Kind.YES_NO: "boolean",
    Kind.PLEDGE: "boolean",
    Kind.CHOICES: "array",
    Kind.ROWS: "array",
    Kind.ADDRESS: "object",
    Kind.ID_PAPER: "object",
    Kind.CONSENT: "object",
}
"""Type of the value of a kind; text for every other."""


def misfit(control: Control, schema: Mapping[str, Any]) -> str:
    """Say why a control cannot ask for what its schema wants; "" when it can."""
    values = schema.get("items", schema) if control.kind is Kind.CHOICES else schema
    said = values.get("enum") or [one.get("const") for one in values.get("oneOf", ()) if isinstance(one, Mapping)]
    wanted = _HOLDS.get(control.kind, "string")
    if said and (not all(isinstance(one, str) for one in said) or len(set(said)) < len(said)):
        return "mỗi lựa chọn là một văn bản riêng (enum, hoặc oneOf với const và title), không trùng nhau"
    if schema.get("type", "string" if said else "") != wanted:
        return f"loại {control.kind} cần “type”: “{wanted}” trong schema.json"
    if control.kind in (Kind.CHOICE, Kind.CHOICES) and not said and not control.choice_list:
        return "mục chọn cần enum hoặc oneOf trong schema.json, hoặc options.list"
    if _HOLDS.get(control.kind) == "object" and not control.parts:
        return f"loại {control.kind} cần một mảnh có sẵn, như urn:kiosk:schema:{control.kind}"
    if {Kind.ROWS, Kind.ATTACHMENT} & {column.kind for column in controls_of(control.columns)}:
        return "trong bảng không có bảng khác hay giấy tờ chụp: tách ra ngoài bảng"
    return ""
