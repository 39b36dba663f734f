from __future__ import annotations

import copy
import json
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kiosk.forms.errors import UnknownForm
from kiosk.forms.reading.limits import MAX_FIELDS, MAX_UI_DEPTH
from kiosk.forms.reading.matching import pattern_trouble
from kiosk.forms.reading.positions import MAX_DEPTH, read_json, read_toml
from tests.kiosk.forms.conftest import TINY_SCHEMA, Folder, control, tiny_ui, when


def problems(folder: Folder, **parts: Any) -> list[str]:
    folder.write(**parts)
    return [str(problem) for problem in folder.library().problems]


def schema_with(**properties: Any) -> dict[str, Any]:
    schema = copy.deepcopy(TINY_SCHEMA)
    schema["properties"].update(properties)  # type: ignore[attr-defined]
    return schema


def test_a_broken_folder_is_named_with_all_its_errors_and_the_others_work(folder: Folder) -> None:
    folder.write()
    folder.write(
        schema=schema_with(more={"type": "string", "maxlength": 5}),
        ui=tiny_ui(control("deep", options={"kind": "signature"})),
        facts='[[checks]]\ncheck = "is_nice"\nat = "/name"\n',
        name="BAD@2026-01-01",
    )
    library = folder.library()
    assert [form.id for form in library.all()] == ["TINY@2026-01-01"]
    assert {problem.file for problem in library.problems} == {
        "BAD@2026-01-01/schema.json",
        "BAD@2026-01-01/ui.json",
        "BAD@2026-01-01/form.toml",
    }
    words = "\n".join(map(str, library.problems))
    assert "không có mục “maxlength”" in words
    assert "“signature” không dùng được; có: text" in words
    assert "BAD@2026-01-01/form.toml:4: “is_nice” không dùng được; có: within_days" in words


def test_errors_name_the_line(folder: Folder) -> None:
    text = json.dumps(TINY_SCHEMA, indent=1).replace('"maxItems": 2', '"maxItms": 2')
    line = text.splitlines().index(next(one for one in text.splitlines() if "maxItms" in one)) + 1
    found = problems(folder, schema=text)
    assert any(one.startswith(f"TINY@2026-01-01/schema.json:{line}: không có mục “maxItms”") for one in found)


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("schema.json", '{\n"a": }', "schema.json:2: không phải JSON đúng"),
        ("ui.json", "[]", "ui.json:1: phải là đối tượng"),
        ("form.toml", 'title = "x"\nthế này', "form.toml:2: không phải TOML"),
        ("schema.json", "[" * 100, f"lồng nhau quá {MAX_DEPTH} tầng"),
        ("schema.json", b"\xff{}", "schema.json:1: không phải UTF-8"),
        ("schema.json", " " * 600_000, "tệp quá lớn"),
        ("print.typ", None, "print.typ: thiếu tệp này"),
        ("ui.json", None, "ui.json: thiếu tệp này"),
    ],
)
def test_files_that_cannot_be_read(folder: Folder, file: str, text: str | bytes | None, said: str) -> None:
    path = folder.write() / file
    if text is None:
        path.unlink()
    else:
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert any(said in str(problem) for problem in folder.library().problems)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"more": {"$ref": "https://example.com/x.json"}}, "không có lược đồ https://example.com/x.json"),
        ({"more": {"$ref": "urn:kiosk:schema:nothing"}}, "không có lược đồ urn:kiosk:schema:nothing"),
        ({"more": {"type": "string"}}, "văn bản cần maxLength"),
        ({"more": {"type": "string", "maxLength": 99999}}, "văn bản cần maxLength"),
        ({"more": {"type": "string", "maxLength": 9, "pattern": r"(a)\1"}}, "mẫu viết sai"),
        ({"more": {"type": "text", "maxLength": 9}}, "“text” không dùng được; có: string"),
        ({"lost": {"type": "string", "maxLength": 9}}, "không trang nào hỏi mục “lost”"),
    ],
)
def test_schemas_that_are_refused(folder: Folder, change: dict[str, Any], said: str) -> None:
    assert any(said in problem for problem in problems(folder, schema=schema_with(**change)))


def test_a_condition_must_say_what_a_missing_answer_means(folder: Folder) -> None:
    rule = when("SHOW", "kind", const="a")
    del rule["condition"]["failWhenUndefined"]
    assert any("failWhenUndefined" in one for one in problems(folder, ui=tiny_ui(control("more", rule=rule))))


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ({"rule": {"effect": "EXPLODE", "condition": {}}}, "“EXPLODE” không dùng được"),
        ({"rule": when("SHOW", "nothing", const=1)}, "không có mục #/properties/nothing"),
        ({"rule": when("SHOW", "kind", pattern="(?=x)")}, "điều kiện viết sai"),
        ({"options": {"autofill": {"party": "requester", "fact": "shoe_size"}}}, "“shoe_size” không dùng được"),
        ({"options": {"list": "planets"}}, "“planets” không dùng được"),
        ({"options": {"kindd": "name"}}, "không có mục “kindd”"),
        ({"label": ""}, "không được để trống"),
    ],
)
def test_controls_that_are_refused(folder: Folder, extra: dict[str, Any], said: str) -> None:
    assert any(said in problem for problem in problems(folder, ui=tiny_ui(control("more", **extra))))


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ("nonsense = 1\n", "không có mục “nonsense”"),
        ('valid_to = "mai"\n', "valid_to phải là ngày"),
        ('[[derived]]\nat = "/name"\nrule = "magic"\n', "“magic” không dùng được"),
        ('[[derived]]\nat = "/name"\nrule = "copy"\nof = "/more"\nfrom = 1\n', "không có mục “from”"),
        ('[[checks]]\ncheck = "differs"\nat = "/name"\nother = "/more"\nlevel = "loud"\n', "“loud” không dùng được"),
        ('[[outputs]]\nform = "NONE@2026-01-01"\nanswers = {}\n', "không có tờ khai NONE@2026-01-01"),
        ("[[given]]\nanswers = { nothing = 1 }\n", "không có mục /nothing trong schema.json"),
        ("[checks]\nx = 1\n", "phải là danh sách"),
    ],
)
def test_facts_that_are_refused(folder: Folder, facts: str, said: str) -> None:
    assert any(said in problem for problem in problems(folder, facts=facts))


@pytest.mark.parametrize("name", ["tiny", "TINY@2026", "TINY@2026-02-30", "T/../x@2026-01-01".replace("/", "_")])
def test_folder_names_that_are_refused(folder: Folder, name: str) -> None:
    folder.write(name=name)
    assert folder.library().all() == ()
    assert folder.library().problems


def test_the_version_of_the_day_is_chosen(folder: Folder) -> None:
    folder.write(name="TINY@2025-01-01", facts="valid_to = 2026-06-30\n")
    folder.write(name="TINY@2026-03-01")
    library = folder.library()
    assert library.find("TINY", date(2024, 12, 31)) is None
    assert library.get("TINY", date(2026, 2, 28)).id == "TINY@2025-01-01"
    assert library.get("TINY", date(2026, 3, 1)).id == "TINY@2026-03-01"
    with pytest.raises(UnknownForm):
        library.get("NONE", date(2026, 1, 1))


def test_the_digest_changes_with_the_definition_and_its_fragments_only(folder: Folder) -> None:
    path = folder.write()
    first = folder.library().get_version("TINY@2026-01-01").sha256
    (path / "review.toml").write_text('reviewer = "x"\n')
    assert folder.library().get_version("TINY@2026-01-01").sha256 == first
    fragment = folder.root.parent / "schemas" / "name.json"
    fragment.write_text(fragment.read_text("utf-8").replace("120", "121"), "utf-8")
    second = folder.library().get_version("TINY@2026-01-01").sha256
    (path / "print.typ").write_text("khác")
    assert len({first, second, folder.library().get_version("TINY@2026-01-01").sha256}) == 3


@pytest.mark.parametrize("pattern", [r"(a)\1", "(?=a)", "(", "a" * 300, "x{1001}"])
def test_patterns_beyond_a_regular_language_are_refused(pattern: str) -> None:
    assert pattern_trouble(pattern)


@pytest.mark.parametrize(
    "pattern", ["^(a+)+$", "^(a|aa){1,99}$", "^" + "a?" * 60 + "a" * 60 + "$", "^(.*)*$", r"^[\p{L} ]{1,9}$"]
)
def test_patterns_that_would_take_for_ever_elsewhere_take_no_time_here(folder: Folder, pattern: str) -> None:
    form = folder.form(schema=schema_with(more={"type": "string", "maxLength": 100, "pattern": pattern}))
    began = time.perf_counter()
    list(form.validator.iter_errors({"name": "x", "more": "a" * 59 + "!"}))
    assert time.perf_counter() - began < 10


def test_allowed_patterns_are_fast_on_hostile_texts(folder: Folder) -> None:
    schema = schema_with(more={"type": "string", "maxLength": 20, "pattern": "^[a-z ]+x$"})
    form = folder.form(schema=schema)
    began = time.perf_counter()
    assert list(form.validator.iter_errors({"name": "x", "more": "a " * 50_000}))
    assert time.perf_counter() - began < 10


def test_lines_of_json_and_toml(tmp_path: Path) -> None:
    one, two = tmp_path / "a.json", tmp_path / "b.toml"
    one.write_text('{\n "a": [\n  {"b": "}{"},\n  2\n ],\n "c/d": 3\n}')
    two.write_text('x = 1\n[[t]]\na = 1\n[[t]]\nb = "2"\n')
    found = read_json(one, "a.json")
    assert [found.line(pointer) for pointer in ("", "/a", "/a/0/b", "/a/1", "/c~1d", "/a/0/zzz")] == [1, 2, 3, 4, 6, 3]
    assert [read_toml(two, "b").line(pointer) for pointer in ("/x", "/t/0", "/t/1/b")] == [1, 2, 5]


def test_a_form_is_releasable_when_somebody_compared_all_of_it(folder: Folder) -> None:
    path = folder.write()
    assert not folder.library().get("TINY", date(2026, 5, 1)).releasable
    review = 'reviewer = "Người thử"\non = 2026-11-01\nsource = "TT.pdf"\nsource_sha256 = "ab"\n'
    (path / "review.toml").write_text(review, "utf-8")
    assert folder.library().get("TINY", date(2026, 5, 1)).releasable
    (path / "ui.json").write_text(json.dumps(tiny_ui(control("more", options={"draft": True}))), "utf-8")
    assert not folder.library().get("TINY", date(2026, 5, 1)).releasable


def test_a_paper_that_would_fetch_a_package_is_refused(folder: Folder) -> None:
    path = folder.write() / "print.typ"
    path.write_text('Một\n#import "@preview/cetz:0.3.0"\n', "utf-8")
    said = [str(problem) for problem in folder.library().problems]
    assert said == ["TINY@2026-01-01/print.typ:2: không được dùng gói tải từ mạng"]


def test_limits_on_fields_and_on_nesting(folder: Folder) -> None:
    names = [f"f{number}" for number in range(MAX_FIELDS + 1)]
    schema = {"type": "object", "properties": {name: {"type": "boolean"} for name in names}}
    page: dict[str, Any] = {"type": "Category", "label": "Trang", "elements": [control(name) for name in names]}
    ui = {"type": "Categorization", "elements": [page]}
    assert any(f"quá {MAX_FIELDS} mục" in one for one in problems(folder, schema=schema, ui=ui))
    nested: dict[str, Any] = control("more")
    for _ in range(MAX_UI_DEPTH + 1):
        nested = {"type": "Group", "elements": [nested]}
    ui = tiny_ui()
    ui["elements"][0]["elements"].append(nested)
    assert any(f"lồng nhau quá {MAX_UI_DEPTH} tầng" in one for one in problems(folder, ui=ui))
