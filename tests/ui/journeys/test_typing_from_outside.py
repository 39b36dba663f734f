"""A person at a real window: Xvfb, openbox and xdotool; nothing of the test is in the kiosk's process."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

import pytest

DISPLAY = ":97"
ROOT = Path(__file__).parents[3]
HERE = Path(__file__).parent

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.slow,
    pytest.mark.skipif(
        any(shutil.which(program) is None for program in ("Xvfb", "openbox", "xdotool")),
        reason="needs Xvfb, openbox and xdotool",
    ),
]


class Person:
    """Reads where things stand and clicks there."""

    def __init__(self, told: IO[str], environment: dict[str, str]) -> None:
        self._told = told
        self._environment = environment
        self.at: dict[str, list[int]] = {}

    def next(self, kind: str) -> object:
        while True:
            line = json.loads(self._told.readline())
            if "at" in line:
                self.at = line["at"]
            if kind in line:
                return line[kind]

    def see(self, name: str) -> None:
        while name not in self.at:
            self.next("at")

    def click(self, name: str) -> None:
        self.see(name)
        x, y = self.at[name]
        command = ["xdotool", "mousemove", "--sync", str(x), str(y), "click", "1"]
        subprocess.run(command, env=self._environment, check=True, timeout=60)


@contextmanager
def running(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        try:
            yield process
        finally:
            process.terminate()


@pytest.fixture
def person() -> Iterator[Person]:
    environment = {**os.environ, "DISPLAY": DISPLAY, "QT_QPA_PLATFORM": "xcb", "QT_QUICK_BACKEND": "software"}
    environment["PYTHONPATH"] = str(ROOT)
    with ExitStack() as stack:
        shown = ["Xvfb", DISPLAY, "-screen", "0", "1200x1100x24", "-displayfd", "1"]
        server = stack.enter_context(running(shown, environment))
        assert server.stdout is not None
        server.stdout.readline()
        stack.enter_context(running(["openbox"], environment))
        window = [sys.executable, str(HERE / "window_to_type_in.py"), "fill-2"]
        kiosk = stack.enter_context(running(window, environment))
        assert kiosk.stdout is not None
        yield Person(kiosk.stdout, environment)


def test_nguyeenx_on_the_keys_of_the_screen_gives_nguyen_with_its_accents(person: Person) -> None:
    person.click("entry")
    person.click("Telex")
    person.next("at")  # the keys have moved
    for letter in "nguyeenx":
        person.click(letter)
    person.click("Xong")
    assert str(person.next("answer")).lower() == "nguyễn"
