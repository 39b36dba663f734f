"""Folders of the right shape that nobody could fill, or not to the end: refused with words, file and line."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.kiosk.forms.conftest import PEOPLE, TINY_SCHEMA, Folder, begin, control, tiny_ui, when

Parts = Mapping[str, Any]
TEXT = {"type": "string", "maxLength": 20}


def schema(more: Any = None, **top: Any) -> dict[str, Any]:
    made = copy.deepcopy(TINY_SCHEMA) | top
    if more is not None:
        made["properties"]["more"] = more  # type: ignore[index]
    return made


def problems(folder: Folder, parts: Parts) -> list[str]:
    folder.write(**parts)
    return [str(problem) for problem in folder.library().problems]


def table_in_table() -> Parts:
    inner = {"type": "array", "maxItems": 2, "items": {"type": "object", "properties": {"name": TEXT}}}
    made = schema()
    made["properties"]["people"]["items"]["properties"]["children"] = inner
    people = copy.deepcopy(PEOPLE)
    detail = {"elements": [control("name")]}
    people["options"]["detail"]["elements"].append(control("children", options={"kind": "rows", "detail": detail}))
    return {"schema": made, "ui": tiny_ui(people)}


CASES: dict[str, tuple[Parts, str]] = {
    "no type": ({"schema": schema({"maxLength": 5})}, "cần “type”: “string”"),
    "no type at all": ({"schema": {"properties": {}}}, "cả tờ khai cần “type”: “object”"),
    "numbers to choose": ({"schema": schema({"enum": [1, 2]})}, "mỗi lựa chọn là một văn bản riêng"),
    "one choice twice": ({"schema": schema({"enum": ["a", "a"]})}, "không trùng nhau"),
    "choices without const": ({"schema": schema({"oneOf": [{"type": "string"}]})}, "oneOf với const và title"),
    "nothing to choose": ({"ui": tiny_ui(control("more", options={"kind": "choice"}))}, "mục chọn cần enum"),
    "another type": ({"ui": tiny_ui(control("more", options={"kind": "yes_no"}))}, "cần “type”: “boolean”"),
    "an address of text": ({"ui": tiny_ui(control("more", options={"kind": "address"}))}, "cần “type”: “object”"),
    "a table in a table": (table_in_table(), "trong bảng không có bảng khác"),
    "bounds": ({"schema": schema({**TEXT, "minLength": 30})}, "minLength lớn hơn maxLength"),
    "a strange name": ({"schema": schema(properties={"tên": TEXT})}, "tên mục “tên” phải viết bằng chữ không dấu"),
    "a demand on all": ({"schema": schema(**{"not": {"required": ["more"]}})}, "“not” cho cả một khối"),
    "one demand of two": ({"schema": schema(oneOf=[{"required": ["more"]}])}, "“oneOf” cho cả một khối"),
    "required and unknown": ({"schema": schema(required=["ghost"])}, "/ghost bắt buộc mà không trang nào hỏi"),
    "required and hidden": (
        {"schema": schema(required=["more"]), "ui": tiny_ui(control("more", rule=when("SHOW", "kind", const="a")))},
        "/more bắt buộc nhưng có lúc bị ẩn",
    ),
    "shown by itself": ({"ui": tiny_ui(control("more", rule=when("SHOW", "more", type="string")))}, "chính nó"),
    "shown in a circle": (
        {
            "ui": tiny_ui(
                control("more", rule=when("HIDE", "deep", const="x")),
                control("deep", rule=when("SHOW", "more", type="string")),
            )
        },
        "/deep hiện hay ẩn tùy vào chính nó",
    ),
    "a value that never fits": ({"facts": '[[given]]\nanswers = { kind = "z" }\n'}, "“z” không hợp với mục /kind"),
    "a rule that never fits": (
        {"facts": '[[derived]]\nat = "/more"\nrule = "value"\nvalue = 5\n'},
        "form.toml:3: “5” không hợp với mục /more",
    ),
    "a slot nobody fills": (
        {"facts": '[[derived]]\nat = "/more"\nrule = "text"\ntemplate = "{place.planet}"\n'},
        "không có “place.planet”; có: place.commune",
    ),
    "over before it began": ({"facts": "valid_to = 2020-01-01\n"}, "ngày hết hiệu lực sớm hơn"),
    "an endless key": ({"facts": "a" + ".a" * 40_000 + " = 1\n"}, "dòng dài hơn"),
}


@pytest.mark.parametrize(("parts", "said"), CASES.values(), ids=CASES)
def test_it_is_refused_with_words(folder: Folder, parts: Parts, said: str) -> None:
    assert any(said in problem for problem in problems(folder, parts))


def test_a_field_that_is_asked_twice_is_refused_unless_rules_tell_when(folder: Folder) -> None:
    ui = tiny_ui()
    ui["elements"][0]["elements"].append(control("more"))
    assert any("/more được hỏi hai lần" in one for one in problems(folder, {"ui": ui}))
    ui["elements"][0]["elements"][2] = control("more", rule=when("SHOW", "kind", const="a"))
    ui["elements"][0]["elements"][-1] = control("more", rule=when("HIDE", "kind", const="a"))
    assert problems(folder, {"ui": ui}) == []


@pytest.mark.parametrize("text", ['{"a": 1,\n "a": 2}', '{"a": NaN}', '{"a": ' + "9" * 6000 + "}"])
def test_json_that_readers_take_differently_is_refused(folder: Folder, text: str) -> None:
    assert any("schema.json" in one for one in problems(folder, {"schema": text}))


def test_a_file_with_a_byte_order_mark_is_read(folder: Folder) -> None:
    path = folder.write() / "ui.json"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert folder.library().problems == ()


def fifo(path: Path) -> None:
    os.mkfifo(path)


def link_out(path: Path) -> None:
    path.symlink_to("/etc/hostname")


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize("name", ["ui.json", "form.toml", "print.typ"])
@pytest.mark.parametrize("make", [fifo, link_out, endless, Path.mkdir])
def test_what_is_no_plain_file_of_the_folder_is_never_opened(
    folder: Folder, name: str, make: Callable[[Path], None]
) -> None:
    path = folder.write() / name
    path.unlink()
    make(path)
    assert any(f"TINY@2026-01-01/{name}" in str(problem) for problem in folder.library().problems)


def test_of_several_ways_to_mend_the_shortest_is_named(folder: Folder) -> None:
    either = [{"required": ["more", "deep"]}, {"required": ["kind"]}]
    form = folder.form(schema=schema(anyOf=either, dependentRequired={"kind": ["deep"]}))
    errors = {one.pointer: one.error for one in begin(form).answer("/name", "An").check(1).errors}
    assert errors == {"/kind": "Chưa chọn kind"}
    errors = {one.pointer: one.error for one in begin(form).answer("/name", "An").answer("/kind", "a").check(1).errors}
    assert errors == {"/deep": "Chưa nhập deep"}


def test_what_no_page_can_mend_is_left_to_the_desk(folder: Folder) -> None:
    rule = {"if": {"properties": {"kind": {"const": "b"}}, "required": ["kind"]}, "then": {"required": ["more"]}}
    hidden = tiny_ui(control("more", rule=when("SHOW", "kind", const="a")))
    filling = begin(folder.form(schema=schema(allOf=[rule]), ui=hidden)).answer("/name", "An").answer("/kind", "b")
    assert filling.first_page_with_errors() is None
    assert filling.outputs()[0].missing == ("Chưa nhập more",)
    assert [(row.label, row.text) for row in filling.left_to_desk()] == [("Tờ khai thử", "Chưa nhập more")]
    assert filling.review()[0].title == "Làm tiếp tại quầy"
