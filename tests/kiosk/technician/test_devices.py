"""Devices are found, asked what they are, and made to work before and after they are configured."""

from __future__ import annotations

import json

import pytest
from emulated_kiosk import PLACE, emulated_kiosk
from typer.testing import CliRunner

from drivers.card.pn532.emulator_firmware import UID_A, Modulation
from drivers.card.pn532.emulator_isodep import ATS
from drivers.code.serial_scanner import create as scanner_at
from drivers.ports import AimHint, DeviceError, DeviceFault, Frame, Paper, ScannedCode
from drivers.printer.simulated import SimulatedPrinter
from kiosk.settings import Devices, Driver
from kiosk.technician import live
from kiosk.technician.finding import Level
from kiosk.technician.live import try_camera, try_card, try_code, try_paper_out, try_printer
from kiosk.technician.monitoring import monitor
from kiosk.technician.probing import list_devices, probe_devices
from tests.drivers.discovery.machine_tree import MachineTree
from ui.cli.devices import app


@pytest.fixture
async def room(tmp_path):
    async with emulated_kiosk(tmp_path) as one:
        yield one


@pytest.fixture
def machine(tmp_path, room):
    """The emulated devices as a machine shows them: each behind an adapter that could be anything."""
    tree = MachineTree(tmp_path / "machine")
    options = room.settings.devices
    for number, at in enumerate((options.card_reader.options["port"], options.receipt_printer.options["at"])):
        adapter = tree.usb("1a86", "7523", "QinHeng", "USB Serial", f"A{number}")
        tree.serial_port(f"ttyUSB{number}", adapter, f"usb-A{number}", at.removeprefix("serial:"))
    return tree


def page(width):
    return live.test_page(width, "08:00, 01/01/2027")


async def collected(findings):
    return [one async for one in findings]


# --- finding out --------------------------------------------------------------------------------


def test_the_list_names_drivers_and_what_is_used_already(machine, room):
    used = room.settings.model_copy(
        update={
            "devices": Devices(
                card_reader=Driver(driver="pn532", options={"port": str(machine.roots.dev / "serial/by-id/usb-A0")})
            )
        }
    )
    reader, printer = list_devices(used, machine.roots)
    assert (reader.outcome, reader.device) == ("in_use", "card_reader")
    assert printer.words.text.endswith("có thể dùng card/pn532, code/serial_scanner, printer/escpos")


def test_a_bare_machine_says_so(tmp_path):
    assert [one.outcome for one in list_devices(None, MachineTree(tmp_path).roots)] == ["nothing"]


async def test_each_port_is_asked_and_answers_with_the_lines_for_the_settings(machine, room):
    reader, printer = await collected(probe_devices(machine.roots))
    assert (reader.device, printer.device) == ("card_reader", "receipt_printer")
    assert reader.facts["options"] == f'{{ port = "{machine.roots.dev}/serial/by-id/usb-A0" }}'
    assert "ESC/POS" in printer.facts["model"]
    assert room.printer.pages == []


async def test_probing_a_printer_prints_nothing(machine, room):
    await collected(probe_devices(machine.roots))
    printer = await opened(room, "receipt_printer")
    await try_printer(printer, page)
    await printer.close()
    assert len(room.printer.pages) == 1


async def test_a_silent_port_may_be_a_scanner_and_a_held_one_is_busy(machine, room, tmp_path):
    room.reader.stop()
    silent, _ = await collected(probe_devices(machine.roots))
    assert silent.outcome == "silent" or silent.outcome == "perhaps_scanner"
    port = room.settings.devices.receipt_printer.options["at"].removeprefix("serial:")
    holder = scanner_at({"port": port})
    await holder.open()
    try:
        assert (await collected(probe_devices(machine.roots)))[1].outcome == "busy"
    finally:
        await holder.close()


# --- live tests ---------------------------------------------------------------------------------


async def opened(room, name):
    from kiosk.fitting import make

    device = make(name, getattr(room.settings.devices, name), room.settings)
    await device.open()
    return device


async def test_a_test_card_is_read_with_its_access_and_verdict_and_nothing_of_its_holder(room):
    room.reader.lay(room.card.chip)
    reader = await opened(room, "card_reader")
    found = await try_card(reader, "000123")
    await reader.close()
    assert found.outcome == "card_read"
    assert found.facts["access"] == "PACE-CAN"
    assert found.facts["kind"] == f"ISO 14443-A, SAK 20, ATS {ATS.hex(' ').upper()}"
    assert UID_A.hex() not in json.dumps(found.plain()).replace(" ", "").lower()
    told = json.dumps(found.plain(), ensure_ascii=False)
    assert "Trần" not in told
    assert "000190" not in told


async def test_a_transport_card_is_named_for_what_it_is(room):
    room.reader.lay(room.card.chip, Modulation.MEMORY)
    reader = await opened(room, "card_reader")
    found = await try_card(reader, "000123")
    await reader.close()
    assert found.outcome == "not_a_chip_card"
    assert "SAK 08" in found.words.text


async def test_a_wrong_can_and_a_missing_card_are_told(room):
    reader = await opened(room, "card_reader")
    assert (await try_card(reader, "000123", wait=0.05)).outcome == "card_removed"
    room.reader.lay(room.card.chip)
    assert (await try_card(reader, "999999")).outcome == "wrong_key"
    await reader.close()


async def test_a_page_is_printed_and_paper_out_is_seen(room):
    printer = await opened(room, "receipt_printer")
    assert (await try_printer(printer, page)).outcome == "printed"
    room.printer.paper = Paper.OUT
    assert (await try_paper_out(printer)).outcome == "paper_out_seen"
    assert (await try_printer(printer, page)).outcome == "paper_out"
    await printer.close()


async def test_a_printer_that_hides_that_its_paper_is_out_is_named():
    waited = []

    async def sleep(seconds):
        waited.append(seconds)

    assert (await try_paper_out(SimulatedPrinter(), 10.0, sleep)).outcome == "paper_out_missed"
    assert sum(waited) == pytest.approx(10.0)


class Screen:
    """A scanner that looks at a screen: reads `shown` once it looks, with pictures as light as `light`."""

    pictures = True

    def __init__(self, shown=(), light=120, fps=25.0):
        self._shown = list(shown)
        self._light, self._step = light, 1 / fps if fps else 0.0
        self._at = 0.0
        self.looks = False

    async def open(self):
        raise NotImplementedError

    async def close(self):
        await self.stop()

    async def start(self):
        self.looks = True

    async def stop(self):
        self.looks = False

    async def next_code(self):
        import asyncio

        if not self._shown:
            await asyncio.Event().wait()
        return ScannedCode(self._shown.pop(0), "zxing")

    def latest_frame(self):
        if not self._step:
            return None
        self._at += self._step
        return Frame(101, 3, bytes([self._light]) * (101 * 3 * 3), self._at)

    def hint(self):
        return AimHint.NONE


async def test_the_scanner_reads_our_own_screen():
    text = live.loopback_text()
    assert live.loopback_text() != text
    scanner = Screen(["another", text])
    assert (await try_code(scanner, text)).outcome == "code_read"
    assert not scanner.looks


async def test_another_code_or_none_does_not_pass_for_ours():
    assert (await try_code(Screen(["another"]), "ours", wait=0.02)).outcome == "code_other"
    assert (await try_code(Screen(), "ours", wait=0.02)).outcome == "code_missing"


class Unplugged(Screen):
    async def start(self):
        raise DeviceError(DeviceFault.NOT_CONNECTED)


async def test_a_scanner_that_cannot_look_is_told_as_what_it_is():
    assert (await try_code(Unplugged(), "ours")).outcome == "not_connected"


async def nothing(_seconds):
    pass


@pytest.mark.parametrize(
    ("light", "fps", "outcome"),
    [(120, 25, "camera_good"), (10, 25, "camera_dark"), (250, 25, "camera_bright"), (120, 2, "camera_slow")],
)
async def test_light_and_speed_of_a_camera_are_judged(light, fps, outcome):
    camera = Screen(light=light, fps=fps)
    found = await try_camera("code_scanner", camera, 1.0, nothing)
    assert (found.outcome, found.facts["light"], found.facts["fps"]) == (outcome, light, pytest.approx(fps))
    assert not camera.looks


class Blind:
    """A camera above a desk that opens and shows nothing."""

    async def start(self):
        pass

    async def stop(self):
        pass

    def latest_frame(self):
        return None


async def test_a_camera_without_pictures_fails_and_a_serial_scanner_has_none():
    assert (await try_camera("document_camera", Blind(), 0.1, nothing)).level is Level.BAD
    scanner = Screen(fps=0)
    assert (await try_camera("code_scanner", scanner, 0.1, nothing)).level is Level.BAD
    scanner.pictures = False
    found = await try_camera("code_scanner", scanner, 0.1, nothing)
    assert (found.outcome, found.level) == ("no_preview", Level.WARN)


# --- watching -----------------------------------------------------------------------------------


async def test_the_monitor_says_how_each_device_is_and_each_change(room):
    watch = monitor(room.settings)
    first = {(await anext(watch)).device for _ in range(4)}
    await watch.aclose()
    assert first == {"card_reader", "code_scanner", "document_camera", "receipt_printer"}


# --- the command --------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path):
    import base64

    key = base64.b64encode(bytes(32)).decode()
    text = f'kiosk = "K07"\nstate = "{tmp_path}"\n[portal]\nurl = "http://127.0.0.1:1"\nsealing_key = "{key}"\n'
    text += f'sealing_key_id = "s-1"\nreceipt_key = "{key}"\nreceipt_key_id = "r-1"\n[place]\n'
    text += "\n".join(f'{name} = "{value}"' for name, value in PLACE.model_dump().items())
    text += '\n[devices]\nreceipt_printer = { driver = "simulated" }\ncard_reader = { driver = "simulated" }\n'
    path = tmp_path / "kiosk.toml"
    path.write_text(text)
    return path


def run(*words):
    result = CliRunner().invoke(app, [*map(str, words), "--json"])
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]


def test_the_command_tests_all_one_or_a_missing_device(file):
    code, said = run("test", "--settings", file, "--can", "000123")
    outcomes = {one["check"]: one["outcome"] for one in said}
    assert code == 0
    assert outcomes == {"card_reader": "card_read", "receipt_printer": "printed", "portal": "portal_away"}
    assert run("test", "card_reader", "--settings", file)[1][0]["outcome"] == "no_can"
    code, said = run("test", "document_camera", "--settings", file)
    assert (code, said[0]["outcome"]) == (1, "not_set")


def test_the_list_works_before_there_are_settings(tmp_path):
    code, said = run("list", "--settings", tmp_path / "none.toml")
    assert code == 0
    assert said


def test_settings_that_cannot_be_used_are_exit_2(tmp_path):
    assert run("test", "--settings", tmp_path / "none.toml")[0] == 2
