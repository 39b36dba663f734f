"""One visit on real data and a real queue, with devices and time in the test's hand."""

import asyncio
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from fake_clock import FakeClock
from fake_devices import CODE, FakeCardReader, FakePrinter, FakeScanner, reading
from fake_document_camera import FakeDocumentCamera
from fake_portal import FakePortal

import resources
from kiosk.demo.typing import answer_to
from kiosk.devices import Devices
from kiosk.settings import Counter, Place, Portal, Settings
from kiosk.visit import events as ev
from kiosk.visit.enquiry import Enquiry
from kiosk.visit.filing import PrintedForm
from kiosk.visit.library import Library
from kiosk.visit.mechanics import Means
from kiosk.visit.service import Visit
from kiosk.visit.states import State
from kiosk.visit.submit import Office
from kiosk.visit.tickets import Tickets
from sync.jws import SigningKey
from sync.outbox import Outbox
from sync.seal import PortalKey

SLUG = "xac-nhan-thong-tin-cu-tru"
PLACE = Place(
    centre="Trung tâm Phục vụ hành chính công xã Hoa Mai",
    authority="UBND XÃ HOA MAI",
    commune="xã Hoa Mai",
    province="tỉnh Lâm Đồng",
)
COUNTERS = (
    Counter(letter="A", name="Cư trú, căn cước", desk="quầy 1", groups=("noi-o", "can-cuoc-ho-chieu")),
    Counter(letter="B", name="Hộ tịch, chứng thực", desk="quầy 2", groups=("sinh-con", "ket-hon")),
)


@cache
def library():
    return Library.load(resources.path(), date(2026, 11, 21), drafts=True, place=PLACE)


@dataclass
class Stage:
    visit: Visit
    reader: FakeCardReader
    scanner: FakeScanner
    printer: FakePrinter
    clock: FakeClock
    outbox: Outbox
    folder: Path
    desk: FakeDocumentCamera
    portal: FakePortal
    history: list = field(default_factory=list)

    @property
    def now(self):
        return self.visit.snapshot

    async def tell(self, *events):
        for event in events:
            self.visit.send(event)
        await self.rest()

    async def rest(self):
        """Let everything run until only time or people could change something."""
        for _ in range(3):
            await self.outbox.counts()
            for _ in range(30):
                await asyncio.sleep(0)

    async def until(self, wanted):
        async with asyncio.timeout(10):
            while not wanted(self.now):
                await self.outbox.counts()
                await asyncio.sleep(0)

    async def rest_until(self, wanted):
        """Let the pauses between two visits pass, however late the visit lies down for one."""
        async with asyncio.timeout(10):
            while not wanted(self.now):
                await self.clock.advance(6)
                await self.outbox.counts()

    async def choose(self, slug=SLUG):
        """Choose a procedure and answer its questions with their first choices."""
        await self.tell(ev.Begin())
        await self.choose_here(slug)

    async def choose_here(self, slug):
        await self.tell(ev.Choose(slug))
        for _ in range(10):
            if self.now.state is not State.PRECHECK:
                return
            if self.now.precheck.question is not None:
                await self.tell(ev.Pick(self.now.precheck.question.choices[0].id))
            await self.tell(ev.Next())

    async def identify(self):
        await self.choose()
        self.scanner.show(CODE)
        self.reader.lay(reading())
        await self.rest()

    async def fill(self):
        await self.identify()
        await self.tell(ev.Agree())

    async def pass_time_until(self, wanted):
        """Let the clock run, a second at a time, until a snapshot is wanted."""
        for _ in range(100):
            if wanted(self.now):
                return
            await self.rest()
            await self.clock.advance(1)
        raise AssertionError(self.now.state)

    async def answer_page(self):
        """Answer what the page asks for and go on."""
        for shown in self.now.page.fields:
            if shown.required and shown.value in (None, ""):
                await self.tell(ev.Answer(shown.pointer, answer_to(shown, self.clock.now().date())))
        await self.tell(ev.Next())

    async def review(self):
        await self.fill()
        for _ in range(self.now.page.count):
            await self.answer_page()
        assert self.now.state is State.REVIEW

    async def to_page_with(self, pointer):
        """Go on until the page that asks `pointer`; returns its number."""
        for _ in range(self.now.page.count):
            if any(shown.pointer == pointer for shown in self.now.page.fields):
                return self.now.page.number
            await self.answer_page()
        raise AssertionError(f"no page asks {pointer}")

    def value(self, pointer):
        return next(shown.value for shown in self.now.page.fields if shown.pointer == pointer)

    async def papers(self, slug="dang-ky-tam-tru"):
        """Fill a form whose case asks for papers, up to the camera."""
        await self.choose(slug)
        self.scanner.show(CODE)
        self.reader.lay(reading())
        await self.rest()
        await self.tell(ev.Agree())
        for _ in range(20):
            if self.now.state is not State.FILL:
                break
            await self.answer_page()

    async def done(self):
        await self.review()
        await self.tell(ev.Confirm())
        await self.until(lambda now: now.submitted is not None or now.fault is not None)
        await self.rest()


@pytest.fixture
def desks():
    """Makes the desks beside the citizen's way from the queue and a folder; a folder of tests may bring its own."""
    return lambda outbox, folder: ()


@pytest.fixture
async def stage(tmp_path, desks):
    sealing = X25519PrivateKey.generate()
    settings = Settings(
        kiosk="K07",
        state=tmp_path,
        place=PLACE,
        counters=COUNTERS,
        portal=Portal(
            url="https://cong.vidu.vn", sealing_key="", sealing_key_id="1", receipt_key="", receipt_key_id="1"
        ),
    )
    clock = FakeClock()
    outbox = Outbox(tmp_path / "outbox")
    await outbox.open()
    reader, scanner, printer, desk = FakeCardReader(), FakeScanner(), FakePrinter(), FakeDocumentCamera()
    office = Office(
        kiosk="K07",
        place=PLACE,
        outbox=outbox,
        portal_key=PortalKey("1", sealing.public_key().public_bytes_raw()),
        slip_key=SigningKey("K07-1", Ed25519PrivateKey.generate()),
        clock=clock,
        camera=desk,
        print_forms=lambda filling: [PrintedForm("CT01", b"%PDF-1.7 a form")],
    )
    devices = Devices(
        card_reader=reader, code_scanner=scanner, receipt_printer=printer, document_camera=desk, simulated=True
    )
    portal, tickets = FakePortal(), Tickets(tmp_path / "tickets")
    visit = Visit(
        Means(settings, library(), devices, office, Enquiry(outbox, portal.ask), tickets, clock),
        desks(outbox, tmp_path),
    )
    running = asyncio.create_task(visit.run())
    await asyncio.sleep(0)
    stage = Stage(visit, reader, scanner, printer, clock, outbox, tmp_path, desk, portal)
    visit.subscribe(stage.history.append)
    yield stage
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await tickets.close()
    await outbox.close()
