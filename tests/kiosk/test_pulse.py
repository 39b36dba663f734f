"""A kiosk's pulse: it is felt while visit and queue are alive, whatever devices there are, and not after."""

from __future__ import annotations

import asyncio
import base64
import threading

import pytest

from kiosk import assembly
from kiosk.settings import Place, Portal, Settings, SettingsError
from sync.outbox import OutboxError, OutboxFault

KEY = base64.b64encode(bytes(range(32))).decode()
HALL = Place(centre="Trung tâm", authority="UBND XÃ HOA MAI", commune="xã Hoa Mai", province="tỉnh Lâm Đồng")
PORTAL = Portal(url="http://127.0.0.1:9", sealing_key=KEY, sealing_key_id="s", receipt_key=KEY, receipt_key_id="r")


@pytest.fixture
async def kiosk(tmp_path):
    async with assembly.running(Settings(kiosk="K07", state=tmp_path, place=HALL, portal=PORTAL)) as kiosk:
        await asyncio.sleep(0)  # every task takes its first step: one without a device may end with it
        yield kiosk


async def test_a_kiosk_without_any_device_is_alive(kiosk):
    assert await kiosk.pulse()


async def test_a_kiosk_that_cannot_begin_leaves_no_queue_open(tmp_path):
    wrong = PORTAL.model_copy(update={"sealing_key": "short"})
    with pytest.raises(SettingsError):
        async with assembly.running(Settings(kiosk="K07", state=tmp_path, place=HALL, portal=wrong)):
            pass
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("outbox")]


async def test_a_visit_that_broke_off_is_no_life(kiosk):
    kiosk.work[0].cancel()
    await asyncio.wait([kiosk.work[0]])
    assert not await kiosk.pulse()


@pytest.mark.parametrize(("fault", "alive"), [(OutboxFault.FULL, True), (OutboxFault.BROKEN, False)])
async def test_a_full_queue_answers_and_a_broken_one_does_not(kiosk, monkeypatch, fault, alive):
    async def room() -> None:
        raise OutboxError(fault, "")

    monkeypatch.setattr(kiosk.outbox, "room", room)
    assert await kiosk.pulse() is alive
