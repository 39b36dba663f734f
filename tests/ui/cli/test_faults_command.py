"""Every fault has its page and the reverse; the commands that pages name exist; one document holds them all."""

import tomllib

import pytest
from typer.testing import CliRunner

import resources
from kiosk.faults import Fault, page
from ui.cli.faults import app

PAGES = tomllib.loads(resources.path("fault_pages.toml").read_text("utf-8"))


def test_pages_are_for_faults_that_exist_and_every_fault_has_one():
    assert set(PAGES) == {fault.name for fault in Fault}


def test_no_two_faults_share_a_code():
    assert len({fault.value for fault in Fault}) == len(list(Fault)) == len(Fault.__members__)


@pytest.mark.parametrize("fault", Fault)
def test_a_page_has_title_cause_and_steps_in_whole_sentences(fault):
    sheet = page(fault)
    assert sheet.title and not sheet.title.endswith(".")
    for text in (sheet.cause, *sheet.staff, *sheet.technician):
        assert text.endswith("."), (fault.name, text)
    assert sheet.staff and sheet.technician


def test_a_page_is_shown_by_code_or_name_and_an_unknown_code_is_refused():
    assert "Hết giấy" in CliRunner().invoke(app, ["show", "tb-05"]).stdout
    assert '"code": "TB-05"' in CliRunner().invoke(app, ["show", "PAPER_OUT", "--json"]).stdout
    assert CliRunner().invoke(app, ["show", "XX-99"]).exit_code == 1


def test_the_document_holds_every_page_once(tmp_path):
    file = tmp_path / "faults.md"
    assert CliRunner().invoke(app, ["document", "--out", str(file)]).exit_code == 0
    text = file.read_text("utf-8")
    assert [text.count(f"## {fault.value} ·") for fault in Fault] == [1] * len(Fault)
