"""From a fresh install to a passed self-test in at most twelve commands, as typed, with emulated devices."""

from __future__ import annotations

import os
import subprocess
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from emulated_kiosk import PLACE
from serving import KIOSK, serving

SCRIPT = Path(__file__).with_name("first_day.sh")
PATIENCE = 300

pytestmark = [pytest.mark.slow]


def settings(folder: Path, portal: dict[str, Any], reader: Path, printer: str) -> str:
    keys = ("sealing_key", "sealing_key_id", "receipt_key", "receipt_key_id")
    place = "\n".join(f'{name} = "{value}"' for name, value in PLACE.model_dump().items())
    return "\n".join(
        [
            'kiosk = "K07"',
            f'state = "{folder / "state"}"',
            "[place]",
            place,
            "[portal]",
            f'url = "{portal["listen"]}"',
            *(f'{name} = "{portal[name]}"' for name in keys),
            "[devices]",
            f'card_reader = {{ driver = "pn532", options = {{ port = "{reader}", baud = 115200, emulated = true }} }}',
            f'receipt_printer = {{ driver = "escpos", options = {{ at = "{printer}", emulated = true }} }}',
            'code_scanner = { driver = "simulated" }',
            'document_camera = { driver = "simulated" }',
            'sound = { driver = "simulated" }',
        ]
    )


def test_a_technician_needs_at_most_twelve_commands(tmp_path: Path) -> None:
    portal_folder, reader = tmp_path / "portal", tmp_path / "reader"
    with ExitStack() as stack:
        portal = stack.enter_context(
            serving("portal", "serve", "--folder", str(portal_folder), "--port", "0", "--tls", "127.0.0.1")
        )
        stack.enter_context(serving("card", "serve", "--pn532-pty", str(reader), "--no-paced"))
        printer = stack.enter_context(serving("printer", "serve", "--folder", str(tmp_path / "paper")))
        sample = tmp_path / "sample.toml"
        sample.write_text(settings(tmp_path, portal, reader, printer["at"]), "utf-8")
        made = subprocess.run(
            [KIOSK, "portal", "enrol-code", "K07", "--centre", PLACE.centre, "--folder", str(portal_folder)],
            capture_output=True,
            text=True,
            check=True,
        )
        brought = {
            "REHEARSAL": "1",
            "PACKAGE": "./kiosk.deb",
            "SAMPLE": str(sample),
            "SETTINGS": str(tmp_path / "kiosk.toml"),
            "CODE": made.stdout.strip(),
            "CAN": "000123",
            "PIN": "284617",
            "PATH": f"{KIOSK.parent}:{os.environ['PATH']}",
        }
        done = subprocess.run(
            [str(SCRIPT)],
            env={**os.environ, **brought},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
    said = done.stdout
    assert done.returncode == 0, said[-3000:] + done.stderr[-2000:]
    assert "ĐẠT / PASSED" in said
    assert "PACE-CAN" in said
    assert list((tmp_path / "paper").glob("*.png"))
    steps = int(said.strip().splitlines()[-1].split()[0])
    assert steps <= 12
