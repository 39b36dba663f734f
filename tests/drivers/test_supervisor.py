"""A supervised device is opened again when it went, and each change is said once."""

from __future__ import annotations

import asyncio

import pytest

from drivers.ports import DeviceError, DeviceFault, DeviceInfo
from drivers.supervisor import FIRST_PAUSE, LONGEST_PAUSE, Back, Change, Gone, Supervisor

INFO = DeviceInfo("fake", "fake", "nowhere")
AWAY = DeviceError(DeviceFault.NOT_CONNECTED)


class Flaky:
    """Fails to open as often as asked."""

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.opened = 0
        self.closed = 0

    async def open(self) -> DeviceInfo:
        if self.failures:
            self.failures -= 1
            raise AWAY
        self.opened += 1
        return INFO

    async def close(self) -> None:
        self.closed += 1


class Watch:
    """Runs a supervisor and writes down what it says and how long it pauses."""

    def __init__(self, device: Flaky) -> None:
        self.said: asyncio.Queue[Change] = asyncio.Queue()
        self.pauses: list[float] = []
        self.supervisor = Supervisor(device, self.said.put, self._sleep)
        self.task = asyncio.create_task(self.supervisor.keep_open())

    async def _sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        await asyncio.sleep(0)

    async def end(self) -> None:
        self.task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await self.task


async def test_a_device_that_is_there_is_said_once() -> None:
    device = Flaky(0)
    watch = Watch(device)
    assert await watch.said.get() == Back(INFO)
    assert watch.supervisor.info == INFO
    await watch.end()
    assert (device.opened, device.closed, watch.said.qsize()) == (1, 1, 0)


async def test_a_device_that_stays_away_is_said_once_and_tried_with_growing_pauses() -> None:
    watch = Watch(Flaky(9))
    assert await watch.said.get() == Gone(AWAY)
    assert await watch.said.get() == Back(INFO)
    assert watch.pauses[:3] == [FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE]
    assert max(watch.pauses) == watch.pauses[-1] == LONGEST_PAUSE
    assert watch.said.empty()
    await watch.end()


async def test_a_device_that_went_in_use_is_closed_said_and_opened_again() -> None:
    device = Flaky(0)
    watch = Watch(device)
    await watch.said.get()
    device.failures = 2
    assert watch.supervisor.report(AWAY)
    assert not watch.supervisor.report(AWAY), "one fault is enough"
    assert await watch.said.get() == Gone(AWAY)
    assert await watch.said.get() == Back(INFO)
    assert (device.opened, device.closed) == (2, 1)
    await watch.end()


@pytest.mark.parametrize("fault", [DeviceFault.CARD_REMOVED, DeviceFault.WRONG_KEY, DeviceFault.PAPER_OUT])
async def test_what_lies_on_a_device_is_no_reason_to_open_it_again(fault: DeviceFault) -> None:
    watch = Watch(Flaky(0))
    await watch.said.get()
    assert not watch.supervisor.report(DeviceError(fault))
    assert watch.supervisor.info == INFO
    await watch.end()
