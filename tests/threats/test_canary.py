"""A marker citizen walks; nothing of her is on the disk, in a log, in telemetry or diagnostics (T1, T4, T14).

The controls: what the portal opens does hold her, and what may be readable on the disk is found by the same search.
"""

from __future__ import annotations

import io
import json
import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from drivers.card.simulated.holder import Holder, fold
from kiosk import journal
from kiosk.demo.citizen import Citizen, Stuck, _Watch
from kiosk.demo.hall import Hall, hall
from kiosk.technician.diagnostics import collect
from kiosk.visit import events as ev
from kiosk.visit.clock import SystemClock
from kiosk.visit.snapshot import Delivery
from kiosk.visit.states import State

CANARY = Holder(
    number="000099012345",
    name="Lưu Thị Hoàng Yến Chim",
    born=date(1999, 5, 17),
    residence="Tổ Chim Hoàng Yến, Xã Suối Trong, Huyện Đơn Dương, Lâm Đồng",
    father="Lưu Văn Khứu Chim",
    mother="Bạch Thị Sơn Ca Chim",
    marks="Nốt ruồi hình chim",
)
TYPED = "Lời-khai-của-chim-hoàng-yến"
PROCEDURE = "xac-nhan-thong-tin-cu-tru"


def traces() -> list[bytes]:
    """What would give her away, in each writing that a program might use."""
    words = [CANARY.number, CANARY.name, "Hoàng Yến", "Khứu", "Sơn Ca", TYPED, "17051999", "17/05/1999", "1999-05-17"]
    words += [f"{CANARY.number[:3]} {CANARY.number[3:6]} {CANARY.number[6:9]} {CANARY.number[9:]}"]
    words += [fold(CANARY.name).replace(" ", "<"), "LUU<<THI"]
    forms = [unicodedata.normalize(form, word) for word in words for form in ("NFC", "NFD")]
    escaped = [json.dumps(form)[1:-1] for form in forms]
    encoded = [text.encode(code) for text in [*forms, *escaped] for code in ("utf-8", "utf-16-le")]
    return sorted(set(encoded))


def found_in(folder: Path) -> list[str]:
    marks = traces()
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [f"{file}: {mark!r}" for file in files for mark in marks if mark in file.read_bytes()]


@dataclass
class Walk:
    """A hall whose every word is kept."""

    room: Hall
    citizen: Citizen
    folder: Path
    log: io.StringIO


@asynccontextmanager
async def walking(folder: Path, *, portal_up: bool) -> AsyncIterator[Walk]:
    stream = io.StringIO()
    with journal.recording("K07", folder / "kiosk", stream):
        async with hall(folder, paced=False, portal_up=portal_up, holder=CANARY) as room:
            yield Walk(room, Citizen(room.kiosk.visit, room, SystemClock(), marker=TYPED), folder, stream)


def nothing_is_left(walk: Walk) -> None:
    assert found_in(walk.folder / "kiosk") == []
    said = walk.log.getvalue().encode()
    assert [mark for mark in traces() if mark in said] == []
    snapshot = repr(walk.room.kiosk.visit.snapshot).encode()
    assert [mark for mark in traces() if mark in snapshot] == []
    private = [key.private_bytes_raw() for key in walk.room.portal_settings.secrets.seal_keys.values()]
    files = [file.read_bytes() for file in (walk.folder / "kiosk").rglob("*") if file.is_file()]
    assert not any(key in data for key in private for data in files)


@pytest.mark.parametrize("portal_up", [True, False])
async def test_a_whole_visit_leaves_nothing_readable(tmp_path: Path, portal_up: bool) -> None:
    async with walking(tmp_path, portal_up=portal_up) as walk:
        walked = await walk.citizen.walk(PROCEDURE, Delivery.ACCEPTED if portal_up else Delivery.QUEUED)
        nothing_is_left(walk)
        # the control: the queue is there, and what may be readable in it is found by the same search
        database = b"".join(file.read_bytes() for file in (tmp_path / "kiosk/outbox").glob("outbox.db*"))
        assert walked.local_number.encode() in database
        assert "session" in walk.log.getvalue()
    assert found_in(tmp_path / "kiosk") == []


async def test_the_search_finds_her_where_she_is(tmp_path: Path) -> None:
    """The control of every test here: in memory, mid-form, she is there to be found."""
    async with walking(tmp_path, portal_up=False) as walk:
        await to_the_form(walk)
        page = walk.room.kiosk.visit.snapshot.page
        assert page is not None
        values = [str(field.value).encode() for field in page.fields]
        assert any(mark in value for mark in traces() for value in values)
        (tmp_path / "kiosk" / "leak.txt").write_text(CANARY.name, "utf-8")
        assert found_in(tmp_path / "kiosk")


async def to_the_form(walk: Walk) -> None:
    with _Watch(walk.room.kiosk.visit) as watch:
        await walk.citizen._identify(watch, PROCEDURE)
        await walk.citizen._agree(watch)
        await watch.until(lambda now: now.state is State.FILL and now.page is not None)


async def test_a_visit_that_is_left_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    async with walking(tmp_path, portal_up=False) as walk:
        await to_the_form(walk)
        walk.room.kiosk.visit.send(ev.Leave())
        with _Watch(walk.room.kiosk.visit) as watch:
            await watch.until(lambda now: now.state is State.WELCOME)
        nothing_is_left(walk)


async def test_what_support_is_given_holds_nothing_of_her(tmp_path: Path) -> None:
    async with walking(tmp_path, portal_up=False) as walk:
        await walk.citizen.walk(PROCEDURE, Delivery.QUEUED)
        told = [data async for _, data in collect(walk.room.kiosk.settings, walk.log.getvalue().splitlines())]
        assert told
        assert [mark for mark in traces() for data in told if mark in data] == []


@pytest.mark.slow
async def test_every_procedure_leaves_nothing_readable(tmp_path: Path) -> None:
    """She tries all; of those that have forms she can file all but two whose tables she does not know to fill."""
    async with walking(tmp_path, portal_up=False) as walk:
        slugs = [one.slug for one in walk.room.kiosk.library.catalogue.all()]
        filed = 0
        for slug in slugs:
            try:
                await walk.citizen.walk(slug, Delivery.QUEUED)
                filed += 1
            except Stuck:  # what she left is searched all the same
                continue
        assert filed >= 20
        nothing_is_left(walk)
