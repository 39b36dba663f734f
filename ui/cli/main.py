"""The `kiosk` command: `kiosk run` at once, because the panel is dark until then; every other noun through Typer."""

from __future__ import annotations

import gc
import sys


def run() -> None:
    """Entry point of the `kiosk` command."""
    if sys.argv[1:2] == ["run"]:
        gc.disable()  # until the kiosk stands: it would look through what is being imported again and again
        from ui.cli.run import main

        sys.exit(main(sys.argv[2:]))
    from ui.cli.nouns import app

    app()


if __name__ == "__main__":
    run()
