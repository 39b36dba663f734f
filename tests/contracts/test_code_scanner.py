"""What every code scanner driver keeps: the simulated one, the camera, a serial scanner on good and on split lines."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from drivers import registry
from drivers.ports import AimHint, CodeScanner, DeviceError, DeviceFault
from tests.contracts.code_benches import BENCHES, Bench, bench

CARD = "000190000123||Trần Thị Mẫu|02091990|Nữ|Thôn 2, Xã Suối Trong|20062021"
OTHER = "000190000124||Lê Văn Thử|02091991|Nam|Thôn 3, Xã Suối Trong|20062021"
GONE = {DeviceFault.NOT_CONNECTED, DeviceFault.NOT_RESPONDING}


@pytest.fixture(params=BENCHES)
async def desk(request: pytest.FixtureRequest, tmp_path, monkeypatch) -> AsyncIterator[Bench]:
    async with bench(request.param, tmp_path, monkeypatch) as made:
        await made.scanner.open()
        yield made


async def soon(coroutine, seconds: float = 5.0):
    async with asyncio.timeout(seconds):
        return await coroutine


def test_every_driver_folder_has_a_bench() -> None:
    assert {name.partition("-")[0] for name in BENCHES} == set(registry.names("code"))


@pytest.mark.parametrize("name", registry.names("code"))
def test_an_option_that_no_driver_has_is_refused(name: str) -> None:
    with pytest.raises(DeviceError) as refused:
        registry.find("code", name)({"colour": "blue"})
    assert refused.value.fault is DeviceFault.WRONG_SETTINGS


def test_it_is_a_code_scanner(desk: Bench) -> None:
    assert isinstance(desk.scanner, CodeScanner)


async def test_a_code_shown_is_returned_exactly(desk: Bench) -> None:
    await desk.scanner.start()
    await desk.show(CARD)
    assert (await soon(desk.scanner.next_code())).text == CARD


async def test_the_next_code_is_another_one(desk: Bench) -> None:
    await desk.scanner.start()
    await desk.show(CARD)
    await soon(desk.scanner.next_code())
    await desk.show(CARD)
    await desk.show(OTHER)
    assert (await soon(desk.scanner.next_code())).text == OTHER


async def test_a_wait_can_be_cancelled_and_taken_up_again(desk: Bench) -> None:
    await desk.scanner.start()
    waiting = asyncio.create_task(desk.scanner.next_code())
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.wait([waiting])
    await desk.show(CARD)
    assert (await soon(desk.scanner.next_code())).text == CARD


async def test_a_stopped_scanner_remembers_nothing(desk: Bench) -> None:
    await desk.scanner.start()
    await desk.show(CARD)
    await soon(desk.scanner.next_code())
    await desk.scanner.stop()
    assert desk.scanner.latest_frame() is None
    await desk.scanner.start()
    await desk.show(CARD)
    assert (await soon(desk.scanner.next_code())).text == CARD


async def test_a_running_camera_has_a_picture_and_a_hint(desk: Bench) -> None:
    await desk.scanner.start()
    await desk.show(CARD)
    await soon(desk.scanner.next_code())
    frame = desk.scanner.latest_frame()
    assert (frame is not None) == desk.pictures == desk.scanner.pictures
    assert frame is None or len(frame.bgr) == 3 * frame.width * frame.height
    assert desk.scanner.hint() in AimHint


async def test_starting_stopping_and_closing_twice_is_harmless(desk: Bench) -> None:
    await desk.scanner.start()
    await desk.scanner.start()
    for _ in range(2):
        await desk.scanner.stop()
    for _ in range(2):
        await desk.scanner.close()


async def test_a_pulled_cable_is_said_and_survived(desk: Bench) -> None:
    if desk.unplug is None or desk.replug is None:
        pytest.skip("a simulated camera has no cable")
    await desk.scanner.start()
    await desk.unplug()
    with pytest.raises(DeviceError) as lost:
        await soon(desk.scanner.next_code())
    assert lost.value.fault in GONE
    await desk.scanner.close()
    with pytest.raises(DeviceError) as away:
        await desk.scanner.open()
    assert away.value.fault is DeviceFault.NOT_CONNECTED
    await desk.replug()
    await desk.scanner.open()
    await desk.scanner.start()
    await desk.show(CARD)
    assert (await soon(desk.scanner.next_code())).text == CARD
