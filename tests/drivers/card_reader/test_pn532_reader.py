"""The PN532 driver: speeds of the line, a pulled plug, a line that swallows answers, other things on the port."""

from __future__ import annotations

import asyncio
import os
import time
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.card.pn532 import conversation, create, opening, radio
from drivers.card.pn532.conversation import Conversation
from drivers.card.pn532.emulator import EmulatedPn532
from drivers.card.pn532.emulator_port import Misbehaviour
from drivers.card.simulated.profiles import issue
from drivers.ports import Access, Can, CardReader, CardRequest, DeviceError, DeviceFault, ReadProgress
from drivers.transport.serial_line import SerialLine

CAN = Can("000123")


@pytest.fixture
def emulator() -> Iterator[EmulatedPn532]:
    made = EmulatedPn532()
    made.lay(issue(portrait_size=600).chip)
    yield made
    made.stop()


async def reads(reader: CardReader) -> bool:
    await reader.wait_for_card()
    return (await reader.read(CardRequest(CAN))).access is Access.PACE_CAN


@pytest.mark.parametrize("baud", [9600, 115_200, 460_800, 921_600])
async def test_every_speed_reads_and_is_given_back_at_the_end(baud: int, emulator: EmulatedPn532) -> None:
    port = emulator.start()
    for _ in range(2):  # the second opening starts at the power-up speed again
        reader = create({"port": port, "baud": baud})
        info = await reader.open()
        assert (info.driver, info.model, info.where) == ("pn532", "PN532 v1.6", port)
        assert await reads(reader)
        await reader.close()


@pytest.mark.parametrize(("left_at", "usual"), [(921_600, 921_600), (460_800, 460_800), (921_600, 57_600)])
async def test_a_chip_that_a_crash_left_at_another_speed_is_found(
    left_at: int, usual: int, emulator: EmulatedPn532, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = emulator.start()
    line = await SerialLine.open(port, opening.START_BAUD)
    talk, _ = await opening.wake_up(line)
    await opening.go_faster(line, talk, left_at)
    await line.close()
    monkeypatch.setattr(opening, "FIRST_ACK_SECONDS", 0.1)
    reader = create({"port": port, "baud": usual})
    await reader.open()
    assert await reads(reader)
    await reader.close()


async def test_a_line_that_does_not_carry_the_fast_speed_stays_slow(
    emulator: EmulatedPn532, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def does_not(_: Conversation) -> bool:
        return False

    monkeypatch.setattr(opening, "_carries", does_not)
    reader = create({"port": emulator.start()})
    await reader.open()
    assert await reads(reader)
    await reader.close()


async def test_an_unknown_speed_is_a_wrong_setting(emulator: EmulatedPn532) -> None:
    with pytest.raises(DeviceError, match="9600") as refused:
        create({"port": emulator.start(), "baud": 12_345})
    assert refused.value.fault is DeviceFault.WRONG_SETTINGS


async def test_a_pulled_plug_is_noticed_and_the_same_driver_opens_again(
    emulator: EmulatedPn532, tmp_path: Path
) -> None:
    link = tmp_path / "reader"
    emulator.start(link)
    reader = create({"port": str(link)})
    await reader.open()
    await reader.wait_for_card()

    def pull(progress: ReadProgress) -> None:
        if progress.step == "DG13":
            emulator.stop()

    with pytest.raises(DeviceError) as gone:
        await reader.read(CardRequest(CAN), pull)
    assert gone.value.fault is DeviceFault.NOT_CONNECTED
    with pytest.raises(DeviceError) as missing:
        await reader.open()
    assert missing.value.fault is DeviceFault.NOT_CONNECTED
    emulator.start(link)
    await reader.open()
    assert await reads(reader)
    await reader.close()


async def test_swallowed_answers_are_asked_for_again(emulator: EmulatedPn532, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(radio, "EXCHANGE_SECONDS", 0.1)
    port = emulator.start()
    reader = create({"port": port, "baud": 115_200})
    await reader.open()
    await reader.wait_for_card()
    emulator.misbehave(Misbehaviour(drop_every=9))
    assert (await reader.read(CardRequest(CAN))).access is Access.PACE_CAN
    emulator.misbehave(Misbehaviour())
    await reader.close()


async def test_a_lost_acknowledgement_costs_a_new_session_not_the_reading(emulator: EmulatedPn532) -> None:
    reader = create({"port": emulator.start(), "baud": 115_200})
    await reader.open()
    await reader.wait_for_card()
    emulator.misbehave(Misbehaviour(drop_ack_every=20))
    assert (await reader.read(CardRequest(CAN))).access is Access.PACE_CAN
    emulator.misbehave(Misbehaviour())
    await reader.close()


async def test_a_program_that_stood_still_does_not_blame_the_line(emulator: EmulatedPn532) -> None:
    line = await SerialLine.open(emulator.start(), opening.START_BAUD)
    talk, _ = await opening.wake_up(line)
    asking = asyncio.create_task(talk.command(radio.FIRMWARE, ack_seconds=0.05, once=True))
    asyncio.get_running_loop().call_soon(time.sleep, 0.3)  # after the command is sent; its ACK comes meanwhile
    assert await asking
    await line.close()


async def test_a_late_answer_is_not_taken_for_the_next_of_its_kind(emulator: EmulatedPn532) -> None:
    line = await SerialLine.open(emulator.start(), opening.START_BAUD)
    talk, _ = await opening.wake_up(line)
    emulator.misbehave(Misbehaviour(late_ack=0.08))  # so late that the command is sent again, and carried out twice
    assert (await talk.command(radio.LIST, b"\x01" + radio.TYPE_A, ack_seconds=0.05))[:2] == b"\x01\x01"
    assert await talk.command(radio.LIST, b"\x01" + radio.TYPE_B) == b"\x00"
    await line.close()


async def test_a_card_that_went_out_of_reach_is_started_anew(
    emulator: EmulatedPn532, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may have been away for the reader only, and an active card does not answer a call."""
    events: list[str] = []

    async def field_off(talk: Conversation) -> None:
        events.append("off")
        await talk.command(radio.RF_CONFIGURATION, b"\x01\x00")

    reader = create({"port": emulator.start()})
    await reader.open()
    await reader.wait_for_card()
    emulator.lay(issue("torn", step=6, portrait_size=600).chip)
    await reader.wait_for_card()
    with pytest.raises(DeviceError):
        await reader.read(CardRequest(CAN))
    monkeypatch.setattr(radio, "field_off", field_off)
    await reader.wait_for_card()
    assert events[:1] == ["off"]
    await reader.close()


async def test_something_else_on_the_port_does_not_respond(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "FIRST_ACK_SECONDS", 0.05)
    master, slave = os.openpty()
    tty.setraw(slave)
    reader = create({"port": os.ttyname(slave)})
    with pytest.raises(DeviceError) as silent:
        await reader.open()
    assert silent.value.fault is DeviceFault.NOT_RESPONDING
    os.close(master)
    os.close(slave)


@pytest.mark.parametrize(("step", "after"), [("access", 0), ("DG13", 0), ("DG2", 0), ("DG2", 2_000), ("check", 0)])
async def test_a_card_lifted_at_any_byte_is_removed_within_half_a_second(step: str, after: int) -> None:
    emulator = EmulatedPn532(paced=True)
    emulator.lay(issue(portrait_size=4_000).chip)
    reader = create({"port": emulator.start()})
    await reader.open()
    await reader.wait_for_card()
    lifted: list[float] = []

    def lift(progress: ReadProgress) -> None:
        if progress.step == step and progress.done >= after and not lifted:
            lifted.append(time.monotonic())
            emulator.lift()

    with pytest.raises(DeviceError) as gone:
        await reader.read(CardRequest(CAN, portrait=True), lift)
    assert gone.value.fault is DeviceFault.CARD_REMOVED
    assert time.monotonic() - lifted[0] < 0.5
    await reader.wait_for_removal()
    emulator.lay(issue(portrait_size=600).chip)
    assert await reads(reader)
    await reader.close()
    emulator.stop()


async def test_a_closed_reader_says_so(emulator: EmulatedPn532) -> None:
    reader = create({"port": emulator.start()})
    await reader.open()
    await reader.close()
    with pytest.raises(DeviceError) as closed:
        await reader.wait_for_card()
    assert closed.value.fault is DeviceFault.NOT_CONNECTED


async def test_a_cancelled_command_is_aborted_on_the_line(emulator: EmulatedPn532) -> None:
    line = await SerialLine.open(emulator.start(), opening.START_BAUD)
    talk, _ = await opening.wake_up(line)
    await talk.command(radio.RF_CONFIGURATION, b"\x05\xff\x01\xff")  # look for ever
    emulator.lift()
    listing = asyncio.create_task(talk.command(radio.LIST, b"\x01\x00", seconds=conversation.ANSWER_SECONDS))
    await asyncio.sleep(0)
    listing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await listing
    assert await talk.command(radio.FIRMWARE) == bytes.fromhex("32010607")
    await line.close()
