"""Every card of the test bench through the real PN532 driver and the emulated reader."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from drivers.card.emrtd.certificates import Certificate, RevocationList
from drivers.card.emrtd.trust import TrustStore
from drivers.card.emrtd.trust_files import read_material
from drivers.card.pn532 import create
from drivers.card.pn532.emulator import EmulatedPn532, Misbehaviour
from drivers.card.pn532.emulator_firmware import Modulation
from drivers.card.simulated.profiles import Specimen, issue
from drivers.ports import Can, CardReader, CardRequest, DeviceError, DeviceFault, Verdict
from tests.drivers.profiles.test_verdict_of_every_profile import BY_BAC, VERDICTS


class Desk:
    """A reader on a desk and the driver that has it open."""

    def __init__(self, specimen: Specimen, misbehaviour: Misbehaviour | None = None) -> None:
        self.specimen = specimen
        self.device = EmulatedPn532(misbehaviour=misbehaviour)
        self.port = self.device.start()
        trust = TrustStore(*_printed(specimen))
        self.driver: CardReader = create({"port": self.port, "trust": trust})

    @property
    def request(self) -> CardRequest:
        specimen, by_bac = self.specimen, self.specimen.profile in BY_BAC
        key = specimen.key if by_bac or specimen.can is None else Can(specimen.can)
        return CardRequest(key, allow_bac=by_bac)


def _printed(specimen: Specimen) -> tuple[tuple[Certificate, ...], tuple[RevocationList, ...]]:
    anchors = read_material(specimen.csca.encode()).anchors
    return anchors, read_material(specimen.crl.encode()).revocations


@pytest.fixture
def desks() -> Iterator[list[Desk]]:
    desks: list[Desk] = []
    yield desks
    for desk in desks:
        desk.device.stop()


@pytest.mark.parametrize("profile", VERDICTS)
async def test_the_verdict_is_the_same_over_the_reader(profile: str, desks: list[Desk]) -> None:
    desk = Desk(issue(profile))
    desks.append(desk)
    desk.device.lay(desk.specimen.chip)
    await desk.driver.open()
    await desk.driver.wait_for_card()
    read = await desk.driver.read(desk.request)
    await desk.driver.close()
    assert read.verdict is VERDICTS[profile][0]


async def test_a_card_of_type_b_reads_as_one_of_type_a(desks: list[Desk]) -> None:
    desk = Desk(issue())
    desks.append(desk)
    desk.device.lay(desk.specimen.chip, Modulation.B)
    await desk.driver.open()
    assert (await desk.driver.read(desk.request)).verdict is Verdict.GENUINE
    await desk.driver.close()


async def test_a_transport_card_is_not_a_chip_card(desks: list[Desk]) -> None:
    desk = Desk(issue())
    desks.append(desk)
    desk.device.lay(desk.specimen.chip, Modulation.MEMORY)
    await desk.driver.open()
    await desk.driver.wait_for_card()
    with pytest.raises(DeviceError) as refused:
        await desk.driver.read(desk.request)
    assert refused.value.fault is DeviceFault.NOT_A_CHIP_CARD
    await desk.driver.close()


async def test_poor_contact_is_an_unreadable_card_and_steadier_contact_reads(desks: list[Desk]) -> None:
    desk = Desk(issue(), Misbehaviour(poor_contact_every=8))
    desks.append(desk)
    desk.device.lay(desk.specimen.chip)
    await desk.driver.open()
    with pytest.raises(DeviceError) as shaken:
        await desk.driver.read(desk.request)
    assert shaken.value.fault is DeviceFault.CARD_UNREADABLE
    desk.device.misbehave(Misbehaviour())
    assert (await desk.driver.read(desk.request)).verdict is Verdict.GENUINE
    await desk.driver.close()


@pytest.mark.parametrize("step", [1, 4, 9, 15])
async def test_a_torn_card_is_a_removed_card_and_the_next_one_reads(step: int, desks: list[Desk]) -> None:
    desk = Desk(issue("torn", step=step))
    desks.append(desk)
    desk.device.lay(desk.specimen.chip)
    await desk.driver.open()
    await desk.driver.wait_for_card()
    with pytest.raises(DeviceError) as torn:
        await desk.driver.read(desk.request)
    assert torn.value.fault is DeviceFault.CARD_REMOVED
    async with asyncio.timeout(5):
        await desk.driver.wait_for_removal()
        desk.device.lay(issue().chip)
        await desk.driver.wait_for_card()
    assert (await desk.driver.read(desk.request)).facts.fields[1] == ("000190000123",)
    await desk.driver.close()


@pytest.mark.parametrize(
    "misbehaviour",
    [
        Misbehaviour(split=64),
        Misbehaviour(noise=b"\x00\x00\x00"),
        Misbehaviour(noise=b"\x55\xaa\xff"),
        Misbehaviour(corrupt_every=7),
        Misbehaviour(duplicate_every=5),
    ],
    ids=["split", "zeros", "junk", "corrupt", "duplicate"],
)
async def test_a_bad_line_is_mended_by_the_driver(misbehaviour: Misbehaviour, desks: list[Desk]) -> None:
    desk = Desk(issue(), misbehaviour)
    desks.append(desk)
    desk.device.lay(desk.specimen.chip)
    await desk.driver.open()
    await desk.driver.wait_for_card()
    assert (await desk.driver.read(desk.request)).verdict is Verdict.GENUINE
    await desk.driver.close()
