"""`kiosk code`: read codes from pictures and from the running camera, print posters."""

from __future__ import annotations

import typer

from ui.cli.code import pictures, poster, watch

app = typer.Typer(help="Mã QR: đọc thử, xem camera, in áp phích. QR codes: try, watch, print posters.")
app.command()(pictures.decode)
app.command()(watch.watch)
app.command()(poster.poster)
