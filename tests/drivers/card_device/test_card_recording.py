"""Recording a card without its data, and a software card that then behaves as the recorded one did."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import pytest

from drivers.card.simulated.card import group_file
from drivers.card.simulated.holder import Holder
from drivers.card.simulated.link import InProcessLink
from drivers.card.simulated.profiles import Specimen, issue
from drivers.card.simulated.recording import BadRecording, Exchange, Recording, RecordingLink
from drivers.card.simulated.redaction import record
from drivers.card.simulated.replay import profile_of
from drivers.ports import Can, CardRequest

HOLDER = Holder(
    number="000299012345", name="Phạm Thị Kín", residence="Số 7, Đường Bí Mật, Lâm Đồng", mother="Hồ Thị Lặng"
)


async def recorded(specimen: Specimen, **options: bool) -> Recording:
    by_can = specimen.can is not None and specimen.profile not in ("no-pace", "bac-only")
    key = Can(specimen.can) if by_can and specimen.can else specimen.key
    request = CardRequest(key, allow_bac=not by_can, **options)
    return await record(InProcessLink(specimen.chip), request, "bench")


def behaviour(recording: Recording) -> list[tuple[str, str]]:
    """Commands and status words, a file's reads as one: signatures differ by a byte or two from card to card."""
    commands = [(one.header[: 4 if one.instruction == 0xB0 else 8], one.status) for one in recording.exchanges]
    return [command for command, _ in itertools.groupby(commands)]


@pytest.mark.parametrize(
    "profile", ["cccd-2021", "can-cuoc-2024", "passport", "mf-refused", "reads-112", "no-pace", "bac-only", "no-dg15"]
)
async def test_a_replayed_card_behaves_as_the_recorded_one(profile: str) -> None:
    original = await recorded(issue(profile, HOLDER))
    replayed = issue(profile_of(Recording.load(original.dump())), HOLDER)
    if profile in ("no-pace", "bac-only"):
        replayed = replace(replayed, profile=profile)  # opened by BAC again
    again = await recorded(replayed)
    assert behaviour(again) == behaviour(original)
    assert (again.access, again.keys) == (original.access, original.keys)
    assert again.files == pytest.approx(original.files, abs=40)


@pytest.mark.parametrize("profile", ["cccd-2021", "passport", "bac-only"])
async def test_a_recording_says_nothing_of_the_holder(profile: str) -> None:
    specimen = issue(profile, HOLDER)
    text = (await recorded(specimen, portrait=True)).dump()
    secrets = [HOLDER.number, HOLDER.can, HOLDER.name, "BI MAT", HOLDER.residence, HOLDER.mother, *specimen.mrz]
    for secret in secrets:
        assert secret not in text
        assert secret.encode().hex() not in text.lower()
    personal = (number for number in specimen.chip.card.application if number != group_file(14))  # kinds of protocols
    for content in (specimen.chip.card.application[number] for number in personal):
        assert content[8:24].hex() not in text.lower()


async def test_a_wrong_key_is_recorded_with_its_status_word() -> None:
    recording = await record(InProcessLink(issue().chip), CardRequest(Can("999999")), "bench")
    assert recording.failure is not None
    assert recording.failure.startswith("wrong_key")
    assert recording.exchanges[-1].status == "6300"


async def test_a_torn_reading_keeps_what_was_seen() -> None:
    recording = await recorded(issue("torn", step=9))
    assert [one.status for one in recording.exchanges][-2:] == ["9000", "card_removed"]


async def test_times_become_the_thinking_time_of_the_replayed_card() -> None:
    ticks = itertools.count()
    link = RecordingLink(InProcessLink(issue().chip), clock=lambda: next(ticks) * 0.05)
    for command in ("00A4020C02011C", "00B0000010", "00B0000010"):
        await link.transmit(bytes.fromhex(command))
    recording = Recording("bench", None, None, None, {}, {}, tuple(link.exchanges))
    assert recording.exchanges[1] == Exchange("00B00000", 0, 16, 16, "9000", 50.0)
    assert profile_of(recording).blueprint.temper.read_seconds == 0.05


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "another", "exchanges": []}', "x" * 2_000_000])
def test_a_file_that_is_no_recording_is_refused(text: str) -> None:
    with pytest.raises(BadRecording):
        Recording.load(text)


def test_a_recording_is_a_profile_of_the_serve_command(tmp_path: Path) -> None:
    from tests.drivers.card_device.test_card_command import Served, read, run

    served = Served("--apdu-tcp", "0", "--profile", "mf-refused")
    file = tmp_path / "card.json"
    done = run("record", file, "--transport", served.announced["listen"], "--can", "000123")
    assert served.stop() == 0
    assert done.exit_code == 0
    replayed = Served("--apdu-tcp", "0", "--profile", file)
    code, said = read(replayed.announced["listen"], "--can", "000123")
    assert replayed.stop() == 0
    assert (code, replayed.announced["profile"], said["access"]) == (0, "recorded", "PACE-CAN")
