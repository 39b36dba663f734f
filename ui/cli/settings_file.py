"""What most nouns share: the option that names the settings file, and what is said of one that cannot be used."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kiosk.settings import Settings

SettingsFile = Annotated[Path, typer.Option("--settings", help="the kiosk's settings file")]
DEFAULT = Path("/etc/kiosk/kiosk.toml")


def read_settings(file: Path) -> Settings:
    """Read a settings file; say why and exit 2 when it cannot be used."""
    from kiosk.settings import SettingsError, load

    try:
        return load(file)
    except SettingsError as error:
        print(f"Không dùng được cài đặt: {error}", file=sys.stderr)
        raise typer.Exit(2) from error
