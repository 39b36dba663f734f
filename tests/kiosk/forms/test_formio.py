"""Form.io definitions, written for these tests in the style of public portals, in and out again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from kiosk.forms.definition import Form
from kiosk.forms.exchange.formio_export import export_definition
from kiosk.forms.exchange.formio_import import Dropped, NotFormio, import_definition
from kiosk.forms.exchange.scaffold import FolderExists, write_form
from tests.kiosk.forms.conftest import TODAY, Folder, begin

DEFINITIONS = sorted((Path(__file__).parent / "formio").glob("*.json"))
each = pytest.mark.parametrize("path", DEFINITIONS, ids=lambda path: path.stem)


def definition(path: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return value


def form_of(folder: Folder, value: Mapping[str, Any]) -> tuple[Form, list[Dropped]]:
    """Import a definition into a folder and read it back as the kiosk does."""
    made = import_definition(value)
    target = folder.root / "TINY@2026-01-01"
    write_form(target, made.title, "Thử", made.schema, made.ui)
    library = folder.library()
    assert [str(problem) for problem in library.problems] == []
    return library.get_version("TINY@2026-01-01"), made.dropped


def test_there_are_enough_definitions() -> None:
    assert len(DEFINITIONS) >= 10


def inputs(components: list[dict[str, Any]], base: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """What a definition asks, by data path: type, required, options, condition, whatever layout is around."""
    for one in components:
        inner = list(one.get("components") or [])
        inner += [c for column in one.get("columns") or [] for c in column["components"]]
        inner += [c for row in one.get("rows") or [] for cell in row for c in cell["components"]]
        holds = one.get("type") in ("container", "datagrid")
        if one.get("input") and one.get("type") not in ("container",):
            rules = one.get("validate", {})
            options = one.get("values") or (one.get("data") or {}).get("values") or []
            yield (
                base + one["key"],
                {
                    "type": {"select": "radio"}.get(one["type"], one["type"]),
                    "required": bool(rules.get("required")),
                    "options": [(option["value"], option["label"]) for option in options],
                    "label": one["label"],
                },
            )
        yield from inputs(inner, f"{base}{one['key']}." if holds else base)


@each
def test_import_and_export_ask_the_same(folder: Folder, path: Path) -> None:
    before = dict(inputs(definition(path)["components"]))
    form, dropped = form_of(folder, definition(path))
    after = dict(inputs(export_definition(form)[0]["components"]))
    lost = {one.key for one in dropped if one.what in ("type", "data")}
    for key, asked in before.items():
        if key.rsplit(".", 1)[-1] not in lost:
            assert after[key] == asked
    assert set(after) <= set(before)


@each
def test_a_second_round_changes_nothing(tmp_path: Path, path: Path) -> None:
    places = [tmp_path / name for name in ("a", "b")]
    for place in places:
        place.mkdir()
    first, _ = form_of(Folder(places[0]), definition(path))
    second, dropped = form_of(Folder(places[1]), export_definition(first)[0])
    assert first.schema["properties"] == second.schema["properties"]
    assert [c.pointer for c in first.controls()] == [c.pointer for c in second.controls()]
    assert [c.rule is None for c in first.controls()] == [c.rule is None for c in second.controls()]
    assert [one for one in dropped if one.what != "conditional"] == []


def imported(folder: Folder, number: str) -> tuple[Form, list[Dropped]]:
    return form_of(folder, definition(next(path for path in DEFINITIONS if path.stem.startswith(number))))


def test_conditions_become_rules(folder: Folder) -> None:
    form, _ = imported(folder, "04")
    pointers = [one.pointer for one in begin(form).page(1).fields]
    assert pointers == ["/coVo", "/cach", "/noiNhan"]
    filling = begin(form).answer("/coVo", True).answer("/cach", "q")
    assert [one.pointer for one in filling.page(1).fields] == ["/coVo", "/tenVo", "/cach"]


def test_conditions_in_tables_and_containers_find_their_field(folder: Folder, tmp_path: Path) -> None:
    form, dropped = imported(folder, "05")
    filling = begin(form).add_row("/thanhVien").answer("/thanhVien/0/la", True)
    assert [cell.pointer for cell in filling.page(1).fields[0].rows[0]][-1] == "/thanhVien/0/ghiChu"
    assert dropped == []
    (tmp_path / "other").mkdir()
    other, _ = imported(Folder(tmp_path / "other"), "06")
    shown = begin(other).answer("/nguoiNop/coThai", True).page(1)
    assert "/them" in [one.pointer for one in shown.fields]
    assert "/chuHo/ten" in [one.pointer for one in shown.fields]


def test_scripts_and_remote_lists_are_dropped_and_listed(folder: Folder) -> None:
    form, dropped = imported(folder, "08")
    assert {(one.key, one.what) for one in dropped} == {
        ("a", "calculateValue"),
        ("b", "customConditional"),
        ("b", "validate.custom"),
        ("xa", "data"),
        ("c", "validate.pattern"),
        ("d", "defaultValue"),
        ("ky", "type"),
        ("ma", "type"),
    }
    text = json.dumps(form.schema) + (form.folder / "ui.json").read_text("utf-8")
    assert "value =" not in text and "show =" not in text and "example.invalid" not in text


def test_a_combined_condition_is_listed_not_guessed(folder: Folder) -> None:
    form, dropped = imported(folder, "10")
    assert [(one.key, one.what) for one in dropped] == [("ghep", "conditional")]
    assert "/soCu" in [one.pointer for one in begin(form).answer("/loai", "doi").page(1).fields]


def test_an_unknown_type_becomes_a_line_of_text(folder: Folder) -> None:
    form, dropped = imported(folder, "12")
    assert [(one.key, one.what) for one in dropped] == [("cay", "type")]
    assert next(iter(form.controls())).kind == "text"


def test_labels_lose_their_markup_and_are_drafts(folder: Folder) -> None:
    form, _ = imported(folder, "09")
    page = begin(form).page(1)
    assert page.fields[0].label == "Khai đủ các mục."
    assert page.fields[2].hint == "Ghi ngắn"
    assert form.drafts == 2


@pytest.mark.parametrize("value", [None, [], {}, {"components": "x"}, {"components": None}])
def test_what_is_no_definition_is_refused(value: Any) -> None:
    with pytest.raises(NotFormio):
        import_definition(value)


@pytest.mark.parametrize(
    "component",
    [
        {},
        {"type": "textfield"},
        {"type": "textfield", "key": "", "label": "<b></b>", "validate": None, "conditional": "x"},
        {"type": "datagrid", "key": "g", "components": [None, 3]},
        {"type": "select", "key": "s", "values": [None, {"value": None}], "data": []},
        {"type": "number", "key": "n", "validate": {"min": "x", "max": "9" * 40}},
        {"type": "columns", "key": "c", "columns": [None]},
        {"type": "textfield", "key": "k", "validate": {"maxLength": "nhiều"}},
        {"type": "textarea", "key": "t", "label": "T", "rows": 3},
        {"type": {"a": 1}, "key": "u", "columns": 2, "components": True},
        {"type": "radio", "key": "r", "values": 7},
        {"type": "textfield", "key": "d", "conditional": {"conditions": "khi nào"}},
    ],
)
def test_odd_components_do_not_stop_the_import(folder: Folder, component: Any) -> None:
    form, _ = form_of(folder, {"components": [{"type": "textfield", "key": "x", "label": "X"}, component, None]})
    assert form.find_control("/x")


def test_a_folder_is_never_overwritten(folder: Folder) -> None:
    target = folder.root / "TINY@2026-01-01"
    write_form(target, 'Tên "lạ" \\', "Thử")
    assert folder.library().get("TINY", TODAY).title == 'Tên "lạ" \\'
    with pytest.raises(FolderExists):
        write_form(target, "x", "y")
