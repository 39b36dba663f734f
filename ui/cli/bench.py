"""`kiosk bench NAME`: one benchmark as JSON; the suites live in tests/bench of a development installation."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer

import ui

app = typer.Typer(help="Đo hiệu năng, kết quả là JSON. Benchmarks as JSON (development installations).")
_SUITES = Path(ui.__file__).resolve().parents[1] / "tests" / "bench"


def _names() -> list[str]:
    return sorted(file.stem for file in _SUITES.glob("[a-z]*.py"))


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"bench_{name}", _SUITES / f"{name}.py")
    if spec is None or spec.loader is None:
        raise typer.BadParameter(name)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    sys.path.append(str(_SUITES))  # last: suites are named after rooms and standard modules
    spec.loader.exec_module(module)
    return module


@app.command()
def bench(
    name: Annotated[str, typer.Argument(help="one of the suites; without it, their list")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="one line instead of an indented object")] = False,
) -> None:
    """Đo một phép đo và in số liệu. Run one benchmark and print its figures."""
    if name not in _names():
        print("Benchmarks:", ", ".join(_names()) or "none here (not a development installation)", file=sys.stderr)
        raise typer.Exit(2 if name else 0)
    print(json.dumps(_load(name).run(), indent=None if as_json else 2, ensure_ascii=False))
