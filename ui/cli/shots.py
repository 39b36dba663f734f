"""`kiosk shots`: every screen as a picture; for whoever designs, translates or documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import ui

app = typer.Typer(help="Chụp mọi màn hình thành ảnh. Every screen as a picture.")
KEPT = Path(ui.__file__).parent / "screenshots"
KEPT_PART = 0.5
_USUAL = ("portrait", "landscape")


@app.callback(invoke_without_command=True)
def shots(
    out: Annotated[Path | None, typer.Option(help="folder; without it ui/screenshots, in half size")] = None,
    look: Annotated[list[str] | None, typer.Option(help="portrait, landscape, english, contrast … or all")] = None,
    tour: Annotated[Path | None, typer.Option(help="film one visit into this .webp instead")] = None,
) -> None:
    """Write one picture a screen and look, and a contact sheet a look; or film one visit."""
    if tour is not None:
        from ui.touch.demo.tour import film

        film(tour)
        print(tour)
        return
    from ui.touch.demo.shots import LOOKS, take

    wanted = tuple(look or _USUAL)
    chosen = [one for one in LOOKS if one.name in wanted or "all" in wanted]
    if not chosen:
        raise typer.BadParameter(", ".join(one.name for one in LOOKS), param_hint="--look")
    for sheet in take(out or KEPT, chosen, part=1.0 if out else KEPT_PART):
        print(sheet)
