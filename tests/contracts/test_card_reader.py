"""What every card reader driver keeps: the simulated one, a chip over TCP, a PN532 on good and on bad lines."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from drivers import registry
from drivers.card.simulated.chip import SoftwareChip
from drivers.card.simulated.profiles import issue
from drivers.ports import Access, Can, CardRequest, DeviceError, DeviceFault, MrzKey, ReadProgress, Verdict
from tests.contracts.card_benches import BENCHES, Bench, bench

PROVEN_ELSEWHERE = {"pcsc"}
"""Needs pcscd: tests/drivers/card_reader/test_pcsc_reader.py runs these promises on its virtual reader."""
CAN = Can("000123")
NOTICED_WITHIN = 0.5
"""Seconds from a removal to the fault."""


@pytest.fixture(params=BENCHES)
async def desk(request: pytest.FixtureRequest) -> AsyncIterator[Bench]:
    async with bench(request.param) as made:
        await made.reader.open()
        yield made


class TearingChip(SoftwareChip):
    """Leaves the field at a step and remembers when."""

    left_at = 0.0

    def transmit(self, apdu: bytes) -> bytes:
        answer = super().transmit(apdu)
        if not answer and not self.left_at:
            self.left_at = time.monotonic()
        return answer


def card(profile: str = "cccd-2021", step: int | None = None) -> SoftwareChip:
    return issue(profile, step=step, portrait_size=600).chip


def test_every_driver_has_a_bench() -> None:
    assert {name.partition("-")[0] for name in BENCHES} | PROVEN_ELSEWHERE >= set(registry.names("card"))


async def test_a_card_is_waited_for_read_and_its_removal_waited_for(desk: Bench) -> None:
    waiting = asyncio.create_task(desk.reader.wait_for_card())
    await desk.lay(card())
    await waiting
    reading = await desk.reader.read(CardRequest(CAN, portrait=True))
    assert (reading.access, reading.verdict) == (Access.PACE_CAN, Verdict.ISSUER_UNKNOWN)
    assert reading.facts.mrz[0].startswith("IDVNM190000123")
    assert reading.facts.fields[2] == ("Trần Thị Mẫu",)
    assert reading.portrait is not None
    assert [file.name for file in reading.files][:3] == ["CardAccess", "COM", "DG1"]
    leaving = asyncio.create_task(desk.reader.wait_for_removal())
    await desk.lift()
    await leaving


async def test_the_same_card_is_read_twice(desk: Bench) -> None:
    await desk.lay(card())
    await desk.reader.wait_for_card()
    first = await desk.reader.read(CardRequest(CAN))
    second = await desk.reader.read(CardRequest(CAN))
    assert first.facts == second.facts


async def test_progress_grows_and_gives_the_facts_once_before_the_portrait(desk: Bench) -> None:
    seen: list[ReadProgress] = []
    await desk.lay(card())
    await desk.reader.wait_for_card()
    await desk.reader.read(CardRequest(CAN, portrait=True), seen.append)
    assert [step.done for step in seen] == sorted(step.done for step in seen)
    assert all(step.done <= step.total for step in seen)
    assert [step.step for step in seen if step.facts] == ["SOD"]
    assert seen[0].step == "access"
    assert seen[-1].step == "check"


async def test_a_wrong_can_is_tried_once_and_the_right_one_then_opens(desk: Bench) -> None:
    await desk.lay(card())
    await desk.reader.wait_for_card()
    with pytest.raises(DeviceError) as refused:
        await desk.reader.read(CardRequest(Can("999999")))
    assert refused.value.fault is DeviceFault.WRONG_KEY
    reading = await desk.reader.read(CardRequest(CAN))
    assert reading.access is Access.PACE_CAN


@pytest.mark.parametrize("key", [Can("12345"), Can("12345a"), MrzKey("190000123", "900902", "3009"), Can("١٢٣٤٥٦")])
async def test_a_key_that_cannot_be_right_is_not_tried(key: Can | MrzKey) -> None:
    async with bench("simulated") as desk:
        await desk.lay(card("torn", step=1))
        with pytest.raises(DeviceError) as refused:
            await desk.reader.read(CardRequest(key))
        assert refused.value.fault is DeviceFault.WRONG_KEY


@pytest.mark.parametrize("step", [1, 6, 9, 15])
async def test_a_removal_is_noticed_and_the_next_card_works_without_reopening(desk: Bench, step: int) -> None:
    chip = TearingChip(card("torn", step=step).card)
    await desk.lay(chip)
    await desk.reader.wait_for_card()
    with pytest.raises(DeviceError) as gone:
        await desk.reader.read(CardRequest(CAN))
    assert gone.value.fault is DeviceFault.CARD_REMOVED
    assert time.monotonic() - chip.left_at < NOTICED_WITHIN
    await desk.lay(card())
    await desk.reader.wait_for_card()
    assert (await desk.reader.read(CardRequest(CAN))).access is Access.PACE_CAN


async def test_without_a_card_reading_says_so(desk: Bench) -> None:
    with pytest.raises(DeviceError) as nothing:
        await desk.reader.read(CardRequest(CAN))
    assert nothing.value.fault is DeviceFault.CARD_REMOVED


async def test_a_cancelled_reading_leaves_the_reader_usable(desk: Bench) -> None:
    begun = asyncio.Event()

    def on_progress(progress: ReadProgress) -> None:
        if progress.step == "DG1":
            begun.set()

    await desk.lay(card())
    await desk.reader.wait_for_card()
    reading = asyncio.create_task(desk.reader.read(CardRequest(CAN), on_progress))
    await begun.wait()
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert (await desk.reader.read(CardRequest(CAN))).access is Access.PACE_CAN


async def test_cancelled_waiting_leaves_the_reader_usable(desk: Bench) -> None:
    waiting = asyncio.create_task(desk.reader.wait_for_card())
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await desk.lay(card())
    await desk.reader.wait_for_card()


async def test_closing_is_harmless_twice_and_opening_works_again(desk: Bench) -> None:
    await desk.reader.close()
    await desk.reader.close()
    await desk.reader.open()
    await desk.lay(card())
    await desk.reader.wait_for_card()
    assert (await desk.reader.read(CardRequest(CAN))).access is Access.PACE_CAN
