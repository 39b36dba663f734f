"""`kiosk shots`: every screen as a picture; for whoever designs, translates or documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import ui

app = typer.Typer(help="Chụp mọi màn hình thành ảnh. Every screen as a picture.")
KEPT = Path(ui.__file__).parent / "screenshots"
KEPT_PART = 0.5
_KEPT_LOOK = "portrait"


@app.callback(invoke_without_command=True)
def shots(
    out: Annotated[Path | None, typer.Option(help="folder; else ui/screenshots: sheet, portrait in half size")] = None,
    look: Annotated[list[str] | None, typer.Option(help="portrait, landscape-english-large …; without it all")] = None,
    tour: Annotated[Path | None, typer.Option(help="film one visit into this .webp instead")] = None,
) -> None:
    """Write one picture a screen and look, and one contact sheet of all; or film one visit."""
    if tour is not None:
        from ui.touch.demo.tour import film

        film(tour)
        print(tour)
        return
    from ui.touch.demo.shots import LOOKS, take

    chosen = [one for one in LOOKS if one.name in look] if look else LOOKS
    if not chosen:
        raise typer.BadParameter(", ".join(one.name for one in LOOKS), param_hint="--look")
    print(take(out, chosen) if out else take(KEPT, chosen, KEPT_PART, [_KEPT_LOOK]))
