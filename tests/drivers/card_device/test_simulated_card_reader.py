"""The simulated card reader: a card that is laid, lifted in the middle, changed; a reader that is unplugged."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from drivers.card.simulated import create
from drivers.card.simulated.profiles import issue
from drivers.card.simulated.reader import SimulatedCardReader
from drivers.ports import Can, CardReader, CardRequest, DeviceError, DeviceFault, ReadProgress, Verdict

REQUEST = CardRequest(Can("000123"))


async def test_the_default_card_is_the_demo_citizen_s_and_reads_through() -> None:
    reader = create({})
    assert isinstance(reader, CardReader)
    assert (await reader.open()).simulated
    await reader.wait_for_card()
    read = await reader.read(REQUEST)
    assert read.facts.fields[2] == ("Trần Thị Mẫu",)
    assert read.portrait is None
    await reader.close()


async def test_a_trust_folder_makes_its_issuer_known(tmp_path: Path) -> None:
    specimen = issue()
    (tmp_path / "csca.pem").write_text(specimen.csca)
    reader = create({"trust": str(tmp_path)})
    await reader.lay(specimen.chip)
    assert (await reader.read(REQUEST)).verdict is Verdict.GENUINE


async def test_waiting_ends_when_a_card_is_laid_and_when_it_is_lifted() -> None:
    reader = SimulatedCardReader()
    waiting = asyncio.create_task(reader.wait_for_card())
    await asyncio.sleep(0)
    assert not waiting.done()
    await reader.lay(issue().chip)
    await waiting
    leaving = asyncio.create_task(reader.wait_for_removal())
    await reader.lift()
    await leaving


@pytest.mark.parametrize("replaced", [False, True])
async def test_a_card_taken_away_in_mid_file_is_a_removed_card(replaced: bool) -> None:
    reader = create({})
    seen: list[ReadProgress] = []

    def take_away(progress: ReadProgress) -> None:
        seen.append(progress)
        if progress.step == "DG13" and progress.done:
            tasks.append(asyncio.ensure_future(reader.lay(issue().chip) if replaced else reader.lift()))

    tasks: list[asyncio.Future[None]] = []
    with pytest.raises(DeviceError) as removed:
        await reader.read(REQUEST, take_away)
    assert removed.value.fault is DeviceFault.CARD_REMOVED
    assert seen[-1].step == "DG13"
    await asyncio.gather(*tasks)
    if not replaced:
        await reader.lay(issue().chip)
    assert (await reader.read(REQUEST)).facts.fields


async def test_an_unplugged_reader_is_not_connected() -> None:
    reader = create({})
    reader.plugged_in = False
    for wait in (reader.open(), reader.wait_for_card(), reader.wait_for_removal(), reader.read(REQUEST)):
        with pytest.raises(DeviceError) as gone:
            await wait
        assert gone.value.fault is DeviceFault.NOT_CONNECTED


@pytest.mark.parametrize("options", [{"profile": "gold"}, {"trust": 7}])
def test_options_that_cannot_be_right_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(DeviceError) as wrong:
        create(options)
    assert wrong.value.fault is DeviceFault.WRONG_SETTINGS
