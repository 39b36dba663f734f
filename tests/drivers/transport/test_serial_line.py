"""A serial line on a pseudo-terminal: exclusive, cancellable, and honest about a cable that is gone."""

from __future__ import annotations

import asyncio
import os
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.ports import DeviceError, DeviceFault
from drivers.transport.serial_line import SerialLine


class Cable:
    """The other end of a line."""

    def __init__(self) -> None:
        self.end, self._slave = os.openpty()
        tty.setraw(self._slave)
        self.path = os.ttyname(self._slave)
        self._plugged = True

    def pull(self) -> None:
        if self._plugged:
            self._plugged = False
            os.close(self._slave)
            os.close(self.end)


@pytest.fixture
def cable() -> Iterator[Cable]:
    made = Cable()
    yield made
    made.pull()


async def test_bytes_go_both_ways(cable: Cable) -> None:
    line = await SerialLine.open(cable.path, 115_200)
    line.write(b"to the device")
    assert os.read(cable.end, 100) == b"to the device"
    os.write(cable.end, b"to the host")
    assert await line.read() == b"to the host"
    await line.close()


async def test_what_was_not_read_can_be_forgotten(cable: Cable) -> None:
    line = await SerialLine.open(cable.path, 115_200)
    os.write(cable.end, b"old")
    assert await line.read() == b"old"
    os.write(cable.end, b"stale")
    while not line._received:  # noqa: ASYNC110  the loop must turn until the kernel hands the bytes over
        await asyncio.sleep(0)
    line.clear()
    os.write(cable.end, b"new")
    assert await line.read() == b"new"
    await line.close()


async def test_a_cancelled_read_loses_nothing(cable: Cable) -> None:
    line = await SerialLine.open(cable.path, 115_200)
    reading = asyncio.create_task(line.read())
    await asyncio.sleep(0)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    os.write(cable.end, b"later")
    assert await line.read() == b"later"
    await line.close()


async def test_more_than_the_port_takes_at_once_is_sent_in_the_end(cable: Cable) -> None:
    line = await SerialLine.open(cable.path, 115_200)
    sent = bytes(200_000)
    line.write(sent)
    got = 0
    while got < len(sent):
        got += len(await asyncio.to_thread(os.read, cable.end, 65_536))
    assert got == len(sent)
    await line.close()


async def test_a_pulled_cable_ends_every_wait(cable: Cable) -> None:
    line = await SerialLine.open(cable.path, 115_200)
    reading = asyncio.create_task(line.read())
    await asyncio.sleep(0)
    cable.pull()
    with pytest.raises(DeviceError) as gone:
        await reading
    assert gone.value.fault is DeviceFault.NOT_CONNECTED
    with pytest.raises(DeviceError):
        line.write(b"x")
    await line.close()
    await line.close()


async def test_a_port_in_use_is_busy(cable: Cable) -> None:
    line = await SerialLine.open(cable.path, 115_200)
    with pytest.raises(DeviceError) as taken:
        await SerialLine.open(cable.path, 115_200)
    assert taken.value.fault is DeviceFault.BUSY
    await line.close()
    await (await SerialLine.open(cable.path, 115_200)).close()


async def test_a_port_that_is_not_there_or_no_port(tmp_path: Path, cable: Cable) -> None:
    (tmp_path / "file").write_text("no port")
    for path, baud, fault in (
        (str(tmp_path / "missing"), 115_200, DeviceFault.NOT_CONNECTED),
        (str(tmp_path / "file"), 115_200, DeviceFault.WRONG_SETTINGS),
        (cable.path, -1, DeviceFault.WRONG_SETTINGS),
    ):
        with pytest.raises(DeviceError) as refused:
            await SerialLine.open(path, baud)
        assert refused.value.fault is fault


async def test_the_speed_can_be_changed(cable: Cable) -> None:
    line = await SerialLine.open(cable.path, 115_200)
    await line.set_baud(921_600)
    line.write(b"fast")
    assert os.read(cable.end, 100) == b"fast"
    with pytest.raises(DeviceError) as refused:
        await line.set_baud(-5)
    assert refused.value.fault is DeviceFault.WRONG_SETTINGS
    await line.close()
