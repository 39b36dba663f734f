"""Who hears what: personal words by the headset alone, the newest words, silence when the headset is pulled out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from drivers.ports import DeviceFault, Outlet, Pcm
from drivers.sound.simulated import SimulatedSound
from kiosk.voice.clips import ClipError
from kiosk.voice.cues import tones
from kiosk.voice.orders import Cue, Hearing, Hush, Part, Speech, Tone
from kiosk.voice.speaker import Speaker

CLIP = Pcm(22_050, b"\0\0")
TITLE, NAME = Part("Kiểm tra lại trước khi nộp"), Part("Họ và tên: Trần Thị Mẫu", personal=True)
PAGE = Speech((TITLE, NAME))


class Stand:
    def __init__(self) -> None:
        self.sound = SimulatedSound()
        self.reported: list[DeviceFault] = []
        self.clips: dict[tuple[str, str], Pcm] = {}
        self.speaker = Speaker(self.sound, lambda _device, error: self.reported.append(error.fault), self.recorded)

    def recorded(self, words: str, language: str) -> Pcm | None:
        if words == "hỏng":
            raise ClipError("broken")
        return self.clips.get((words, language))

    async def say(self, *orders: Speech | Tone | Hush) -> None:
        for order in orders:
            self.speaker.send(order)
        await self.rest()

    async def rest(self) -> None:
        """Let all that can happen happen: rounds of the loop, and of the thread that looks for clips."""
        for _ in range(12):
            await asyncio.sleep(0)
            await asyncio.to_thread(lambda: None)

    async def plug(self) -> None:
        self.sound.plug()
        await self.rest()

    def words(self, outlet: Outlet) -> list[object]:
        return [heard.what for heard in self.sound.heard if heard.manner.outlet is outlet]


@pytest.fixture
async def stand() -> AsyncIterator[Stand]:
    made = Stand()
    running = asyncio.create_task(made.speaker.run())
    await made.rest()
    yield made
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_nothing_is_read_aloud_unless_somebody_asks(stand: Stand) -> None:
    await stand.say(PAGE)
    assert stand.sound.heard == []


async def test_the_loudspeaker_never_says_personal_words(stand: Stand) -> None:
    await stand.say(Speech((TITLE, NAME), aloud=True))
    assert stand.words(Outlet.LOUDSPEAKER) == [TITLE.words]
    assert stand.words(Outlet.HEADSET) == []


async def test_a_headset_hears_all_of_it_and_the_loudspeaker_nothing(stand: Stand) -> None:
    await stand.plug()
    await stand.say(Speech((TITLE, NAME), aloud=True), Tone(Cue.READ))
    assert stand.words(Outlet.LOUDSPEAKER) == []
    assert set(stand.words(Outlet.HEADSET)) >= {TITLE.words, NAME.words, tones(Cue.READ)}


async def test_pulling_the_headset_out_ends_what_is_being_said_and_what_would_follow(stand: Stand) -> None:
    await stand.plug()
    stand.sound.hold()
    await stand.say(Speech((NAME, TITLE), aloud=True))
    stand.sound.unplug()
    await stand.rest()
    stand.sound.let_go()
    await stand.rest()
    assert [heard.what for heard in stand.sound.cut] == [NAME.words]
    assert stand.words(Outlet.LOUDSPEAKER) == []
    assert stand.speaker.hearing == Hearing(available=True)


async def test_the_newest_words_win(stand: Stand) -> None:
    await stand.plug()
    stand.sound.hold()
    await stand.say(PAGE)
    stand.sound.let_go()
    await stand.say(Speech((Part("Tiếp tục"),)))
    assert stand.words(Outlet.HEADSET) == [TITLE.words, "Tiếp tục"]


async def test_speech_can_be_interrupted(stand: Stand) -> None:
    await stand.plug()
    stand.sound.hold()
    await stand.say(PAGE)
    assert stand.speaker.hearing.speaking
    await stand.say(Hush())
    assert [heard.what for heard in stand.sound.cut] == [TITLE.words]
    assert not stand.speaker.hearing.speaking


async def test_a_tone_is_heard_without_ending_speech(stand: Stand) -> None:
    await stand.plug()
    stand.sound.hold()
    await stand.say(PAGE, Tone(Cue.BELL))
    assert stand.sound.cut == []
    assert tones(Cue.BELL) in stand.words(Outlet.HEADSET)


async def test_a_tone_needs_no_headset(stand: Stand) -> None:
    await stand.say(Tone(Cue.ERRED, volume=0.4))
    assert [(h.what, h.manner.volume) for h in stand.sound.heard] == [(tones(Cue.ERRED), 0.4)]


async def test_a_recorded_clip_is_played_where_the_language_has_one(stand: Stand) -> None:
    stand.clips[TITLE.words, "kpm"] = CLIP
    await stand.plug()
    await stand.say(Speech((TITLE, NAME), language="kpm"))
    assert stand.words(Outlet.HEADSET) == [CLIP, NAME.words]


async def test_a_broken_clip_is_spoken_by_the_machine(stand: Stand) -> None:
    await stand.plug()
    await stand.say(Speech((Part("hỏng"),)))
    assert stand.words(Outlet.HEADSET) == ["hỏng"]


async def test_speed_volume_and_language_are_those_the_person_chose(stand: Stand) -> None:
    await stand.plug()
    await stand.say(Speech((TITLE,), "en", 1.5, 0.4))
    manner = stand.sound.heard[0].manner
    assert (manner.language, manner.speed, manner.volume) == ("en", 1.5, 0.4)


async def test_a_device_that_fails_is_reported_and_the_kiosk_goes_on(stand: Stand) -> None:
    stand.sound.connected = False
    await stand.say(Tone(Cue.TICK))
    assert stand.reported == [DeviceFault.NOT_CONNECTED]
    assert not stand.speaker.hearing.available
    stand.sound.connected = True
    await stand.say(Tone(Cue.TICK))
    assert stand.speaker.hearing.available


async def test_a_screen_hears_of_every_change(stand: Stand) -> None:
    told: list[Hearing] = []
    stand.speaker.subscribe(told.append)
    await stand.plug()
    await stand.say(Speech((TITLE,)))
    assert [(h.headset, h.speaking) for h in told] == [(False, False), (True, False), (True, True), (True, False)]


async def test_without_a_device_there_is_silence() -> None:
    speaker = Speaker(None)
    await speaker.run()
    assert speaker.hearing == Hearing()
