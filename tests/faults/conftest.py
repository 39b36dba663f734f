"""The volatile file system as a fixture."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture
def volatile(tmp_path: Path) -> Iterator[tuple[Path, socket.socket]]:
    """The mount point of a volatile file system and the line that breaks it; skips loudly where FUSE is missing."""
    try:
        import mfusepy  # noqa: F401
    except (ImportError, OSError) as error:
        pytest.skip(f"power cuts need mfusepy and libfuse3: {error}")
    if not os.access("/dev/fuse", os.W_OK):
        pytest.skip("power cuts need a writable /dev/fuse")
    mountpoint, control = tmp_path / "mnt", tmp_path / "control"
    mountpoint.mkdir()
    running = subprocess.Popen(
        [sys.executable, str(HERE / "volatile_fs.py"), str(mountpoint), str(control)], stderr=subprocess.DEVNULL
    )
    line = socket.socket(socket.AF_UNIX)
    for _ in range(500):
        if os.path.ismount(mountpoint):
            break
        with pytest.raises(subprocess.TimeoutExpired):
            running.wait(0.02)
    line.connect(str(control))
    yield mountpoint, line
    line.close()
    subprocess.run(["fusermount3", "-uz", str(mountpoint)], check=True)
    running.wait()
