"""`kiosk config`: look at the settings, check a file, put it into use, go back; for the technician."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.doctor import show as show_finding

if TYPE_CHECKING:
    from kiosk.settings import Settings
    from kiosk.technician.config import Draft
    from kiosk.technician.finding import Finding

app = typer.Typer(no_args_is_help=True, help="Cấu hình: xem, kiểm tra, đưa vào dùng, quay lại. The settings.")

InUse = Annotated[Path, typer.Option("--settings", help="the settings in use")]
Json = Annotated[bool, typer.Option("--json", help="one object with every finding")]
DEFAULT = Path("/etc/kiosk/kiosk.toml")


@app.command()
def show(settings: InUse = DEFAULT, as_json: Json = False) -> None:
    """Print the settings in use; secrets are hidden. Exit 2 when the file cannot be read."""
    import tomllib

    from kiosk.technician.config import shown

    text = shown(_text(settings))
    try:
        print(json.dumps(tomllib.loads(text), ensure_ascii=False) if as_json else text)
    except tomllib.TOMLDecodeError as error:
        raise typer.Exit(2) from error


@app.command()
def validate(
    file: Annotated[Path | None, typer.Argument(help="a new file; the settings in use without it")] = None,
    settings: InUse = DEFAULT,
    as_json: Json = False,
) -> None:
    """Say every error with its line and what to write instead; exit 1 when there is any. Opens no device."""
    _tell(_checked(file or settings)[1], as_json)


@app.command()
def apply(
    file: Annotated[Path, typer.Argument(help="the new settings")], settings: InUse = DEFAULT, as_json: Json = False
) -> None:
    """Check, self-test, and put a file into use; when anything fails the old settings keep running (exit 1)."""
    from kiosk.audit import Act
    from kiosk.technician.config import digest, previous, put
    from kiosk.technician.recording import record

    draft, found = _checked(file)
    if draft.settings is not None:
        found += _tested(draft.settings)
    if not _bad(found) and draft.settings is not None:
        record(draft.settings, Act.SETTINGS_APPLIED, digest(draft.text))
        put(draft.text, settings)
        found.append(_finding("applied", digest=digest(draft.text), previous=str(previous(settings))))
    elif draft.settings is not None:
        found.append(_finding("kept"))
    _tell(found, as_json)


@app.command()
def rollback(settings: InUse = DEFAULT, as_json: Json = False) -> None:
    """Go back to the settings before, if they can still be used; again: forth."""
    from kiosk.audit import Act
    from kiosk.technician.config import digest, previous, swap
    from kiosk.technician.recording import record

    if not previous(settings).is_file():
        _tell([_finding("no_previous")], as_json)
    draft, found = _checked(previous(settings))
    if draft.settings is not None:
        record(draft.settings, Act.SETTINGS_ROLLED_BACK, digest(draft.text))
        swap(settings)
        found.append(_finding("applied", digest=digest(draft.text), previous=str(previous(settings))))
    _tell(found, as_json)


def _checked(file: Path) -> tuple[Draft, list[Finding]]:
    from kiosk.technician.config import Draft

    draft = Draft(_text(file))
    if draft.problems:
        return draft, list(draft.problems)
    assert draft.settings is not None
    from kiosk.fitting import chosen

    return draft, [_finding("ok", kiosk=draft.settings.kiosk, count=len(list(chosen(draft.settings))))]


def _tested(settings: Settings) -> list[Finding]:
    from kiosk.technician.doctor import examine_new

    async def run() -> list[Finding]:
        return [one async for one in examine_new(settings)]

    return asyncio.run(run())


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        show_finding(_finding("unreadable", file=str(file), problem=str(error)))
        raise typer.Exit(2) from error


def _finding(outcome: str, **facts: str | int) -> Finding:
    from kiosk.technician.finding import Finding

    return Finding("config", outcome, facts)


def _bad(found: list[Finding]) -> bool:
    return any(one.level == "bad" for one in found)


def _tell(found: list[Finding], as_json: bool) -> None:
    if as_json:
        print(json.dumps({"passed": not _bad(found), "findings": [one.plain() for one in found]}, ensure_ascii=False))
    else:
        for one in found:
            show_finding(one)
    raise typer.Exit(1 if _bad(found) else 0)
