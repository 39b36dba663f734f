"""A core file holds all that a process held, so the processes that serve citizens leave none (T15).

They are killed as a crash kills them, started by somebody who allows cores of any size. After a visit too: freed memory
still reads as it did, which no program in Python can help.
"""

from __future__ import annotations

import os
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.sync.envelopes import PORTAL_KEY
from tests.sync.portals import RECEIPT_KEY
from tests.sync.test_queue_commands import settings_file
from tests.threats.closed_process import CANARY

KIOSK = str(Path(sys.executable).parent / "kiosk")
ALLOWED = ("sh", "-c", 'ulimit -c "$(ulimit -Hc)"; exec "$@"', "sh")
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
HOLDING = "import sys, time; held = sys.argv[1].split('-'); print('ready', flush=True); time.sleep(60)"


def _no_cores_here() -> str:
    pattern = Path("/proc/sys/kernel/core_pattern").read_text("utf-8").strip()
    if pattern.startswith(("|", "/")):
        return f"cores go to {pattern}"
    return "" if resource.getrlimit(resource.RLIMIT_CORE)[1] else "cores are forbidden"


pytestmark = pytest.mark.skipif(bool(_no_cores_here()), reason=f"CORE FILES ARE NOT TRIED HERE: {_no_cores_here()}")


def cores_of(command: Sequence[str], folder: Path) -> list[Path]:
    """Start a process, crash it once it says that it serves, and return what the kernel wrote."""
    folder.mkdir()
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        told.bind(str(folder / "notify"))
        told.settimeout(60)
        environment = os.environ | OFFSCREEN | {"NOTIFY_SOCKET": str(folder / "notify")}
        started = [*ALLOWED, *command]
        with subprocess.Popen(started, stdout=subprocess.PIPE, cwd=folder, env=environment) as process:
            assert process.stdout is not None
            if command[1] == "sync":
                assert told.recv(100) == b"READY=1"
            else:
                assert process.stdout.readline()
            process.send_signal(signal.SIGABRT)
    assert process.returncode == -signal.SIGABRT
    return list(folder.glob("core*"))


def test_a_process_that_is_not_closed_leaves_a_core_that_tells_everything(tmp_path: Path) -> None:
    (core,) = cores_of([sys.executable, "-c", HOLDING, f"a-{CANARY}"], tmp_path / "plain")
    assert CANARY.encode("utf-16-le") in core.read_bytes()  # as Python holds it
    core.unlink()


def test_the_screen_leaves_none(tmp_path: Path) -> None:
    command = [KIOSK, "run", "--settings", "none.toml", "--window", "480x800", "--announce-first-frame"]
    assert cores_of(command, tmp_path / "screen") == []


def test_sync_leaves_none(tmp_path: Path) -> None:
    receipt = RECEIPT_KEY.private.public_key().public_bytes_raw()
    settings = settings_file(tmp_path, "http://127.0.0.1:9", PORTAL_KEY, receipt)
    assert cores_of([KIOSK, "sync", "--settings", str(settings)], tmp_path / "sync") == []
