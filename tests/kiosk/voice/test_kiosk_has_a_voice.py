"""A kiosk built from its settings speaks through the device they name, and says when there is none."""

from __future__ import annotations

import asyncio
from pathlib import Path

from drivers.sound.simulated import SimulatedSound
from kiosk import assembly
from kiosk.settings import Devices, Driver
from kiosk.voice.orders import Hearing, Part, Speech
from tests.kiosk.test_assembly_catalogue import settings


async def test_the_sound_device_of_the_settings_is_what_is_heard(tmp_path: Path) -> None:
    said = settings(tmp_path, signed=False).model_copy(update={"devices": Devices(sound=Driver(driver="simulated"))})
    assert said.devices.simulated
    async with assembly.running(said) as kiosk:
        sound = kiosk.devices.sound
        assert isinstance(sound, SimulatedSound)
        told: asyncio.Queue[Hearing] = asyncio.Queue()
        kiosk.speaker.subscribe(told.put_nowait)
        sound.plug()
        async with asyncio.timeout(5):
            while not (await told.get()).headset:
                pass
            kiosk.speaker.send(Speech((Part("000 190", personal=True),)))
            while (await told.get()).speaking is not True:
                pass
            while (await told.get()).speaking:
                pass
        assert [heard.what for heard in sound.heard] == ["000 190"]


async def test_without_one_the_kiosk_is_silent_and_says_so(tmp_path: Path) -> None:
    async with assembly.running(settings(tmp_path, signed=False)) as kiosk:
        assert kiosk.speaker.hearing == Hearing(available=False)
