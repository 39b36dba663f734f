"""The catalogue on the command line: what a clerk and a technician see."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ui.cli.procedures import app

DAY = ["--on", "2026-11-22"]


def _run(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == code, result.output
    return result.output


def test_list_names_all_48_and_a_group_only_its_own() -> None:
    assert len(_run("list", *DAY).splitlines()) == 48
    home = [json.loads(line) for line in _run("list", "--group", "ket-hon", "--json", *DAY).splitlines()]
    assert [entry["code"] for entry in home] == ["1.000894", "1.004873"]


def test_list_counts_the_flags_that_the_programme_asks_about() -> None:
    assert len(_run("list", "--paperless", *DAY).splitlines()) >= 20
    both = _run("list", "--paperless", "--essential", *DAY)
    assert "1.004194" in both and "2.000815" not in both and "1.010041" not in both


def test_search_finds_without_marks_and_fails_when_there_is_nothing() -> None:
    assert _run("search", "giay", "doc", "than", *DAY).startswith("1.004873")
    assert _run("search", "xyzzy", *DAY, code=1) == ""


def test_show_tells_papers_time_and_fee_for_the_answers_and_draws_the_guide(tmp_path: Path) -> None:
    guide = tmp_path / "guide.png"
    said = _run("show", "1.004194", "--answer", "nha_ai=thue", "--answer", "tuoi=du", "--guide", str(guide), *DAY)
    assert "Cần mang: Hợp đồng thuê, mượn, ở nhờ" in said
    assert "3 ngày làm việc" in said and "15.000 đồng mỗi lần" in said
    assert guide.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("arguments", [["show", "9.999999"], ["show", "1.004194", "--answer", "nha_ai=lau_dai"]])
def test_show_refuses_what_does_not_exist(arguments: list[str]) -> None:
    _run(*arguments, *DAY, code=2)


def test_check_is_silent_about_good_folders_and_names_the_line_of_a_bad_one(tmp_path: Path) -> None:
    assert "Không có lỗi." in _run("check")
    assert "Không có lỗi." in _run("check", "--overlays")
    assert "Không có lỗi." in _run("check", "dang-ky-tam-tru")
    (tmp_path / "procedure.toml").write_text('code = "x"\n', "utf-8")
    assert "name: thiếu mục này" in _run("check", str(tmp_path), code=1)
