"""`kiosk doctor`: the self-test, for the technician after installing and for the package after every update."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.settings_file import DEFAULT, SettingsFile

if TYPE_CHECKING:
    from kiosk.technician.finding import Finding

app = typer.Typer(help="Tự kiểm tra toàn máy. The self-test of this kiosk.")
_MARKS = {"ok": "✔", "note": "·", "warn": "!", "bad": "✘"}


@app.callback(invoke_without_command=True)
def doctor(
    settings: SettingsFile = DEFAULT,
    as_json: Annotated[bool, typer.Option("--json", help="one object with every finding")] = False,
) -> None:
    """Test everything; exit 0 when nothing is bad (warnings allowed), 1 when something is, 2 for bad settings."""
    found = asyncio.run(_examine(settings, quiet=as_json))
    bad = [one for one in found if one.level == "bad"]
    if as_json:
        print(json.dumps({"passed": not bad, "checks": [one.plain() for one in found]}, ensure_ascii=False))
    else:
        warned = sum(one.level == "warn" for one in found)
        print(f"\n{'ĐẠT / PASSED' if not bad else 'KHÔNG ĐẠT / FAILED'}: {len(bad)} lỗi, {warned} cần xem.")
    raise typer.Exit(0 if not bad else 2 if any(one.topic == "config" for one in bad) else 1)


async def _examine(settings: Path, *, quiet: bool) -> list[Finding]:
    from kiosk.technician.doctor import examine_file

    found = []
    async for one in examine_file(settings):
        found.append(one)
        if not quiet:
            show(one)
    return found


def show(one: Finding) -> None:
    """Print a finding, with its remedy in both languages when there is one."""
    said = one.words
    print(f"{_MARKS[said.level]} {said.text} / {said.text_en}", flush=True)
    if said.remedy:
        print(f"    → {said.remedy} / {said.remedy_en}", flush=True)
