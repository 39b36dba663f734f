"""What is plugged in is told by its lasting name, its maker, and the drivers that could serve it."""

import pytest

from drivers.discovery import MACHINE, look
from tests.drivers.discovery.machine_tree import MachineTree


@pytest.fixture
def machine(tmp_path):
    return MachineTree(tmp_path)


def test_nothing_is_found_on_a_bare_machine_and_this_one_can_be_looked_at(machine):
    assert look(machine.roots) == []
    assert isinstance(look(MACHINE), list)


def test_an_adapter_is_told_by_its_lasting_name_and_may_be_anything_serial(machine):
    machine.serial_port("ttyUSB0", machine.usb("1a86", "7523", "QinHeng", "USB Serial", "A1"), "usb-1a86_A1-if00-port0")
    (found,) = look(machine.roots)
    assert found.path == str(machine.roots.dev / "serial/by-id/usb-1a86_A1-if00-port0")
    assert found.node == str(machine.roots.dev / "ttyUSB0")
    assert (found.maker, found.model, found.serial, found.usb) == ("QinHeng", "USB Serial", "A1", "1a86:7523")
    assert found.drivers == {"card": "pn532", "code": "serial_scanner", "printer": "escpos"}


@pytest.mark.parametrize(("vendor", "kind"), [("0c2e", "code"), ("1eab", "code"), ("04b8", "printer")])
def test_a_maker_of_one_kind_narrows_the_drivers(machine, vendor, kind):
    machine.serial_port("ttyACM0", machine.usb(vendor, "0001"))
    assert list(look(machine.roots)[0].drivers) == [kind]


def test_ports_without_hardware_are_left_out(machine):
    machine.platform_port("ttyS0", "4")  # 16550A
    machine.platform_port("ttyS1", "0")
    assert [one.node for one in look(machine.roots)] == [str(machine.roots.dev / "ttyS0")]


def test_a_camera_is_found_once_though_it_has_two_nodes(machine):
    machine.camera(0, machine.usb("046d", "0825", "Logitech", "C270"), "C270 HD", "usb-046d_0825-video-index0")
    (found,) = look(machine.roots)
    assert (found.model, found.drivers) == ("C270 HD", {"code": "camera", "document": "camera"})
    assert found.path.endswith("v4l/by-id/usb-046d_0825-video-index0")


def test_printers_and_card_readers_are_found_by_their_usb_class(machine):
    machine.usb_printer(machine.usb("0416", "5011", "", "POS58"))
    machine.card_reader(machine.usb("072f", "2200", "ACS", "ACR1252U"))
    printer, reader = look(machine.roots)
    assert (printer.path, printer.drivers) == (str(machine.roots.dev / "usb/lp0"), {"printer": "escpos"})
    assert (reader.path, reader.drivers) == ("ACR1252U", {"card": "pcsc"})
