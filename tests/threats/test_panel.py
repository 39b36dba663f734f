"""The real `kiosk run` on a real panel: no key of a plugged-in keyboard ends or leaves it (T2, T3)."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.ui.journeys.test_typing_from_outside import running

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
DISPLAY = ":96"
TITLE = "Kiosk dịch vụ công"
KEYS = (
    "alt+F4",
    "ctrl+q",
    "ctrl+w",
    "ctrl+alt+t",
    "super",
    "Escape",
    "F11",
    "alt+Tab",
    "ctrl+alt+Delete",
    "F1",
    "Menu",
)

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.slow,
    pytest.mark.skipif(
        any(shutil.which(program) is None for program in ("Xvfb", "openbox", "xdotool")),
        reason="needs Xvfb, openbox and xdotool",
    ),
]


class Desk:
    """A display with a window manager, and the keyboard in front of it."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self.environment = {**os.environ, "DISPLAY": DISPLAY, "QT_QPA_PLATFORM": "xcb", "QT_QUICK_BACKEND": "software"}
        self.environment["PYTHONPATH"] = str(ROOT)

    def start(self, command: list[str]) -> subprocess.Popen[str]:
        return self._stack.enter_context(running(command, self.environment))

    def xdotool(self, *words: str) -> str:
        command = ["xdotool", *words]
        done = subprocess.run(command, env=self.environment, check=False, timeout=60, capture_output=True, text=True)
        return done.stdout.strip()

    def window(self, title: str) -> str:
        return self.xdotool("search", "--sync", "--onlyvisible", "--name", title).split("\n")[0]

    def press(self, window: str, key: str) -> None:
        self.xdotool("windowactivate", "--sync", window)
        self.xdotool("key", key)


@pytest.fixture
def desk() -> Iterator[Desk]:
    with ExitStack() as stack:
        one = Desk(stack)
        server = one.start(["Xvfb", DISPLAY, "-screen", "0", "1080x1920x24", "-displayfd", "1"])
        assert server.stdout is not None
        server.stdout.readline()
        one.start(["openbox"])
        yield one


def settings(folder: Path) -> Path:
    key = base64.b64encode(bytes(32)).decode()
    file = folder / "kiosk.toml"
    file.write_text(
        f'kiosk = "K07"\nstate = "{folder / "state"}"\n'
        '[place]\ncentre = "Hoa Mai"\nauthority = "UBND"\ncommune = "xã Hoa Mai"\nprovince = "tỉnh Lâm Đồng"\n'
        f'[portal]\nurl = "http://127.0.0.1:1"\nsealing_key = "{key}"\nsealing_key_id = "s-1"\n'
        f'receipt_key = "{key}"\nreceipt_key_id = "r-1"\n'
    )
    return file


def test_no_key_ends_or_leaves_the_kiosk(desk: Desk, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "ui.cli.main",
        "run",
        "--announce-first-frame",
        "--settings",
        str(settings(tmp_path)),
    ]
    kiosk = desk.start(command)
    assert kiosk.stdout is not None
    assert kiosk.stdout.readline().strip() == "FIRST_FRAME"
    window = desk.window(TITLE)
    place = desk.xdotool("getwindowgeometry", window)
    for key in KEYS:
        desk.press(window, key)
        assert kiosk.poll() is None, key
        assert desk.xdotool("getwindowgeometry", window) == place, key
        assert desk.xdotool("getactivewindow") == window, key
    kiosk.terminate()
    assert kiosk.wait(120) == 0


def test_the_same_key_closes_a_plain_window(desk: Desk) -> None:
    plain = desk.start([sys.executable, str(HERE / "plain_window.py")])
    desk.press(desk.window("plain window"), "alt+F4")
    assert plain.wait(120) == 0
