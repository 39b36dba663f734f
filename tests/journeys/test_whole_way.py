"""Whole visits on real protocols: camera frames, an emulated reader on a pty, the queue, sync, a portal on loopback."""

import asyncio
import contextlib
import json
import sqlite3
from contextlib import asynccontextmanager

import pytest

from drivers.ports import Paper
from kiosk.demo.citizen import Citizen, Stuck
from kiosk.demo.hall import hall
from kiosk.faults import Fault
from kiosk.receipts import to_png
from kiosk.visit.clock import SystemClock
from kiosk.visit.snapshot import Delivery
from kiosk.visit.states import State
from sync.outbox import State as Stored

PROCEDURE = "xac-nhan-thong-tin-cu-tru"
MARKER = "DẤU-CÔNG-DÂN-4711"


@asynccontextmanager
async def opened(folder, **how):
    async with hall(folder, paced=False, **how) as room:
        yield room, Citizen(room.kiosk.visit, room, SystemClock(), marker=MARKER)


def chips_at_the_portal(database, code):
    """Return what kiosk and portal each found of the chips of a dossier."""
    with contextlib.closing(sqlite3.connect(database)) as opened_database:
        (chips,) = opened_database.execute("SELECT chips FROM submissions WHERE dossier_code = ?", (code,)).fetchone()
    return json.loads(chips)


async def seen(room, wanted):
    """Wait for a snapshot that is wanted."""
    arrived = asyncio.Event()
    stop = room.kiosk.visit.subscribe(lambda _: arrived.set())
    try:
        async with asyncio.timeout(20):
            while not wanted(room.kiosk.visit.snapshot):
                arrived.clear()
                await arrived.wait()
    finally:
        stop()
    return room.kiosk.visit.snapshot


async def test_a_citizens_card_in_an_accepted_dossier_out(tmp_path):
    async with opened(tmp_path) as (room, citizen):
        walked = await citizen.walk(PROCEDURE, Delivery.ACCEPTED)
        assert walked.identified_by == ("code", "chip")
        assert walked.access == "PACE-CAN"
        assert walked.dossier_code.startswith("H36.12-")
        assert walked.fields["chip"] >= 4
        assert room.kiosk.visit.snapshot.state is State.WELCOME
        assert room.kiosk.visit.snapshot.parties == {}
        requester = chips_at_the_portal(tmp_path / "portal" / "portal.db", walked.dossier_code)["requester"]
        assert requester["kiosk"]["verdict"] == requester["portal"]["verdict"] == "GENUINE"
        assert requester["portal"]["findings"]["chip"] == "ok"
        (slip,) = room.slips
        assert (slip.width, to_png(slip)[:4]) == (576, b"\x89PNG")


async def test_nothing_readable_is_left_on_the_disk(tmp_path):
    async with opened(tmp_path) as (_, citizen):
        await citizen.walk(PROCEDURE, Delivery.ACCEPTED)
    files = [file for file in (tmp_path / "kiosk").rglob("*") if file.is_file()]
    assert any("outbox" in str(file) for file in files)
    for secret in (MARKER, "000190000123", "Trần Thị Mẫu"):
        for encoding in ("utf-8", "utf-16-le"):
            assert [file for file in files if secret.encode(encoding) in file.read_bytes()] == []


async def test_with_the_portal_down_it_waits_and_is_delivered_once_when_the_portal_is_back(tmp_path):
    async with opened(tmp_path, portal_up=False) as (room, citizen):
        waiting = await citizen.walk(PROCEDURE, Delivery.QUEUED)
        assert (waiting.state, waiting.dossier_code) == ("queued", "")
        room.portal.up()
        after = await citizen.walk(PROCEDURE, Delivery.ACCEPTED)
        entries = await delivered(room, 2)
        assert {entry.local_number for entry in entries} == {waiting.local_number, after.local_number}
        assert {entry.dossier_code[-4:] for entry in entries} == {"0001", "0002"}


async def delivered(room, count):
    """Wait until so many dossiers are accepted."""
    async with asyncio.timeout(40):
        while len(entries := await room.kiosk.outbox.entries([Stored.ACCEPTED])) < count:
            pass
    return entries


async def test_a_card_taken_away_in_mid_read_is_read_when_it_is_back(tmp_path):
    async with hall(tmp_path, paced=True) as room:
        walking = asyncio.create_task(Citizen(room.kiosk.visit, room, SystemClock()).walk(PROCEDURE, Delivery.ACCEPTED))
        await seen(room, lambda now: 0.3 < now.identification.fraction < 1)
        room.take_card()
        with pytest.raises(Stuck) as stuck:
            await walking
        assert stuck.value.fault is Fault.CARD_REMOVED


async def test_without_paper_the_filing_stands_and_the_screen_says_so(tmp_path):
    async with opened(tmp_path) as (room, citizen):
        room.printer.paper = Paper.OUT
        with pytest.raises(Stuck) as stuck:
            await citizen.walk(PROCEDURE, Delivery.ACCEPTED)
        assert stuck.value.fault is Fault.PAPER_OUT
        entries = await room.kiosk.outbox.entries()
        assert len(entries) == 1


async def test_another_procedure_needs_no_other_code(tmp_path):
    async with opened(tmp_path) as (_, citizen):
        walked = await citizen.walk("khai-bao-tam-vang", Delivery.ACCEPTED)
        assert walked.procedure == "1.003677"


async def test_visits_one_after_the_other_each_arrive_once(tmp_path):
    async with opened(tmp_path) as (room, citizen):
        walked = [await citizen.walk(PROCEDURE, Delivery.ACCEPTED) for _ in range(3)]
        assert len({one.dossier_code for one in walked}) == 3
        assert len(room.slips) == 3


@pytest.mark.parametrize(("profile", "fault"), [("bad-dg-hash", Fault.CARD_TAMPERED), ("cloned", Fault.CARD_UNTRUSTED)])
async def test_a_card_that_is_not_genuine_fills_nothing(tmp_path, profile, fault):
    async with opened(tmp_path, profile=profile) as (_, citizen):
        with pytest.raises(Stuck) as stuck:
            await citizen.walk(PROCEDURE, Delivery.ACCEPTED)
        assert stuck.value.fault is fault
