"""What goes on while nobody is here: a poster held before the camera opens its procedure, the disk is watched."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from drivers.ports import CodeScanner, DeviceError
from kiosk.devices import Devices
from kiosk.faults import Fault
from kiosk.identity.code_meaning import PosterCode, meaning_of
from kiosk.identity.hostile_text import CodeRefused
from kiosk.visit.events import Begin, Choose, Event
from kiosk.visit.mechanics import Mechanics
from kiosk.visit.states import State, Trigger

STORE_POLL = 5.0
"""Seconds between two looks at whether there is room for another dossier."""


async def rest(visit: Mechanics, send: Callable[[Event], None]) -> None:
    """Wait for somebody: open for a poster as for a touch, closed while the disk is full."""
    if visit.snapshot.state is State.CLOSED:
        while not await visit.means.office.has_room():
            await visit.means.clock.sleep(STORE_POLL)
        visit.follow(Trigger.REOPEN)
        return

    def found(slug: str) -> None:
        send(Begin())
        send(Choose(slug))

    async with asyncio.TaskGroup() as group:
        group.create_task(watch_posters(visit.means.devices, found))
        group.create_task(_watch_store(visit))


async def _watch_store(visit: Mechanics) -> None:
    """Close while the disk has no room: a dossier must never meet a full disk at the end of its way."""
    while await visit.means.office.has_room():
        await visit.means.clock.sleep(STORE_POLL)
    visit.follow(Trigger.CLOSE, fault=Fault.STORE_FULL)


async def watch_posters(devices: Devices, found: Callable[[str], None]) -> None:
    """Call `found` with the procedure's slug when its poster is shown; every other code is passed over unread."""
    scanner = devices.code_scanner
    if scanner is None:
        await asyncio.Event().wait()
        return
    try:
        await _watch(scanner, found)
    except DeviceError as error:
        devices.report(scanner, error)


async def _watch(scanner: CodeScanner, found: Callable[[str], None]) -> None:
    await scanner.start()
    try:
        while True:
            slug = poster_slug((await scanner.next_code()).text)
            if slug:
                found(slug)
                return
    finally:
        await scanner.stop()


def poster_slug(text: str) -> str:
    """Return the procedure a poster names; empty for any other text."""
    try:
        meaning = meaning_of(text)
    except CodeRefused:
        return ""
    return meaning.slug if isinstance(meaning, PosterCode) else ""
