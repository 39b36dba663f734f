"""The rules of ARCHITECTURE.md that no linter knows."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from kiosk.faults import Fault, words
from kiosk.visit.states import State
from kiosk.visit.table import mermaid

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


def test_a_citizen_reads_at_most_fourteen_words_a_sentence():
    for fault in Fault:
        said = words(fault)
        for sentence in re.split(r"(?<=[.?])\s", f"{said.happened} {said.safe} {said.now}"):
            assert len(sentence.split()) <= 14, (fault.name, sentence)


def test_every_state_has_a_screen_and_every_screen_a_state():
    screens = {file.parent.name for file in (ROOT / "ui/touch/screens").glob("*/*Screen.qml")}
    assert screens == {state.value for state in State}


def test_no_file_passes_the_wall():
    walls = {"*.py": 500, "*.qml": 300}
    tall = [
        f"{file.relative_to(ROOT)}: {lines(file)}"
        for end, wall in walls.items()
        for file in sources(end)
        if lines(file) > wall
    ]
    assert tall == []


def test_every_room_keeps_within_its_ledger():
    counted = {
        room: sum(lines(file) for end in ("*.py", "*.qml") for file in (ROOT / room).rglob(end)) for room in LEDGER
    }
    over = {room: f"{count} > {LEDGER[room]}" for room, count in counted.items() if count > LEDGER[room]}
    assert over == {}


def test_the_ledger_keeps_the_product_within_its_size():
    assert sum(LEDGER[room] for room in LEDGER if "/" not in room) <= 22_000


def test_every_python_file_says_its_subject():
    silent = [
        str(f.relative_to(ROOT))
        for f in sources("*.py")
        if f.read_text("utf-8").strip() and not ast.get_docstring(ast.parse(f.read_text("utf-8")))
    ]
    assert silent == []


def test_no_top_level_folder_that_the_plan_does_not_name():
    tracked = {
        path.name
        for path in ROOT.iterdir()
        if path.is_dir() and (not path.name.startswith(".") or path.name in TOP_LEVEL)
    }
    assert tracked - TOP_LEVEL - {"build", "dist", "__pycache__"} == set()


def test_every_dependency_has_its_line_in_the_architecture():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    said = (ROOT / "ARCHITECTURE.md").read_text("utf-8").lower()
    assert [
        name for line in wanted if (name := re.split(r"[<>=\[;]", line)[0].strip()) and f"`{name}`" not in said
    ] == []


def test_the_architecture_shows_the_transition_table_as_it_is():
    assert mermaid() in (ROOT / "ARCHITECTURE.md").read_text("utf-8")


def test_tests_do_not_sleep():
    sleepers = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file in sorted((ROOT / "tests").rglob("test_*.py"))
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"time.sleep", "sleep"}
    ]
    assert sleepers == []


def test_every_folder_of_a_room_says_what_lives_there():
    folders = set(ROOMS) | {f"kiosk/{n}" for n in ("identity", "forms", "procedures", "visit", "language")}
    folders |= {f"ui/{n}" for n in ("cli", "touch")} | {
        f"drivers/{n}" for n in ("card", "code", "document", "printer", "transport")
    }
    folders |= {f"resources/{n}" for n in ("forms", "procedures", "places", "languages")} | {
        "sync/reference_portal",
        "tests",
        "packaging",
    }
    assert [
        folder for folder in sorted(folders) if (ROOT / folder).is_dir() and not (ROOT / folder / "README.md").is_file()
    ] == []
