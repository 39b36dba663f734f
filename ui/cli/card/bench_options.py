"""Options of the test bench as a technician types them: who holds the card, and how the line goes wrong."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Sequence
from pathlib import Path

import typer

from drivers.card.pn532.emulator_port import Misbehaviour
from drivers.card.simulated.holder import Holder


def holder(file: Path | None) -> Holder:
    """Return the holder of a TOML file, the demo citizen in all it leaves out. Raises typer.BadParameter."""
    if file is None:
        return Holder()
    try:
        facts = tomllib.loads(file.read_text("utf-8"))
        _check_types(facts)
        return dataclasses.replace(Holder(), **facts)
    except (OSError, ValueError, TypeError) as error:
        raise typer.BadParameter(f"{file}: {error}", param_hint="--holder") from error


def misbehaviour(settings: Sequence[str]) -> Misbehaviour:
    """Read ``split=16``, ``delay=0.2`` and the like (see `Misbehaviour`). Raises typer.BadParameter."""
    ordinary = Misbehaviour()
    kinds = {field.name: type(getattr(ordinary, field.name)) for field in dataclasses.fields(Misbehaviour)}
    values: dict[str, object] = {}
    for setting in settings:
        name, _, value = setting.partition("=")
        try:
            values[name] = bytes.fromhex(value) if name == "noise" else kinds[name](value)
        except (KeyError, ValueError) as error:
            raise typer.BadParameter(f"{setting}: {', '.join(kinds)}", param_hint="--misbehave") from error
    return dataclasses.replace(ordinary, **values)  # type: ignore[arg-type]  # checked by the line above


def _check_types(facts: dict[str, object]) -> None:
    ordinary = Holder()
    for name, value in facts.items():
        expected = type(getattr(ordinary, name, None))
        if expected is not type(None) and not isinstance(value, expected):
            raise TypeError(f"{name} must be {expected.__name__}")
