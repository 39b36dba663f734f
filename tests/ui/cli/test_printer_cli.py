"""A technician asks the printer and prints a test page, through the same driver as a visit."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ui.cli.printer import app


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """An emulated printer in a process of its own, as a technician would start it."""
    command = [sys.executable, "-c", "from ui.cli.printer import app; app()", "serve", "--folder", str(tmp_path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    yield json.loads(process.stdout.readline())["at"], tmp_path
    process.terminate()
    process.wait()
    process.stdout.close()


def test_status_and_test_page_over_the_served_printer(served: tuple[str, Path]) -> None:
    at, _ = served
    told = CliRunner().invoke(app, ["status", "--at", at])
    assert json.loads(told.output) == {"online": True, "paper": "ok", "cover_open": False}
    printed = CliRunner().invoke(app, ["test", "--at", at])
    assert (printed.exit_code, printed.output.strip()) == (0, "Máy in báo đã in xong.")


def test_a_printer_that_is_not_there_is_named_by_its_fault() -> None:
    result = CliRunner().invoke(app, ["status", "--at", "serial:/dev/no-such-printer"])
    assert result.exit_code == 1 and result.output.startswith("not_connected")
