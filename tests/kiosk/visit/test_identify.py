"""Who is it: the code, the chip, and every way it can go wrong with a way on."""

import asyncio
from dataclasses import replace

import pytest
from fake_clock import FakeClock, settle
from fake_devices import CODE, FIELDS, FakeCardReader, FakeScanner, reading

from drivers.ports import Can, DeviceFault, Portrait, Verdict
from kiosk.devices import Devices
from kiosk.faults import Fault
from kiosk.identity.party import Fact, Source
from kiosk.visit.events import EnterCardNumber, Next, TryAgain, WithoutChip
from kiosk.visit.identify import Identify, Wanted
from kiosk.visit.snapshot import IdentifyStep

ASKED = (Fact.FULL_NAME, Fact.DATE_OF_BIRTH, Fact.SEX, Fact.PERSONAL_ID)


class Stage:
    """An identification under way, with the devices in the test's hand."""

    def __init__(self, decode=None):
        self.reader, self.scanner = FakeCardReader(), FakeScanner()
        self.shown, self.fault, self.away, self.clock = None, None, False, FakeClock()
        devices = Devices(
            card_reader=self.reader,
            code_scanner=self.scanner,
            decode_portrait=decode,
            is_open=lambda _: not self.away,
        )
        self.identify = Identify(devices, self.clock, Wanted("requester", ASKED), self._report)
        self.task = asyncio.get_running_loop().create_task(self.identify.run())

    def _report(self, shown, fault):
        self.shown, self.fault = shown, fault

    async def tell(self, wish):
        self.identify.tell(wish)
        await settle()

    async def show(self, text):
        self.scanner.show(text)
        await settle()

    async def lay(self, card):
        self.reader.lay(card)
        await settle()

    async def lift(self):
        self.reader.lift()
        await settle()


@pytest.fixture
async def stage():
    stage = Stage()
    await settle()
    yield stage
    stage.task.cancel()
    await asyncio.gather(stage.task, return_exceptions=True)


async def test_code_then_chip_identifies(stage):
    await stage.show(CODE)
    assert stage.shown.step is IdentifyStep.CARD
    await stage.lay(reading())
    found = stage.task.result()
    assert found.by == ("code", "chip")
    assert found.party.facts[Fact.FULL_NAME].value == "Trần Thị Mẫu"
    assert found.party.facts[Fact.FULL_NAME].source is Source.CHIP_UNPROVEN
    assert stage.reader.keys == [Can("000123")]


async def test_what_the_forms_do_not_ask_does_not_enter_the_visit(stage):
    await stage.show(CODE)
    await stage.lay(reading())
    assert Fact.ETHNICITY not in stage.task.result().party.facts


async def test_the_camera_is_off_once_the_code_is_read(stage):
    assert stage.scanner.looking
    await stage.show(CODE)
    assert not stage.scanner.looking


async def test_a_typed_number_opens_the_chip_too(stage):
    await stage.tell(EnterCardNumber("000 190 000 123"))
    await stage.lay(reading())
    assert stage.task.result().by == ("typed", "chip")


async def test_a_number_that_is_none_is_refused_with_words(stage):
    await stage.tell(EnterCardNumber("123"))
    assert stage.fault is Fault.CODE_MALFORMED
    assert stage.shown.step is IdentifyStep.CODE


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("https://example.vn/", Fault.CODE_IS_LINK),
        ("000190000123||Trần Thị Mẫu", Fault.CODE_MALFORMED),
        ("0" * 5000, Fault.CODE_MALFORMED),
        ("000190000123||<img src=x>\u202e|02091990|Nữ|A|20062021", Fault.CODE_MALFORMED),
    ],
)
async def test_a_code_that_is_no_card_is_refused_and_looking_goes_on(stage, text, fault):
    await stage.show(text)
    assert stage.fault is fault
    await stage.show(CODE)
    assert stage.shown.step is IdentifyStep.CARD
    assert stage.fault is None


async def test_without_a_camera_the_number_can_be_typed():
    stage = Stage()
    stage.scanner.broken = True
    await settle()
    assert stage.fault is Fault.CAMERA_AWAY
    await stage.tell(EnterCardNumber("000190000123"))
    assert stage.shown.step is IdentifyStep.CARD
    stage.task.cancel()


async def test_a_card_taken_away_is_read_again_when_it_is_put_back(stage):
    await stage.show(CODE)
    await stage.lay(DeviceFault.CARD_REMOVED)
    stage.reader.lift()
    await settle()
    assert stage.fault is Fault.CARD_REMOVED
    await stage.lay(reading())
    assert stage.task.result().by == ("code", "chip")


@pytest.mark.parametrize("fault", [DeviceFault.CARD_UNREADABLE, DeviceFault.NOT_A_CHIP_CARD, DeviceFault.CARD_CHANGED])
async def test_a_bad_card_must_be_lifted_before_it_is_read_again(stage, fault):
    await stage.show(CODE)
    await stage.lay(fault)
    await stage.lay(reading())
    assert not stage.task.done()
    await stage.lift()
    await stage.lay(reading())
    assert stage.task.done()


async def test_a_wrong_key_is_never_tried_again_by_the_machine(stage):
    await stage.show(CODE)
    await stage.lay(DeviceFault.WRONG_KEY)
    assert stage.fault is Fault.CARD_KEY_WRONG
    assert stage.shown.step is IdentifyStep.CODE
    assert len(stage.reader.keys) == 1
    stage.reader.lay(reading())
    await stage.show(CODE)
    assert stage.task.result().by == ("code", "chip")


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (DeviceFault.KEY_BLOCKED, Fault.CARD_KEY_BLOCKED),
        (DeviceFault.ACCESS_REFUSED, Fault.CARD_ACCESS_REFUSED),
        (DeviceFault.NOT_RESPONDING, Fault.READER_AWAY),
        (DeviceFault.DEFECT, Fault.READER_DEFECT),
    ],
)
async def test_where_the_chip_cannot_be_read_the_code_serves_at_lower_assurance(stage, fault, said):
    await stage.show(CODE)
    await stage.lay(fault)
    assert stage.fault is said
    await stage.tell(WithoutChip())
    found = stage.task.result()
    assert found.by == ("code",)
    assert {datum.source for datum in found.party.facts.values()} == {Source.CODE}


async def test_a_reader_that_comes_back_reads_on_by_itself(stage):
    await stage.show(CODE)
    stage.away = True
    await stage.lay(DeviceFault.NOT_RESPONDING)
    await stage.clock.advance(5)
    assert stage.fault is Fault.READER_AWAY
    stage.away = False
    await stage.lay(reading())
    await stage.clock.advance(1)
    assert stage.task.result().by == ("code", "chip")


async def test_someone_without_a_card_types_everything(stage):
    await stage.tell(EnterCardNumber("000190000123"))
    await stage.tell(WithoutChip())
    found = stage.task.result()
    assert found.by == ("typed",)
    assert found.party.facts[Fact.PERSONAL_ID].source is Source.TYPED


@pytest.mark.parametrize(
    ("verdict", "said"), [(Verdict.TAMPERED, Fault.CARD_TAMPERED), (Verdict.UNTRUSTED, Fault.CARD_UNTRUSTED)]
)
async def test_a_card_that_is_not_trusted_fills_nothing(stage, verdict, said):
    await stage.show(CODE)
    await stage.lay(reading(verdict))
    assert stage.fault is said
    await stage.tell(WithoutChip())
    assert set(stage.task.result().party.facts) == {Fact.PERSONAL_ID}


async def test_code_and_chip_that_disagree_fill_nothing_and_say_where(stage):
    await stage.show(CODE)
    await stage.lay(reading(fields={**FIELDS, 2: ("Trần Thị Khác",)}))
    assert stage.fault is Fault.CARD_CODE_DISAGREE
    assert stage.shown.differences == (Fact.FULL_NAME,)
    await stage.tell(WithoutChip())
    assert not stage.task.done()
    await stage.tell(TryAgain())
    assert stage.shown.step is IdentifyStep.CODE


async def test_reading_can_be_given_up_for_the_code_at_any_moment(stage):
    await stage.show(CODE)
    stage.reader.go.clear()
    await stage.lay(reading())
    assert stage.shown.step is IdentifyStep.READING
    await stage.tell(WithoutChip())
    assert stage.task.result().by == ("code",)


async def test_nothing_goes_on_reading_when_the_visit_ends(stage):
    await stage.show(CODE)
    stage.reader.go.clear()
    await stage.lay(reading())
    stage.task.cancel()
    await settle()
    assert stage.task.cancelled()
    assert [task for task in asyncio.all_tasks() if "_attempt" in repr(task)] == []


async def decoded(picture):
    return Portrait(1, 1, b"abc") if picture == b"a face" else None


async def with_a_face(picture):
    stage = Stage(decoded)
    await settle()
    await stage.show(CODE)
    await stage.lay(replace(reading(), portrait=picture))
    return stage


async def test_a_face_is_shown_after_the_facts_until_the_person_goes_on():
    stage = await with_a_face(b"a face")
    assert (stage.shown.step, stage.shown.portrait) == (IdentifyStep.READ, Portrait(1, 1, b"abc"))
    assert not stage.task.done()
    await stage.tell(Next())
    assert stage.task.result().by == ("code", "chip")


async def test_a_broken_face_never_fails_the_text():
    stage = await with_a_face(b"no picture")
    assert stage.shown.portrait is None
    assert stage.task.result().by == ("code", "chip")


async def test_an_address_worded_otherwise_does_not_stop_a_citizen(stage):
    await stage.show(CODE)
    await stage.lay(reading(fields={**FIELDS, 9: ("Thôn 2, Xã Suối Trong, Lâm Đồng",)}))
    assert stage.task.result().by == ("code", "chip")


@pytest.mark.parametrize(("name", "shown"), [("Trần Thị Mẫu", "Trần Thị Mẫu"), ("Mẫu\u202eộc", "")])
async def test_the_name_of_the_chip_is_shown_unless_it_hides_signs(stage, name, shown):
    await stage.show(CODE)
    await stage.lay(reading(fields={**FIELDS, 2: (name,)}))
    assert stage.shown.name == shown
