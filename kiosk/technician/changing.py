"""Puts other settings into use or goes back: checked, self-tested and kept in the audit log before anything changes."""

from __future__ import annotations

import asyncio
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kiosk.audit import Act
from kiosk.procedures.problems import line_of
from kiosk.settings import Settings
from kiosk.technician.config import Draft, checked, digest, hidden, previous, put
from kiosk.technician.doctor import examine_new
from kiosk.technician.finding import Finding, Level
from kiosk.visit.bench import SettingRow

Record = Callable[[Act, str], None]
"""Keeps act and digest in the audit log. Raises AuditError: then nothing changes."""
_LONGEST = 40
"""Letters of a value that are shown."""


def brought(file: Path) -> Path:
    """Where new settings are laid for the screen to offer, beside those in use; by root, as those are."""
    return file.with_name(file.name + ".new")


async def apply(file: Path, in_use: Path, record: Record) -> list[Finding]:
    """Check, self-test and put a file into use; when anything fails the old settings stay. Raises AuditError."""
    draft, found = await asyncio.to_thread(checked, file)
    if draft is None or draft.settings is None:
        return found
    found += [one async for one in examine_new(draft.settings)]
    if any(one.level is Level.BAD for one in found):
        return [*found, _finding("kept")]
    return [*found, await _changed(draft, in_use, Act.SETTINGS_APPLIED, record)]


async def rollback(in_use: Path, record: Record) -> list[Finding]:
    """Go back to the settings before, if they can still be used; again: forth. Raises AuditError."""
    if not previous(in_use).is_file():
        return [_finding("no_previous")]
    draft, found = await asyncio.to_thread(checked, previous(in_use))
    if draft is None or draft.settings is None:
        return found
    return [*found, await _changed(draft, in_use, Act.SETTINGS_ROLLED_BACK, record)]


async def _changed(draft: Draft, in_use: Path, act: Act, record: Record) -> Finding:
    name = digest(draft.text)
    await asyncio.to_thread(record, act, name)
    try:
        await asyncio.to_thread(put, draft.text, in_use)
    except OSError as error:
        return _finding("not_written", file=str(in_use), problem=error.strerror or str(error))
    return _finding("applied", digest=name, previous=str(previous(in_use)))


def in_force(running: Settings, text: str) -> Iterator[SettingRow]:
    """Every setting that counts now and who says so; `text` is of the file as it stands. Secrets are hidden."""
    said = _flat(tomllib.loads(text))
    brought_along = running.visit.model_fields_set
    for path, value in _flat(hidden(running.model_dump(mode="json", exclude_none=True))).items():
        shown = value if len(value) <= _LONGEST else value[:_LONGEST] + "…"
        place = tuple(path.split("."))
        if path in said:
            yield SettingRow(path, shown, line_of(text, place))
        else:
            yield SettingRow(path, shown, province=place[0] == "visit" and place[-1] in brought_along)


def _flat(said: Mapping[str, Any], before: str = "") -> dict[str, str]:
    """Dotted path → value, tables and lists opened."""
    found: dict[str, str] = {}
    for key, value in said.items():
        inner = {str(number): one for number, one in enumerate(value)} if isinstance(value, list | tuple) else value
        if isinstance(inner, Mapping):
            found |= _flat(inner, f"{before}{key}.")
        else:
            found[f"{before}{key}"] = str(inner)
    return found


def _finding(outcome: str, **facts: str | int) -> Finding:
    return Finding("config", outcome, facts)
