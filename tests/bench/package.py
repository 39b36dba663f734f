"""The package's figures: build, size, install in a clean Debian, first picture under a real systemd, exposure scores.

Needs what `./dev test package` needs. `KIOSK_DEB` names a package that was built already: then nothing is built.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(HERE / "tests/support"), str(HERE)]

from clean_root import CleanRoot, missing  # noqa: E402

from tests.packaging.conftest import HEADLESS, SETTINGS, SUITE, built  # noqa: E402
from tests.packaging.test_systemd import age_of_first_picture  # noqa: E402

UNITS = ("kiosk-screen.service", "kiosk-sync.service", "kiosk-backup.service")


def run() -> dict[str, Any]:
    """Build, install, boot; sizes in MB of 10⁶ bytes, times in seconds."""
    if why := missing():
        raise SystemExit(f"not measured here: {why}")
    with tempfile.TemporaryDirectory() as folder:
        given = os.environ.get("KIOSK_DEB")
        said = {"package": given} if given else built("HEAD", Path(folder))
        package = Path(str(said.pop("package")))
        root = CleanRoot(Path(folder) / "root", SUITE)
        figures = {"deb_mb": round(package.stat().st_size / 1e6), "install_seconds": _installed(root, package)}
        return said | figures | {"first_picture_seconds": _first_picture(root), "exposure": _exposure()}


def _installed(root: CleanRoot, package: Path) -> float:
    root.run("apt-get", "update", "-qq")
    began = time.monotonic()
    root.install(root.copy(package, "/root/kiosk.deb"))
    return round(time.monotonic() - began, 1)


def _first_picture(root: CleanRoot) -> float:
    settings, drop_in = (
        root.path / "etc/kiosk/kiosk.toml",
        root.path / "etc/systemd/system/kiosk-screen.service.d/x.conf",
    )
    for file, text in ((settings, SETTINGS), (drop_in, HEADLESS)):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    with root.booted() as machine:
        machine.wait_for("kiosk-screen.service")
        return round(age_of_first_picture(machine), 1)


def _exposure() -> dict[str, float]:
    """Scores of `systemd-analyze security`, 0 (may do nothing) to 10 (anything)."""
    command = ["systemd-analyze", "security", "--no-pager", "--offline=true", f"--root={HERE / 'packaging/root'}"]
    scores = {}
    for unit in UNITS:
        done = subprocess.run([*command, unit], check=True, capture_output=True, text=True)
        scores[unit.removesuffix(".service")] = float(re.findall(r"Overall exposure.*: (\d+\.\d)", done.stdout)[0])
    return scores
