"""The first picture is painted before anything is imported that it does not need: people see a machine that is on."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

PAINT = """
import sys
from ui.cli import main
from ui.touch import main as touch

def painted(screen):
    picture = screen.window.grabWindow().scaled(40, 40)
    print([picture.pixelColor(n % 40, n // 40).name() for n in range(1600)].count("#0c4a82"))
    print(*sorted(sys.modules), *vars(sys.modules["PySide6.QtCore"]), flush=True)
    import os
    os._exit(0)

show = touch.show
touch.show = lambda opening, first, **said: show(opening, first, **{**said, "on_first_frame": painted})
sys.argv = ["kiosk", "run", "--settings", "nowhere.toml", *sys.argv[1:]]
main.run()
"""
LATE = ("numpy", "cv2", "structlog", "sqlalchemy", "PIL", "cryptography", "jsonschema", "typst", "requests")
LATE += ("typer", "pydantic", "asyncio", "polib", "Qt")  # PySide makes all names of the namespace `Qt` at once
LATE += ("drivers.ports", "kiosk.assembly", "kiosk.forms", "kiosk.procedures", "kiosk.settings", "sync.outbox")


@pytest.mark.parametrize("window", [(), ("--window", "1080x1920")])
def test_the_first_picture_is_welcome_and_waits_for_no_device_form_or_cryptography(window):
    offscreen = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    paint = [sys.executable, "-c", PAINT, *window]
    painted = subprocess.run(paint, env=offscreen, capture_output=True, text=True, check=True)
    primary, *imported = painted.stdout.split()
    assert int(primary) > 50  # the button "Làm thủ tục": the page itself stands there, not what is around it
    assert "ui.touch.screens.welcome.viewmodel" in imported
    assert [name for name in LATE if name in imported] == []


def test_a_kiosk_that_stands_holds_no_library_that_its_visits_may_not_need():
    imported = subprocess.run(
        [sys.executable, "-c", "import sys, kiosk.assembly; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert "sqlalchemy" in imported
    assert [name for name in ("numpy", "cv2", "requests", "typst", "typer", "PySide6") if name in imported] == []
