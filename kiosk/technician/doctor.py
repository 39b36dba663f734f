"""The self-test: everything that must be right before citizens come, one finding after the other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from kiosk.portal_link import link_settings
from kiosk.settings import Settings
from kiosk.technician import machine, standing
from kiosk.technician.config import checked
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
    draft, found = await asyncio.to_thread(checked, file)
    for finding in (*machine.check_version(), *found):
        yield finding
    if draft is not None and draft.settings is not None:
        async for finding in examine(draft.settings):
            yield finding


def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Test machine, queue, portal and devices of a kiosk. Nothing that is tested is changed."""
    return _with_devices((*CHECKS, standing.check_portal), settings)


def examine_running(settings: Settings) -> AsyncIterator[Finding]:
    """Test all but devices and portal: what the running screen itself can look at."""
    return _each((lambda _: machine.check_version(), *CHECKS), settings)


def examine_new(settings: Settings) -> AsyncIterator[Finding]:
    """Test what other settings would change: room, anchors, devices, and the portal once the kiosk is enrolled."""
    enrolled = link_settings(settings).certificate is not None
    portal = (standing.check_portal,) if enrolled else ()
    return _with_devices((machine.check_disk, standing.check_trust, *portal), settings)


async def _with_devices(checks: Iterable[Check], settings: Settings) -> AsyncIterator[Finding]:
    async for finding in _each(checks, settings):
        yield finding
    async for finding in check_devices(settings):
        yield finding


async def _each(checks: Iterable[Check], settings: Settings) -> AsyncIterator[Finding]:
    for check in checks:
        for finding in await asyncio.to_thread(list, check(settings)):  # a generator: it runs where it is listed
            yield finding
