"""The `kiosk` command: finds one noun a file in this folder and imports only the one that is asked for."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

import typer
from typer.core import TyperGroup

import ui.cli

_NOT_NOUNS = frozenset({"main"})


class Nouns(TyperGroup):
    """A command group whose commands are the modules of ``ui/cli`` that have an `app`."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the nouns in alphabetical order."""
        return sorted(module.name for module in pkgutil.iter_modules(ui.cli.__path__) if module.name not in _NOT_NOUNS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import the noun's module and return its command, or None when there is no such noun."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command = typer.main.get_command(importlib.import_module(f"ui.cli.{cmd_name}").app)
        command.name = cmd_name
        return command


_app = typer.Typer(
    cls=Nouns,
    name="kiosk",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_show_locals=False,
)


@_app.callback(invoke_without_command=False)
def _root() -> None:
    """Quầy tự phục vụ hành chính công. Everything a technician does without a screen."""


def run() -> None:
    """Entry point of the `kiosk` command."""
    _app()


if __name__ == "__main__":
    run()
