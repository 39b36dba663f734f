"""What goes on while nobody is here: posters are watched for, the disk, and whether newer data have come."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from drivers.ports import DeviceError
from kiosk.devices import Devices, looking
from kiosk.faults import Fault
from kiosk.identity.code_meaning import PosterCode, meaning_of
from kiosk.identity.hostile_text import CodeRefused
from kiosk.visit.events import Begin, Choose, Event
from kiosk.visit.mechanics import Mechanics
from kiosk.visit.states import State, Trigger

CARD_LEFT_SECONDS = 2.0
"""A card that is felt so soon after a visit is the one that was read in it."""
STORE_POLL = 5.0
"""Seconds between two looks at whether there is room for another dossier."""


async def rest(visit: Mechanics, send: Callable[[Event], None]) -> None:
    """Wait for somebody: open for a poster as for a touch, closed while the disk is full or the data are too old."""
    if visit.snapshot.state is State.STAFF:
        return
    if visit.snapshot.state is State.CLOSED:
        while await _hindrance(visit) is not None:
            await visit.means.clock.sleep(STORE_POLL)
        visit.follow(Trigger.REOPEN)
        return

    def found(slug: str) -> None:
        send(Begin())
        send(Choose(slug))

    async with asyncio.TaskGroup() as group:
        group.create_task(watch_posters(visit.means.devices, found))
        group.create_task(_keep_fit(visit))
        group.create_task(_watch_card(visit))


async def _watch_card(visit: Mechanics) -> None:
    """Say that the card of the visit that just ended still lies there, until it is taken."""
    reader, used = visit.means.devices.card_reader, visit.card_used
    visit.card_used = False
    if reader is None or not used:
        return
    try:
        async with asyncio.timeout(CARD_LEFT_SECONDS):
            await reader.wait_for_card()
        visit.publish(card_left=True)
        await reader.wait_for_removal()
        visit.publish(card_left=False)
    except TimeoutError:
        return
    except DeviceError as error:
        visit.means.devices.report(reader, error)


async def _keep_fit(visit: Mechanics) -> None:
    """Move on to newer data; close while the kiosk cannot serve: no dossier may meet a full disk at its end."""
    while (fault := await _hindrance(visit)) is None:
        await _move_on(visit)
        await visit.means.clock.sleep(STORE_POLL)
    visit.follow(Trigger.CLOSE, fault=fault)


async def _hindrance(visit: Mechanics) -> Fault | None:
    if visit.held_closed:
        return Fault.CLOSED_BY_STAFF
    means = visit.means
    if not await means.office.has_room():
        return Fault.STORE_FULL
    old = means.editions is not None and await asyncio.to_thread(means.editions.too_old)
    return Fault.CATALOGUE_TOO_OLD if old else None


async def _move_on(visit: Mechanics) -> None:
    """Serve by a newer catalogue once it is read; a visit that begins meanwhile keeps the one before."""
    editions = visit.means.editions
    newer = await asyncio.to_thread(editions.newer) if editions is not None else None
    if editions is not None and newer is not None:
        editions.adopt(newer)
        visit.serve_by(newer)


async def watch_posters(devices: Devices, found: Callable[[str], None]) -> None:
    """Call `found` with the procedure's slug when its poster is shown; every other code is passed over unread."""
    scanner = devices.code_scanner
    if scanner is None:
        return
    try:
        async with looking(scanner):
            slug = ""
            while not slug:
                slug = _poster_slug((await scanner.next_code()).text)
            found(slug)
    except DeviceError as error:
        devices.report(scanner, error)


def _poster_slug(text: str) -> str:
    """Return the procedure a poster names; empty for any other text."""
    try:
        meaning = meaning_of(text)
    except CodeRefused:
        return ""
    return meaning.slug if isinstance(meaning, PosterCode) else ""
