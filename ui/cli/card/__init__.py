"""`kiosk card`: the chip card at a technician's desk and the test bench of software cards."""

from __future__ import annotations

import typer

from ui.cli.card import read, record, serve, trust

app = typer.Typer(no_args_is_help=True, help="Thẻ căn cước gắn chip: đọc, ghi lại, mô phỏng, tin cậy. Chip cards.")
app.command("read")(read.read)
app.command("record")(record.record)
app.command("serve")(serve.serve)
app.add_typer(trust.app, name="trust")
