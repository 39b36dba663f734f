"""`kiosk run`: the kiosk on this machine's panel; systemd starts it inside the compositor."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kiosk.assembly import Kiosk

app = typer.Typer(help="Mở màn hình phục vụ người dân. Show the kiosk on this panel.")


@app.callback(invoke_without_command=True)
def run(
    settings: Annotated[Path, typer.Option(help="the kiosk's settings file")] = Path("/etc/kiosk/kiosk.toml"),
    announce_first_frame: Annotated[
        bool, typer.Option("--announce-first-frame", help="print FIRST_FRAME once the first screen is painted")
    ] = False,
    window: Annotated[str, typer.Option(help="a window of WIDTHxHEIGHT instead of the whole panel")] = "",
) -> None:
    """Serve citizens until stopped; with settings that cannot be used, say so here and on a closed screen."""
    from kiosk.faults import Fault
    from kiosk.hardening import close_memory, quiet_loop, say_only_types
    from kiosk.visit.snapshot import Snapshot
    from kiosk.visit.states import State
    from ui.touch.main import CannotOpen, show

    panel = not window
    close_memory()
    if panel:
        say_only_types()

    @asynccontextmanager
    async def opening() -> AsyncIterator[Kiosk]:
        from kiosk import assembly
        from kiosk.journal import recording
        from kiosk.settings import SettingsError, load

        if panel:
            quiet_loop(asyncio.get_running_loop())
        try:
            loaded = load(settings)
        except SettingsError as error:
            print(f"Không dùng được cài đặt: {error}", file=sys.stderr)
            raise CannotOpen(Fault.SETTINGS_WRONG) from error
        with recording(loaded.kiosk, loaded.state):
            async with assembly.running(loaded) as kiosk:
                yield kiosk

    def painted(_: object) -> None:
        if announce_first_frame:
            print("FIRST_FRAME", flush=True)

    raise typer.Exit(show(opening, Snapshot(State.WELCOME), size=_size(window), on_first_frame=painted))


def _size(text: str) -> tuple[int, int] | None:
    if not text:
        return None
    width, _, height = text.partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise typer.BadParameter("WIDTHxHEIGHT, such as 1080x1920", param_hint="--window")
    return int(width), int(height)
