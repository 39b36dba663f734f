"""`kiosk run`: the kiosk on this machine's panel; systemd starts it inside the compositor.

The one noun that reads its options without Typer, whose import takes half as long as the whole first picture.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.assembly import Kiosk
    from kiosk.settings import Settings
    from ui.touch.kiosk_thread import Opening

HELP = "Mở màn hình phục vụ người dân. Show the kiosk on this panel."


def main(arguments: Sequence[str]) -> int:
    """Serve citizens; with settings that cannot be used, say so here and on a closed screen. Returns the exit code."""
    asked = _options().parse_args(arguments)
    from kiosk.hardening import close_memory, say_only_types
    from kiosk.visit.snapshot import Snapshot
    from kiosk.visit.states import State
    from ui.touch.main import show

    close_memory()
    if asked.window is None:
        say_only_types()

    def painted(_: object) -> None:
        if asked.announce_first_frame:
            print("FIRST_FRAME", flush=True)

    opening = _opening(asked.settings, panel=asked.window is None)
    return show(opening, Snapshot(State.WELCOME), size=asked.window, on_first_frame=painted)


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser("kiosk run", description=HELP)
    options.add_argument(
        "--settings",
        type=Path,
        default=Path("/etc/kiosk/kiosk.toml"),
        metavar="FILE",
        help="the kiosk's settings file (%(default)s)",
    )
    options.add_argument(
        "--announce-first-frame", action="store_true", help="print FIRST_FRAME once the first screen is painted"
    )
    options.add_argument(
        "--window", type=_size, metavar="WIDTHxHEIGHT", help="a window of that size instead of the whole panel"
    )
    return options


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise argparse.ArgumentTypeError("WIDTHxHEIGHT, such as 1080x1920")
    return int(width), int(height)


def _opening(settings: Path, panel: bool) -> Opening:
    """Return what opens the kiosk, in its own thread and with its own imports."""

    @asynccontextmanager
    async def opening() -> AsyncIterator[Kiosk]:
        import asyncio

        from kiosk import assembly
        from kiosk.hardening import quiet_loop
        from kiosk.journal import recording

        try:
            if panel:
                quiet_loop(asyncio.get_running_loop())
            loaded = _loaded(settings)
            with recording(loaded.kiosk, loaded.state):
                async with assembly.running(loaded, file=settings) as kiosk:
                    gc.freeze()  # what stands now stays
                    gc.enable()
                    yield kiosk
        finally:
            gc.enable()  # also when it did not come up

    return opening


def _loaded(settings: Path) -> Settings:
    from kiosk.faults import Fault
    from kiosk.settings import SettingsError, load
    from ui.touch.kiosk_thread import CannotOpen

    try:
        return load(settings)
    except SettingsError as error:
        print(f"Không dùng được cài đặt: {error}", file=sys.stderr)
        raise CannotOpen(Fault.SETTINGS_WRONG) from error
