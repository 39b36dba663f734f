"""The self-test: everything that must be right before citizens come, one finding after the other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from kiosk.fitting import chosen
from kiosk.portal_link import link_settings
from kiosk.settings import Settings
from kiosk.technician import machine, standing
from kiosk.technician.config import Draft
from kiosk.technician.devices import check_devices
from kiosk.technician.finding import Finding

Check = Callable[[Settings], Iterator[Finding]]


def _now() -> datetime:
    return datetime.now(UTC)


CHECKS: tuple[Check, ...] = (
    machine.check_clock,
    machine.check_disk,
    lambda _: machine.check_fonts(),
    lambda _: machine.check_libraries(),
    standing.check_database,
    standing.check_keys,
    standing.check_unlock,
    lambda settings: standing.check_certificate(settings, _now()),
    lambda settings: standing.check_catalogue(settings, _now()),
    standing.check_trust,
)
"""All but settings, portal and devices; each may block and runs in a thread."""


async def examine_file(file: Path) -> AsyncIterator[Finding]:
    """Test a kiosk by its settings file; one that cannot be used ends the test with its problems."""
    for finding in machine.check_version():
        yield finding
    try:
        draft = Draft(await asyncio.to_thread(file.read_text, "utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        yield Finding("config", "unreadable", {"file": str(file), "problem": str(error)})
        return
    for problem in draft.problems:
        yield problem
    if draft.settings is not None:
        yield Finding("config", "ok", {"kiosk": draft.settings.kiosk, "count": len(list(chosen(draft.settings)))})
        async for finding in examine(draft.settings):
            yield finding


async def examine_running(settings: Settings) -> AsyncIterator[Finding]:
    """Test all but devices and portal: what the running screen itself can look at."""
    for finding in machine.check_version():
        yield finding
    for check in CHECKS:
        for finding in await asyncio.to_thread(_all_of, check, settings):
            yield finding


async def examine_new(settings: Settings) -> AsyncIterator[Finding]:
    """Test what other settings would change: room, anchors, devices, and the portal once the kiosk is enrolled."""
    checks = [machine.check_disk, standing.check_trust]
    if link_settings(settings).certificate is not None:
        checks.append(standing.check_portal)
    for check in checks:
        for finding in await asyncio.to_thread(_all_of, check, settings):
            yield finding
    async for finding in check_devices(settings):
        yield finding


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Test machine, queue, portal and devices of a kiosk. Nothing that is tested is changed."""
    for check in (*CHECKS, standing.check_portal):
        for finding in await asyncio.to_thread(_all_of, check, settings):
            yield finding
    async for finding in check_devices(settings):
        yield finding


def _all_of(check: Check, settings: Settings) -> list[Finding]:
    return list(check(settings))
