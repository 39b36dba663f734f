"""A technician signs in at the pad, sees each device, lets it work, runs the self-test, and is locked out again."""

from __future__ import annotations

import asyncio
import io
import json
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from emulated_kiosk import PLACE, emulated_kiosk

from drivers.ports import Paper
from kiosk import assembly, journal
from kiosk.audit import AuditLog
from kiosk.faults import Fault
from kiosk.settings import Settings
from kiosk.staff import totp
from kiosk.staff.accounts import Accounts
from kiosk.staff.pin import pepper
from kiosk.staff.roles import Person, Role
from kiosk.technician.pages import settings_view
from kiosk.visit import bench
from kiosk.visit import events as ev
from kiosk.visit.bench import BenchPage
from kiosk.visit.desk import events as de
from kiosk.visit.states import State
from sync.outbox import State as State_
from sync.outbox import Store
from tests.kiosk.test_pulse import PORTAL
from tests.sync.envelopes import envelope

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

    async def done(self, event, page):
        """Tell it and wait until the work that came of it is over."""
        self.visit.send(event)
        await self.until(lambda now: now.bench.trying == page)
        return (await self.until(lambda now: now.bench.trying == "")).bench

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
        async with assembly.running(settings, file=folder / "kiosk.toml") as kiosk:
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


async def test_the_printer_is_seen_to_tell_when_its_paper_is_taken(room):
    room.visit.send(bench.TryDevice("receipt_printer", paper_out=True))
    await room.until(lambda now: now.bench.trying == "receipt_printer")
    room.emulated.printer.paper = Paper.OUT
    now = await room.until(lambda now: now.bench.trying == "")
    tried = next(row.tried for row in now.bench.devices if row.name == "receipt_printer")
    assert (tried.level, tried.text_en) == ("ok", "receipt printer: tells of paper out or an open cover")
    assert room.emulated.printer.pages == []


async def test_the_touch_grid_hears_every_finger_and_tells_of_dead_glass(room, monkeypatch):
    monkeypatch.setattr("kiosk.technician.bench.TOUCH_SECONDS", 0.5)
    room.visit.send(bench.StartTouch(1080, 1920))
    now = await room.until(lambda now: now.bench.touch.points != ())
    for one in now.bench.touch.points[1:]:
        room.visit.send(bench.TouchedAt(one.x * 1080 + 2, one.y * 1920))
    now = await room.until(lambda now: now.bench.trying == "")
    assert (now.bench.touch.found.level, now.bench.touch.points[0].off) == ("bad", None)
    assert {one.off for one in now.bench.touch.points[1:]} == {(2, 0)}
    room.visit.send(bench.TouchedAt(40, 70))  # it is over
    room.visit.send(bench.ShowBenchPage(BenchPage.TOUCH))
    now = await room.until(lambda now: now.bench.page is BenchPage.TOUCH)
    assert now.bench.touch.points[0].off is None
    assert room.acts()[-1] == "device_tested"


async def test_a_dossier_is_set_aside_released_and_tried_again(room):
    store = Store(room.kiosk.settings.state / "outbox")
    store.enqueue(envelope(1))
    (entry,) = store.entries()
    seen = await room.done(bench.ShowBenchPage(BenchPage.QUEUE), "queue")
    assert (seen.queue.counts[State_.QUEUED], seen.queue.oldest_minutes, len(seen.queue.rows)) == (1, 0, 1)
    for act, state in (("set_aside", "quarantined"), ("release", "queued"), ("retry", "queued")):
        seen = await room.done(bench.TreatDossier(bench.DossierAct(act), entry.local_number), "queue")
        assert (seen.queue.rows[0].state, seen.notice.level) == (state, "ok")
    seen = await room.done(bench.TreatDossier(bench.DossierAct.RELEASE, entry.local_number), "queue")
    assert (seen.queue.rows[0].state, seen.notice.level) == ("queued", "warn")  # it is not set aside
    assert room.acts()[-4:] == ["set_aside", "released", "sent_again", "released"]
    assert store.find_number(entry.local_number).detail == ""
    store.close()


async def test_what_is_no_local_number_is_never_looked_for(room):
    before = room.acts()
    for number in ("", "Trần Thị Mẫu", "000190000123"):
        room.visit.send(bench.TreatDossier(bench.DossierAct.SET_ASIDE, number))
    room.visit.send(bench.ShowBenchPage(BenchPage.NETWORK))
    await room.until(lambda now: now.bench.page is BenchPage.NETWORK)
    assert room.acts() == before


async def test_the_settings_are_seen_checked_applied_and_taken_back(room, tmp_path):
    file = tmp_path / "kiosk.toml"
    text = toml_of(room.kiosk.settings)
    file.write_text(text)
    seen = await room.done(bench.ShowBenchPage(BenchPage.SETTINGS), "settings")
    kiosk = next(row for row in seen.settings.rows if row.path == "kiosk")
    assert (kiosk.value, kiosk.line, seen.settings.brought, seen.settings.previous) == ("K07", 1, "", False)
    new = tmp_path / "kiosk.toml.new"
    new.write_text("drafts = 7\n" + text)
    seen = await room.done(bench.ChangeSettings(bench.SettingsAct.CHECK), "settings")
    (problem,) = seen.settings.findings
    assert (problem.level, "dòng 1" in problem.text, "line 1" in problem.text_en) == ("bad", True, True)
    assert problem.remedy
    assert problem.remedy_en
    seen = await room.done(bench.ChangeSettings(bench.SettingsAct.APPLY), "settings")
    assert (file.read_text(), seen.settings.findings[-1].level) == (text, "bad")
    new.write_text("drafts = true\n" + text)
    seen = await room.done(bench.ChangeSettings(bench.SettingsAct.APPLY), "settings")
    assert [one.text for one in seen.settings.findings if one.level == "bad"] == []
    assert file.read_text().startswith("drafts = true")
    seen = await room.done(bench.ChangeSettings(bench.SettingsAct.ROLLBACK), "settings")
    assert (file.read_text(), seen.settings.previous) == (text, True)
    assert room.acts()[-2:] == ["settings_applied", "settings_rolled_back"]


def test_only_who_may_write_the_settings_is_offered_to_change_them(tmp_path, monkeypatch):
    file = tmp_path / "kiosk.toml"
    file.write_text('kiosk = "K07"\n')
    said = Settings(kiosk="K07", state=tmp_path, place=PLACE, portal=PORTAL)
    assert settings_view(said, file, []).writable
    monkeypatch.setattr("kiosk.technician.pages.os.access", lambda path, mode: path != tmp_path)
    assert not settings_view(said, file, []).writable


async def test_settings_that_vanished_are_told_and_what_runs_still_stands(room):
    seen = await room.done(bench.ShowBenchPage(BenchPage.SETTINGS), "settings")
    assert "kiosk.toml" in seen.settings.findings[0].text
    assert {row.line for row in seen.settings.rows} == {0}


def toml_of(settings):
    """The settings of the emulated kiosk as a file says them."""
    said = settings.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    top = [f"{key} = {json.dumps(value)}" for key, value in said.items() if not isinstance(value, dict)]
    tables = [(key, value) for key, value in said.items() if isinstance(value, dict) and key != "devices"]
    tables += [(f"devices.{name}", device) for name, device in said["devices"].items()]
    for name, table in tables:
        top += [f"[{name}]", *(f"{key} = {inline(value)}" for key, value in table.items())]
    return "\n".join(sorted(top[:1])) + "\n" + "\n".join(top[1:]) + "\n"


def inline(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {inline(one)}" for key, one in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)


async def test_the_journal_is_shown_as_it_was_redacted(room, monkeypatch):
    import structlog

    stream = io.StringIO()
    journal.configure("K07", stream)
    try:
        structlog.get_logger().warning("device_gone", device="card", code="Trần Thị Mẫu", name="Trần Thị Mẫu")
        room.visit.send(bench.ShowBenchPage(BenchPage.LOG))
        now = await room.until(lambda now: now.bench.log != ())
    finally:
        structlog.reset_defaults()
    assert now.bench.log[0].level == "warning"
    assert now.bench.log[0].text == "device_gone device=card code=<redacted> name=<redacted>"


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


async def test_work_that_breaks_off_unforeseen_gives_the_screen_back_and_says_so(room, monkeypatch):
    async def broken(*_):
        raise RuntimeError

    monkeypatch.setattr("kiosk.technician.live.try_device", broken)
    room.visit.send(bench.TryDevice("receipt_printer"))
    now = await room.until(lambda now: now.bench is None)
    assert (now.state, now.fault) == (State.WELCOME, Fault.INTERNAL)


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
