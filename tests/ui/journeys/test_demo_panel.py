"""The panel beside the demonstration: each button moves the world; a pulled plug kills the kiosk, not its queue."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from kiosk.demo.outside import toml
from kiosk.settings import load

ROOT = Path(__file__).resolve().parents[3]


def test_the_panel_moves_cards_paper_network_and_power(tmp_path: Path) -> None:
    played = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.ui.journeys.panel_to_play_with", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert played.returncode == 0, played.stderr
    assert json.loads(played.stdout.splitlines()[-1]) == {
        "paper": "OUT",
        "portal before": True,
        "portal after": False,
        "alive without power": [],
        "powered": True,
        "waiting": 2,
        "laid": ["mau", "me", "forged", "expired", ""],
    }
    written = load(tmp_path / "kiosk" / "kiosk.toml")
    assert [counter.letter for counter in written.counters] == ["A", "B", "C"]
    assert written.devices.code_scanner is not None
    assert written.devices.code_scanner.options["emulated"] is True


def test_settings_are_written_as_toml() -> None:
    said = {"name": 'quầy "một"', "on": True, "place": {"list": [{"a": 1}], "deep": {"x": 2.5}}}
    assert toml(said) == "\n".join(
        ['name = "quầy \\"một\\""', "on = true", "[place]", "list = [{a = 1}]", "[place.deep]", "x = 2.5"]
    )
