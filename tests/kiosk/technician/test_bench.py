"""A technician signs in at the pad, sees each device, lets it work, runs the self-test, and is locked out again."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from emulated_kiosk import emulated_kiosk

from drivers.ports import Paper
from kiosk import assembly
from kiosk.audit import AuditLog
from kiosk.staff import totp
from kiosk.staff.accounts import Accounts
from kiosk.staff.pin import pepper
from kiosk.staff.roles import Person, Role
from kiosk.visit import bench
from kiosk.visit import events as ev
from kiosk.visit.bench import BenchPage
from kiosk.visit.desk import events as de
from kiosk.visit.states import State

PIN = "284617"


class Room:
    def __init__(self, emulated, kiosk, secret):
        self.emulated = emulated
        self.kiosk = kiosk
        self.secret = secret
        self.visit = kiosk.visit

    @property
    def now(self):
        return self.visit.snapshot

    async def until(self, wanted):
        arrived = asyncio.Event()
        stop = self.visit.subscribe(lambda _: arrived.set())
        try:
            async with asyncio.timeout(30):
                while not wanted(self.now):
                    arrived.clear()
                    await arrived.wait()
        finally:
            stop()
        return self.now

    async def sign_in(self):
        self.visit.send(de.OpenDesk())
        await self.until(lambda now: now.desk is not None)
        code = TOTP(self.secret, 6, SHA1(), 30).generate(int(datetime.now(UTC).timestamp())).decode()
        self.visit.send(de.SignInAs("21", PIN, code))
        return await self.until(lambda now: now.bench is not None or (now.desk is not None and now.desk.refused))

    async def tried(self, name):
        self.visit.send(bench.TryDevice(name))
        await self.until(lambda now: now.bench.trying == name)
        await self.until(lambda now: now.bench.trying == "")
        return next(row for row in self.now.bench.devices if row.name == name).tried

    def acts(self):
        log = AuditLog(self.kiosk.settings.state / "audit", "K07")
        try:
            return [row.said["act"] for row in log.rows()]
        finally:
            log.close()


@asynccontextmanager
async def opened(folder):
    async with emulated_kiosk(folder) as emulated:
        settings = emulated.settings
        accounts = Accounts(settings.state / "staff", pepper(settings.state / "keys"))
        salt = accounts.add(Person("21", "Đỗ Văn Kỹ", Role.TECHNICIAN), PIN, with_totp=True)
        secret = totp.secret_of(accounts.pepper, "21", salt)
        accounts.close()
        async with assembly.running(settings) as kiosk:
            yield Room(emulated, kiosk, secret)


@pytest.fixture
async def room(tmp_path):
    async with opened(tmp_path) as one:
        await one.sign_in()
        yield one


async def test_a_technician_sees_every_device_and_no_dossier(room):
    assert room.now.state is State.TECHNICIAN
    assert room.now.desk is None
    assert [row.name for row in room.now.bench.devices] == [
        "card_reader",
        "code_scanner",
        "document_camera",
        "receipt_printer",
    ]
    assert all(row.simulated and not row.fault for row in room.now.bench.devices)


async def test_a_printer_prints_its_page_and_a_fault_brings_its_steps(room):
    said = await room.tried("receipt_printer")
    assert said.level == "ok"
    assert len(room.emulated.printer.pages) == 1
    room.emulated.printer.paper = Paper.OUT
    assert (await room.tried("receipt_printer")).level == "bad"
    assert room.acts()[-2:] == ["device_tested", "device_tested"]


async def test_a_reader_that_goes_is_shown_with_code_and_steps(room):
    room.emulated.reader.stop()
    room.visit.send(bench.OpenAgain("card_reader"))
    now = await room.until(lambda now: now.bench.devices[0].fault != "")
    assert now.bench.devices[0].code == "TB-01"
    assert now.bench.devices[0].steps


async def test_the_scanner_is_shown_a_code_while_it_looks(room):
    room.visit.send(bench.TryDevice("document_camera"))
    await room.until(lambda now: now.bench.trying == "document_camera")
    room.visit.send(bench.TryDevice("receipt_printer"))  # one at a time
    await room.until(lambda now: now.bench.trying == "")
    assert room.emulated.printer.pages == []


async def test_the_self_test_runs_beside_the_running_kiosk(room):
    room.visit.send(bench.ShowBenchPage(BenchPage.SYSTEM))
    room.visit.send(bench.RunSelfTest())
    now = await room.until(lambda now: now.bench.network != ())
    assert len(now.bench.system) >= 9
    assert [one for one in now.bench.system if one.level == "bad"] == []
    assert now.bench.network[0].level == "warn"  # the sync process does not run here


async def test_leaving_gives_the_screen_back_and_is_kept(room):
    room.visit.send(bench.LeaveBench())
    now = await room.until(lambda now: now.state is State.WELCOME)
    assert now.bench is None
    assert room.acts()[-1] == "signed_out"
    room.visit.send(bench.RunSelfTest())  # nobody is there any more
    room.visit.send(ev.Begin())
    await room.until(lambda now: now.state is State.CATALOGUE)


async def test_what_staff_may_is_not_taken_here(room):
    room.visit.send(de.Erase("K07-260916-0123-K"))
    room.visit.send(bench.ShowBenchPage(BenchPage.NETWORK))
    await room.until(lambda now: now.bench.page is BenchPage.NETWORK)
    assert "erased" not in room.acts()


async def test_a_wrong_code_opens_nothing(tmp_path):
    async with opened(tmp_path) as room:
        room.secret = bytes(20)
        now = await room.sign_in()
        assert now.bench is None
        assert now.desk.refused
