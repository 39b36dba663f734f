"""`kiosk card`: the chip card at a technician's desk and the test bench of software cards."""

from __future__ import annotations

import typer

from ui.cli.card import serve

app = typer.Typer(no_args_is_help=True)
app.command("serve")(serve.serve)


@app.callback()
def _card() -> None:
    """Thẻ căn cước gắn chip: đọc, mô phỏng, tin cậy. Chip cards: read, serve, trust."""
