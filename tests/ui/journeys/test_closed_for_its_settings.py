"""A kiosk whose settings cannot be used shows a closed screen with its code, and tells the technician every reason."""

from __future__ import annotations

from typing import Any

from kiosk.faults import Fault
from tests.ui.kiosk_screen import PORTRAIT, Opened, opened
from ui.cli import run
from ui.touch.demo.finger import items
from ui.touch.kiosk_thread import KioskThread
from ui.touch.supervised import Heartbeat


def texts(screen: Opened) -> list[str]:
    return [str(item.property("text")) for item in items(screen.screen.window.contentItem()) if item.isVisible()]


def test_the_screen_says_closed_and_the_command_says_why(tmp_path, monkeypatch, capsys):
    settings = tmp_path / "kiosk.toml"
    settings.write_text('kiosk = "7"\nstate = "x"\ncolour = "red"\n', "utf-8")

    def show(opening: Any, first: Any, **_: Any) -> int:
        with opened(PORTRAIT) as screen:
            thread = KioskThread(opening, screen.screen.bridge, first, Heartbeat())
            thread.start()
            screen.finger.until(lambda: Fault.SETTINGS_WRONG.value in " ".join(texts(screen)), "the code")
            thread.stop()
        return 0

    monkeypatch.setattr("ui.touch.main.show", show)
    assert run.main(["--settings", str(settings), "--window", "1080x1920"]) == 0
    said = capsys.readouterr().err
    assert "colour" in said
    assert "place" in said
