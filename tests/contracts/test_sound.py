"""What every sound driver keeps: the simulated one, and espeak-ng with ALSA before a file and a FIFO for the socket."""

from __future__ import annotations

import asyncio
import os
import shutil
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from drivers import registry
from drivers.ports import DeviceError, DeviceFault, Manner, Outlet, Pcm, Sound
from drivers.sound.alsa import create
from drivers.sound.simulated import SimulatedSound

PROGRAMS = ("espeak-ng", "aplay")
HEADSET, LOUDSPEAKER = Manner(Outlet.HEADSET), Manner(Outlet.LOUDSPEAKER)
BEEP = Pcm(22_050, b"\x00\x40" * 2205)
needs_programs = pytest.mark.skipif(
    any(shutil.which(program) is None for program in PROGRAMS),
    reason="NOT TESTED: the real sound driver needs Debian's espeak-ng and alsa-utils",
)


@dataclass
class Bench:
    sound: Sound
    plug: Callable[[], None]
    unplug: Callable[[], None]
    length: Callable[[Outlet], int]
    """How much the outlet has to say of what was begun last."""
    loudest: Callable[[Outlet], float]


def _simulated() -> Bench:
    sound = SimulatedSound()

    def last(outlet: Outlet) -> float:
        return next((h.manner.volume for h in reversed(sound.heard) if h.manner.outlet is outlet), 0.0)

    def length(outlet: Outlet) -> int:
        found = [h for h in sound.heard if h.manner.outlet is outlet]
        sizes = (len(h.what if isinstance(h.what, str) else h.what.samples) / h.manner.speed for h in found[-1:])
        return round(sum(sizes))

    return Bench(sound, sound.plug, sound.unplug, length, last)


@asynccontextmanager
async def _alsa(folder: Path) -> AsyncIterator[Bench]:
    files = {outlet: folder / f"{outlet.value}.raw" for outlet in Outlet}
    socket = folder / "socket"
    os.mkfifo(socket)
    devices = {outlet.value: f"file:FILE={file},FORMAT=raw" for outlet, file in files.items()}
    sound = create(devices | {"jack": str(socket), "emulated": True})
    end = os.open(socket, os.O_RDWR | os.O_NONBLOCK)

    def push(plugged: int) -> None:
        os.write(end, struct.pack("@llHHi", 0, 0, 5, 2, plugged) + struct.pack("@llHHi", 0, 0, 0, 0, 0))

    def samples(outlet: Outlet) -> list[int]:
        said = files[outlet].read_bytes() if files[outlet].exists() else b""
        return list(struct.unpack(f"<{len(said) // 2}h", said))

    try:
        yield Bench(
            sound,
            lambda: push(1),
            lambda: push(0),
            lambda outlet: len(samples(outlet)),
            lambda outlet: max(map(abs, samples(outlet)), default=0) / 32768,
        )
    finally:
        os.close(end)


@pytest.fixture(params=["simulated", pytest.param("alsa", marks=needs_programs)])
async def bench(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Bench]:
    if request.param == "simulated":
        made = _simulated()
        await made.sound.open()
        yield made
        return
    async with _alsa(tmp_path) as real:
        await real.sound.open()
        yield real
        await real.sound.close()


def test_every_driver_folder_is_on_the_bench() -> None:
    assert set(registry.names("sound")) == {"simulated", "alsa"}


def test_drivers_keep_the_port() -> None:
    assert isinstance(SimulatedSound(), Sound)
    assert isinstance(create({}), Sound)


async def test_words_are_heard_where_they_are_meant_and_nowhere_else(bench: Bench) -> None:
    await bench.sound.speak("Đặt thẻ căn cước lên ô đọc", HEADSET)
    assert bench.length(Outlet.HEADSET) > 10
    assert bench.length(Outlet.LOUDSPEAKER) <= 10_000  # silence with which the outlet was tried
    assert bench.loudest(Outlet.LOUDSPEAKER) == 0


async def test_faster_speech_is_shorter(bench: Bench) -> None:
    lengths = []
    for speed in (0.75, 1.0, 2.0):
        await bench.sound.speak("Số này chưa phải mã hồ sơ", Manner(Outlet.HEADSET, speed=speed))
        lengths.append(bench.length(Outlet.HEADSET))
    assert lengths == sorted(lengths, reverse=True)
    assert len(set(lengths)) == 3


async def test_volume_is_what_was_asked(bench: Bench) -> None:
    await bench.sound.play(BEEP, Manner(Outlet.LOUDSPEAKER, volume=1.0))
    full = bench.loudest(Outlet.LOUDSPEAKER)
    await bench.sound.play(BEEP, Manner(Outlet.LOUDSPEAKER, volume=0.25))
    assert bench.loudest(Outlet.LOUDSPEAKER) == pytest.approx(full / 4, rel=0.01)


async def test_a_language_without_a_voice_is_spoken_all_the_same(bench: Bench) -> None:
    await bench.sound.speak("kơnang", Manner(Outlet.HEADSET, language="kpm"))
    assert bench.length(Outlet.HEADSET) > 0


async def test_words_are_never_taken_for_options(bench: Bench) -> None:
    await bench.sound.speak("--version <b>&amp;</b> $(id)", HEADSET)
    assert bench.length(Outlet.HEADSET) > 10


async def test_the_headset_is_seen_when_it_is_plugged_in_and_pulled_out(bench: Bench) -> None:
    async with asyncio.timeout(5):
        await bench.sound.wait_for_headset(plugged=False)
        bench.plug()
        await bench.sound.wait_for_headset(plugged=True)
        bench.unplug()
        await bench.sound.wait_for_headset(plugged=False)


async def test_a_wait_for_the_headset_can_be_given_up(bench: Bench) -> None:
    waiting = asyncio.create_task(bench.sound.wait_for_headset(plugged=True))
    await asyncio.sleep(0)
    waiting.cancel()
    assert isinstance((await asyncio.gather(waiting, return_exceptions=True))[0], asyncio.CancelledError)
    bench.plug()
    async with asyncio.timeout(5):
        await bench.sound.wait_for_headset(plugged=True)


async def test_what_is_cancelled_is_over_at_once_and_the_next_words_are_heard(bench: Bench) -> None:
    speaking = asyncio.create_task(bench.sound.speak("Một hai ba bốn năm. " * 200, HEADSET))
    for _ in range(3):
        await asyncio.sleep(0)
    speaking.cancel()
    async with asyncio.timeout(5):
        await asyncio.gather(speaking, return_exceptions=True)
    await bench.sound.speak("Tiếp tục", HEADSET)
    assert bench.length(Outlet.HEADSET) > 0


async def test_closing_twice_is_harmless_and_it_opens_again(bench: Bench) -> None:
    await bench.sound.close()
    await bench.sound.close()
    assert (await bench.sound.open()).driver in ("simulated", "alsa")
    await bench.sound.speak("Có", HEADSET)


@needs_programs
async def test_an_outlet_that_is_not_there_is_not_connected(tmp_path: Path) -> None:
    with pytest.raises(DeviceError) as caught:
        await create({"headset": "hw:CARD=none"}).open()
    assert caught.value.fault is DeviceFault.NOT_CONNECTED


@needs_programs
async def test_a_socket_that_is_not_there_is_not_connected(tmp_path: Path) -> None:
    outlets = {"loudspeaker": "null", "headset": "null"}
    with pytest.raises(DeviceError) as caught:
        await create(outlets | {"jack": str(tmp_path / "none")}).open()
    assert caught.value.fault is DeviceFault.NOT_CONNECTED


@needs_programs
async def test_a_socket_that_vanishes_is_said_once_it_is_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "socket")
    sound = create({"loudspeaker": "null", "headset": "null", "jack": str(tmp_path / "socket")})
    end = os.open(tmp_path / "socket", os.O_RDWR | os.O_NONBLOCK)
    await sound.open()
    waiting = asyncio.create_task(sound.wait_for_headset(plugged=True))
    await asyncio.sleep(0)
    os.close(end)
    with pytest.raises(DeviceError) as caught:
        await asyncio.wait_for(waiting, 5)
    assert caught.value.fault is DeviceFault.NOT_CONNECTED


async def test_without_a_socket_no_headset_is_ever_seen() -> None:
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(create({}).wait_for_headset(plugged=True), 0.01)


async def test_a_simulated_sound_that_is_unplugged_is_not_connected() -> None:
    sound = SimulatedSound()
    sound.connected = False
    for call in (sound.open(), sound.speak("a", HEADSET), sound.wait_for_headset(plugged=True)):
        with pytest.raises(DeviceError):
            await call
