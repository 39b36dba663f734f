"""Lost sessions and poor contact: the reading begins anew, smaller where size was the cause, and not for ever."""

from __future__ import annotations

import pytest

from drivers.card.emrtd import tlv
from drivers.card.emrtd.apdu import Command
from drivers.card.emrtd.files import Habits
from drivers.card.emrtd.reader import read_card
from drivers.card.simulated.chip import SoftwareChip
from drivers.card.simulated.link import InProcessLink
from drivers.card.simulated.profiles import issue
from drivers.ports import Can, CardRequest, DeviceError, DeviceFault, Finding, Verdict

REQUEST = CardRequest(Can("000123"), portrait=True)


class Touchy(InProcessLink):
    """A chip that forgets its session, with a plain status word, when asked for more than it likes."""

    def __init__(self, chip: SoftwareChip, most: int) -> None:
        super().__init__(chip)
        self._most = most
        self.sessions = 0

    async def transmit(self, apdu: bytes) -> bytes:
        command = Command.decode(apdu)
        self.sessions += command.ins == 0x86 and command.cla == 0x00
        if command.cla & 0x0C and command.ins == 0xB0:
            wanted = tlv.get(tlv.parse(command.data), 0x97)[0]
            if wanted > self._most:
                await self.reset()
                return b"\x69\x88"
        return await super().transmit(apdu)


@pytest.mark.parametrize(("most", "sessions"), [(223, 1), (160, 2), (150, 3), (112, 3), (64, 4)])
async def test_a_chip_that_drops_the_session_is_read_with_smaller_reads(most: int, sessions: int) -> None:
    habits = Habits()
    link = Touchy(issue(portrait_size=600).chip, most)
    reading = await read_card(link, REQUEST, habits=habits)
    assert (reading.verdict, reading.portrait is not None) == (Verdict.ISSUER_UNKNOWN, True)
    assert (link.sessions, habits.size <= most) == (sessions, True)
    await link.reset()
    await read_card(link, REQUEST, habits=habits)
    assert link.sessions == sessions + 1, "the size that worked is remembered"


async def test_a_chip_that_drops_every_session_is_given_up() -> None:
    link = Touchy(issue(portrait_size=600).chip, 0)
    with pytest.raises(DeviceError) as lost:
        await read_card(link, REQUEST)
    assert lost.value.fault is DeviceFault.CARD_UNREADABLE
    assert link.sessions == 4


class Trembling(InProcessLink):
    """Loses contact in the exchanges with these numbers."""

    def __init__(self, chip: SoftwareChip, lost: set[int]) -> None:
        super().__init__(chip)
        self._lost = lost
        self.exchanges = 0

    async def transmit(self, apdu: bytes) -> bytes:
        self.exchanges += 1
        if self.exchanges in self._lost:
            raise DeviceError(DeviceFault.CARD_UNREADABLE, "collision")
        return await super().transmit(apdu)


async def test_poor_contact_in_mid_file_costs_a_new_session_not_the_reading() -> None:
    habits = Habits()
    link = Trembling(issue(portrait_size=600).chip, {12, 25})
    reading = await read_card(link, REQUEST, habits=habits)
    assert (reading.verdict, habits) == (Verdict.ISSUER_UNKNOWN, Habits(by_short_identifier=True))


@pytest.mark.parametrize("before_the_end", [0, 1, 2])
async def test_poor_contact_while_the_chip_proves_itself_costs_a_new_session_not_the_reading(
    before_the_end: int,
) -> None:
    whole = Trembling(issue(portrait_size=600).chip, set())
    await read_card(whole, REQUEST)
    link = Trembling(issue(portrait_size=600).chip, {whole.exchanges - before_the_end})
    reading = await read_card(link, REQUEST)
    assert (reading.verdict, reading.findings.chip) == (Verdict.ISSUER_UNKNOWN, Finding.OK)
    assert link.exchanges > whole.exchanges


async def test_contact_that_is_lost_again_and_again_ends_the_reading() -> None:
    link = Trembling(issue(portrait_size=600).chip, set(range(12, 200)))
    with pytest.raises(DeviceError) as lost:
        await read_card(link, REQUEST)
    assert (lost.value.fault, link.exchanges < 20) == (DeviceFault.CARD_UNREADABLE, True)
