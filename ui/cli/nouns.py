"""The nouns of the `kiosk` command: one a file in this folder; only the one that is asked for is imported."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

import typer
from typer.core import TyperGroup

import ui.cli
from ui.cli import run

_AS_IT_IS = {"ignore_unknown_options": True, "allow_extra_args": True}
_OF_THE_ROOT = frozenset({"install_completion", "show_completion"})
"""Options that Typer gives every app; one noun alone cannot complete anything."""
_NOT_NOUNS = frozenset({"main", "nouns", "settings_file"})


class Nouns(TyperGroup):
    """A command group whose commands are the modules of ``ui/cli`` that have an `app`."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the nouns in alphabetical order."""
        return sorted(module.name for module in pkgutil.iter_modules(ui.cli.__path__) if module.name not in _NOT_NOUNS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import the noun's module and return its command, or None when there is no such noun.

        `run` reads its options itself and stands below.
        """
        if cmd_name == "run" or cmd_name not in self.list_commands(ctx):
            return super().get_command(ctx, cmd_name)
        command = typer.main.get_command(importlib.import_module(f"ui.cli.{cmd_name}").app)
        command.name = cmd_name
        command.params = [param for param in command.params if param.name not in _OF_THE_ROOT]
        return command


app = typer.Typer(
    cls=Nouns,
    name="kiosk",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_show_locals=False,
)


@app.callback(invoke_without_command=False)
def _root() -> None:
    """Quầy tự phục vụ hành chính công. Everything a technician does without a screen."""


@app.command("run", help=run.HELP, add_help_option=False, context_settings=_AS_IT_IS)
def _run(context: typer.Context) -> None:
    raise typer.Exit(run.main(context.args))
