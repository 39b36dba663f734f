"""The PC/SC driver against Debian's pcscd with the virtual reader of vsmartcard-vpcd, end to end."""

from __future__ import annotations

import asyncio
import importlib.util
import shutil
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from drivers.card.pcsc import create
from drivers.card.pcsc.driver import PcscReader
from drivers.card.simulated.chip import SoftwareChip
from drivers.card.simulated.profiles import issue
from drivers.ports import Access, Can, CardRequest, DeviceError, DeviceFault, Verdict
from tests.drivers.card_reader.virtual_card import VirtualCard

MISSING = [
    name
    for name, there in (
        ("pcscd", shutil.which("pcscd")),
        ("vsmartcard-vpcd", Path("/etc/reader.conf.d/vpcd").exists()),
        ("pyscard", importlib.util.find_spec("smartcard")),
    )
    if not there
]
pytestmark = [
    pytest.mark.thirdparty,
    pytest.mark.skipif(bool(MISSING), reason=f"NOT PROVEN HERE: PC/SC needs {', '.join(MISSING)}"),
]
CAN = Can("000123")


@pytest.fixture(scope="module")
def service() -> Iterator[None]:
    with subprocess.Popen(["pcscd", "--foreground"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as pcscd:
        yield
        pcscd.terminate()


@pytest.fixture
async def reader(service: None) -> AsyncIterator[PcscReader]:
    made = create({"reader": "Virtual PCD 00 00"})
    try:
        async with asyncio.timeout(60):
            while not await opens(made):  # noqa: ASYNC110  another process can only be asked
                await asyncio.sleep(0.05)  # the service needs a moment to start
    except TimeoutError:
        pytest.skip("NOT PROVEN HERE: pcscd does not start, or has no virtual reader")
    yield made
    await made.close()


async def opens(reader: PcscReader) -> bool:
    try:
        await reader.open()
    except DeviceError:
        return False
    return True


def chip(profile: str = "cccd-2021", step: int | None = None) -> SoftwareChip:
    return issue(profile, step=step, portrait_size=600).chip


async def test_a_card_is_waited_for_read_and_its_removal_waited_for(reader: PcscReader) -> None:
    card = VirtualCard(chip())
    await reader.wait_for_card()
    reading = await reader.read(CardRequest(CAN, portrait=True))
    assert (reading.access, reading.verdict) == (Access.PACE_CAN, Verdict.ISSUER_UNKNOWN)
    assert reading.portrait is not None
    again = await reader.read(CardRequest(CAN))
    assert again.facts == reading.facts
    await asyncio.to_thread(card.lift)
    await reader.wait_for_removal()


async def test_a_wrong_can_is_refused_and_the_right_one_opens(reader: PcscReader) -> None:
    card = VirtualCard(chip())
    await reader.wait_for_card()
    with pytest.raises(DeviceError) as refused:
        await reader.read(CardRequest(Can("999999")))
    assert refused.value.fault is DeviceFault.WRONG_KEY
    assert (await reader.read(CardRequest(CAN))).access is Access.PACE_CAN
    await asyncio.to_thread(card.lift)
    await reader.wait_for_removal()


@pytest.mark.parametrize("step", [4, 11])
async def test_a_removal_is_noticed_and_the_next_card_works(reader: PcscReader, step: int) -> None:
    VirtualCard(chip("torn", step))
    await reader.wait_for_card()
    started = time.monotonic()
    with pytest.raises(DeviceError) as gone:
        await reader.read(CardRequest(CAN))
    assert gone.value.fault is DeviceFault.CARD_REMOVED
    assert time.monotonic() - started < 10
    await reader.wait_for_removal()
    card = VirtualCard(chip())
    await reader.wait_for_card()
    assert (await reader.read(CardRequest(CAN))).access is Access.PACE_CAN
    await asyncio.to_thread(card.lift)
    await reader.wait_for_removal()


async def test_without_a_card_reading_says_so(reader: PcscReader) -> None:
    with pytest.raises(DeviceError) as nothing:
        await reader.read(CardRequest(CAN))
    assert nothing.value.fault is DeviceFault.CARD_REMOVED


async def test_a_reader_that_is_not_there_is_not_connected(service: None) -> None:
    with pytest.raises(DeviceError) as missing:
        await create({"reader": "No such reader"}).open()
    assert missing.value.fault is DeviceFault.NOT_CONNECTED
