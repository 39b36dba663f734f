"""A command of ours that serves while a test lasts."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

KIOSK = Path(sys.executable).with_name("kiosk")


@contextmanager
def serving(*words: str) -> Iterator[dict[str, Any]]:
    """Run `kiosk` with these words until the context ends; yields the line it says once it listens."""
    with subprocess.Popen([KIOSK, *words], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()
