"""The rules of ARCHITECTURE.md that no linter knows."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from line_count import lines_of_code

from kiosk.faults import Fault, words
from kiosk.visit.states import State
from kiosk.visit.table import mermaid
from sync.outcome_words import words as outcome_words
from sync.portal import Outcome

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("kiosk", "ui", "drivers", "sync", "resources")
TOP_LEVEL = {*ROOMS, "tests", "packaging", ".ci", ".github"}
LEDGER = tomllib.loads((Path(__file__).parent / "ledger.toml").read_text("utf-8"))


def sources(*patterns: str) -> list[Path]:
    return sorted(file for room in ROOMS for pattern in patterns for file in (ROOT / room).rglob(pattern))


def lines(file: Path) -> int:
    return len(file.read_text("utf-8").splitlines())


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_has_words_for_citizen_staff_and_technician(fault):
    said = words(fault)
    for text in (said.happened, said.safe, said.now, said.staff, said.technician):
        assert text.endswith("."), (fault.name, text)


def test_words_are_for_faults_that_exist():
    table = tomllib.loads((ROOT / "resources" / "faults.toml").read_text("utf-8"))
    assert set(table) == {fault.name for fault in Fault}


def test_every_outcome_of_sending_names_a_page_of_the_handbook():
    assert {outcome_words(outcome).page for outcome in Outcome} <= set(Fault)


def test_a_citizen_reads_at_most_fourteen_words_a_sentence():
    for fault in Fault:
        said = words(fault)
        for sentence in re.split(r"(?<=[.?])\s", f"{said.happened} {said.safe} {said.now}"):
            assert len(sentence.split()) <= 14, (fault.name, sentence)


def test_every_state_has_a_screen_and_every_screen_a_state():
    screens = {file.parent.name for file in (ROOT / "ui/touch/screens").glob("*/*Screen.qml")}
    assert screens == {state.value for state in State}


def test_no_file_passes_the_wall():
    tall = [file for file in sources("*.py") if lines(file) > 500]
    tall += [file for file in sources("*.qml") if lines(file) > 300]
    assert [f"{file.relative_to(ROOT)}: {lines(file)}" for file in tall] == []


def test_every_room_keeps_within_its_ledger():
    def count(room):
        return sum(lines_of_code(file) for end in ("*.py", "*.qml") for file in (ROOT / room).rglob(end))

    counted = {room: count(room) for room in LEDGER}
    assert {room: f"{n} > {LEDGER[room]}" for room, n in counted.items() if n > LEDGER[room]} == {}


def test_the_ledger_knows_every_room():
    assert {room for room in LEDGER if "/" not in room} == set(ROOMS)


def test_every_python_file_says_its_subject():
    texts = {file: file.read_text("utf-8") for file in sources("*.py")}
    silent = [file for file, text in texts.items() if text.strip() and not ast.get_docstring(ast.parse(text))]
    assert [str(file.relative_to(ROOT)) for file in silent] == []


def test_no_top_level_folder_that_the_plan_does_not_name():
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith((".", "__"))}
    assert folders - TOP_LEVEL - {"build", "dist"} == set()


def test_every_dependency_has_its_line_in_the_architecture():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    wanted = [*project["dependencies"], *(line for extra in extras for line in extra)]
    names = [re.split(r"[<>=\[;]", line)[0].strip() for line in wanted]
    said = (ROOT / "ARCHITECTURE.md").read_text("utf-8").lower()
    assert [name for name in names if f"`{name}`" not in said] == []


def test_the_architecture_shows_the_transition_table_as_it_is():
    assert mermaid() in (ROOT / "ARCHITECTURE.md").read_text("utf-8")


def sleeps(node):
    return isinstance(node, ast.Call) and ast.unparse(node.func) in {"time.sleep", "sleep"}


def test_tests_do_not_sleep():
    trees = {file: ast.parse(file.read_text("utf-8")) for file in sorted((ROOT / "tests").rglob("test_*.py"))}
    found = [(file, node.lineno) for file, tree in trees.items() for node in ast.walk(tree) if sleeps(node)]
    assert [f"{file.relative_to(ROOT)}:{line}" for file, line in found] == []


def test_every_folder_of_code_says_what_lives_there():
    rooms = ("kiosk", "ui", "drivers", "sync", "tests", "packaging")
    folders = {file.parent for room in rooms if room != "tests" for file in (ROOT / room).rglob("*.py")}
    folders |= {ROOT / "tests", ROOT / "packaging", ROOT / "resources"}
    silent = [folder for folder in sorted(folders) if not (folder / "README.md").is_file()]
    assert [str(folder.relative_to(ROOT)) for folder in silent] == []
