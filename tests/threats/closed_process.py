"""A process as the kiosk closes it, that fails in the way it is told to while it holds a citizen's data."""

from __future__ import annotations

import asyncio
import ctypes
import logging
import os
import resource
import sys
import threading
import warnings
from pathlib import Path

from kiosk.hardening import close_memory, quiet_loop, say_only_types
from kiosk.journal import configure

CANARY = "Nguyễn Thị Chim 000099012345"


def fill(answer: str) -> None:
    held = {"name": answer}
    raise ValueError(f"cannot fill {held['name']}")


async def unawaited() -> None:
    quiet_loop(asyncio.get_running_loop())
    task = asyncio.create_task(asyncio.to_thread(fill, CANARY))
    await asyncio.wait([task])
    del task


class Falls:
    def __del__(self) -> None:
        fill(CANARY)


def nobody(state: Path) -> None:
    """As a user without rights, ask the sync process through its socket: it must work in a closed process."""
    from sync.status import ask_status

    os.setgid(65534)
    os.setuid(65534)
    close_memory()
    sys.stdout.write(f"asked: {asyncio.run(ask_status(state, 'H36.12-260916-0001'))}")


def main(how: str) -> None:
    configure("K07")
    close_memory()
    say_only_types()
    if how == "limits":
        sys.stdout.write(f"{resource.getrlimit(resource.RLIMIT_CORE)} {ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)}")
    elif how == "thread":
        thread = threading.Thread(target=fill, args=(CANARY,))
        thread.start()
        thread.join()
    elif how == "task":
        asyncio.run(unawaited())
    elif how == "collected":
        Falls()
    elif how == "log":
        logging.getLogger("library").error("failed for %s", CANARY)
        warnings.warn("only a place", stacklevel=1)
    else:
        fill(CANARY)


if __name__ == "__main__":
    if sys.argv[1] == "nobody":
        nobody(Path(sys.argv[2]))
    else:
        main(sys.argv[1])
