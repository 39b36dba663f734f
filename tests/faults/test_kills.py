"""kill -9 of writer and worker at random moments: nothing acknowledged is lost, nothing doubled, nothing stuck."""

import subprocess
import sys
from pathlib import Path

import pytest

from sync.outbox import Store
from tests.faults.judge import assert_nothing_lost_doubled_or_stuck, deliver_all, say
from tests.sync.portals import Clock, portal_server

FORKER = Path(__file__).with_name("killed.py")

MARKER = b"MAU-TRAN-THI-000099012345"
"""What every killed writer puts into the answers."""


def on_the_disk(folder: Path, marker: bytes) -> list[str]:
    """Files below a folder that hold these bytes: database, journal, parts, temporary files of both sides."""
    return [str(file) for file in folder.rglob("*") if file.is_file() and marker in file.read_bytes()]


@pytest.mark.parametrize(
    ("kills", "seed"), [(40, 1), pytest.param(1000, 2, marks=[pytest.mark.faults, pytest.mark.slow])]
)
def test_killed_writers_and_workers_lose_nothing_and_double_nothing(tmp_path: Path, kills: int, seed: int) -> None:
    with portal_server(tmp_path / "portal") as portal:
        command = [sys.executable, str(FORKER), str(tmp_path), portal.url, str(kills), str(seed)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert done.stderr == ""
        clock = Clock()
        store = Store(tmp_path / "queue", clock)
        deliver_all(store, portal.url, clock)
        lines = (tmp_path / "acknowledged").read_text().splitlines()
        held = assert_nothing_lost_doubled_or_stuck(store, tmp_path / "portal", set(lines))
        store.sweep()
        assert list((tmp_path / "queue" / "parts").glob("*.tmp")) == []
        store.close()
    assert on_the_disk(tmp_path, MARKER) == []
    assert on_the_disk(tmp_path / "queue", b'"procedure":"1.010041"')  # the control: what is readable would be found
    assert len(lines) >= 2 * kills  # a writer is killed after six on the average, whatever the machine does beside
    say(kills=kills, acknowledged=len(lines), at_the_portal=held, lost=0, doubled=0, stuck=0)
