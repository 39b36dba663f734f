"""`kiosk forms`, as a clerk or an integrator runs it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import resources
from ui.cli.forms import app


def run(*words: str) -> Result:
    return CliRunner().invoke(app, words)


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    """A copy of two forms that a test may break."""
    for name in ("CT03@2025-07-01", "BHYT2@2025-08-15", "paper.typ"):
        source, target = resources.path("forms", name), tmp_path / "forms" / name
        target.parent.mkdir(exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    shutil.copytree(resources.path("schemas"), tmp_path / "schemas")
    return tmp_path / "forms"


def test_check_of_a_good_form_says_so() -> None:
    result = run("check", "CT01")
    assert result.exit_code == 0 and result.output == "1 tờ khai dùng được, 0 lỗi\n"


def test_check_names_file_and_line_of_what_is_wrong(forms: Path) -> None:
    path = forms / "CT03@2025-07-01" / "ui.json"
    text = path.read_text("utf-8").replace('"Control"', '"Kontrol"', 1)
    path.write_text(text, "utf-8")
    line = next(number for number, one in enumerate(text.splitlines(), 1) if "Kontrol" in one)
    result = run("check", str(forms / "CT03@2025-07-01"))
    assert result.exit_code == 1
    assert f"CT03@2025-07-01/ui.json:{line}: “Kontrol” không dùng được" in result.output


def test_check_runs_samples_and_sets_the_paper(forms: Path) -> None:
    folder = forms / "BHYT2@2025-08-15"
    sample = next((folder / "samples").glob("tre-*.json"))
    sample.write_text(sample.read_text("utf-8").replace('"0900000123"', '"09"'), "utf-8")
    (folder / "print.typ").write_text("#nothing-like-this", "utf-8")
    result = run("check", "BHYT2", "--forms", str(forms))
    assert result.exit_code == 1
    assert "không ngờ tới: /phone: Số điện thoại mới có 2 số, cần 10 số" in result.output
    assert "BHYT2@2025-08-15/print.typ:1: " in result.output


def test_list_show_and_report() -> None:
    assert "CT01@2026-07-01" in run("list").output
    shown = run("show", "CT01").output
    assert "/personal_id: 4. Số định danh cá nhân [id_number] ← subject.personal_id (HIDE /id_pending)" in shown
    assert "releasable 0 of 13" in run("report").output
    assert run("show", "NONE").exit_code == 1


def test_a_new_form_says_what_is_left_to_do(forms: Path) -> None:
    folder = forms / "CT09@2027-01-01"
    assert run("new", str(folder), "--title", "Tờ khai mới", "--basis", "Thông tư 1").exit_code == 0
    checked = run("check", str(folder))
    assert checked.exit_code == 1
    assert "cần ít nhất một mẫu đúng và một mẫu sai" in checked.output
    assert run("new", str(folder), "--title", "x", "--basis", "y").exit_code == 1


def test_diff_says_what_changed(forms: Path) -> None:
    newer = forms / "CT03@2027-01-01"
    shutil.copytree(forms / "CT03@2025-07-01", newer)
    ui = newer / "ui.json"
    ui.write_text(ui.read_text("utf-8").replace("9. Lý do tạm vắng", "9. Lý do vắng mặt"), "utf-8")
    schema = json.loads((newer / "schema.json").read_text("utf-8"))
    schema["required"].append("temporary_residence")
    schema["properties"]["legal_group"]["oneOf"].pop()
    (newer / "schema.json").write_text(json.dumps(schema), "utf-8")
    facts = newer / "form.toml"
    facts.write_text(facts.read_text("utf-8").replace("years = 1", "years = 2"), "utf-8")
    output = run("diff", "CT03@2025-07-01", "CT03@2027-01-01", "--forms", str(forms)).output
    assert "/reason: nhãn “9. Lý do tạm vắng” → “9. Lý do vắng mặt”" in output
    assert "/temporary_residence: trở thành bắt buộc" in output
    assert "/legal_group: lựa chọn “Người khác đi khỏi xã, phường từ 12 tháng liên tục” → “–”" in output
    assert "thêm phép kiểm: /absent_to span_at_least since=/absent_from years=2" in output
    assert output.endswith("5 chỗ khác nhau\n")
    assert run("diff", "CT03", "CT03").output == "0 chỗ khác nhau\n"


def test_formio_in_and_out(forms: Path, tmp_path: Path) -> None:
    source = tmp_path / "d.json"
    fields = [
        {"type": "textfield", "key": "ten", "label": "Tên", "input": True, "validate": {"required": True}},
        {"type": "textfield", "key": "ma", "label": "Mã", "input": True, "calculateValue": "value = 1"},
    ]
    source.write_text(json.dumps({"title": "Thử", "components": fields}), "utf-8")
    made = run("import-formio", str(source), "--into", str(forms / "THU@2026-01-01"))
    assert made.exit_code == 0 and "ma.calculateValue" in made.output and "bỏ lại 1 chỗ" in made.output
    out = run("export-formio", "THU", "--forms", str(forms))
    assert json.loads(out.stdout)["components"][0]["components"][0]["key"] == "ten"
    source.write_text("[]", "utf-8")
    assert run("import-formio", str(source), "--into", str(forms / "X@2026-01-01")).exit_code == 1


def test_answers_in_the_names_of_a_portal(tmp_path: Path) -> None:
    answers = tmp_path / "a.json"
    answers.write_text('{"full_name_birth": "Trần Thị Mẫu", "date_of_birth": "1990-09-02"}', "utf-8")
    result = run("export-formio", "CT01", "--answers", str(answers), "--portal", "igate2")
    assert json.loads(result.stdout) == {"data": {"fullname": "Trần Thị Mẫu", "birthday": "02/09/1990"}}
    assert run("export-formio", "CT01", "--answers", str(answers), "--portal", "none").exit_code == 1
