"""Reads sysfs and ``/dev``: serial ports, cameras, USB printers and card readers with maker, serial number and drivers.

Names that last come first: ``/dev/serial/by-id`` and ``/dev/v4l/by-id`` (udev's 60-serial.rules and
60-persistent-v4l.rules) stay the same on any socket, ``ttyUSB0`` does not. Nothing is opened.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

_PORT = {"card": "pn532", "code": "serial_scanner", "printer": "escpos"}
"""What may hang on a serial port: kind → driver."""
_CCID = "0b"
"""USB interface class of chip card readers (USB-IF, Defined Class Codes)."""
_UNKNOWN_UART = "0"
"""``type`` of a serial port without hardware (linux/serial_core.h PORT_UNKNOWN)."""


@dataclass(frozen=True, slots=True)
class Roots:
    """Where the machine is described; tests give others."""

    sys: Path = Path("/sys")
    dev: Path = Path("/dev")


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that is plugged in."""

    path: str
    """What goes into the settings: the lasting name where there is one."""
    node: str
    """What the kernel calls it now."""
    maker: str
    model: str
    serial: str
    usb: str
    """``VID:PID``; empty for what is no USB device."""
    drivers: Mapping[str, str] = field(default_factory=dict)
    """Kind → driver that could serve it; more than one where only asking tells."""


MACHINE = Roots()
"""This machine."""


def look(roots: Roots = MACHINE) -> list[Found]:
    """Return everything found, serial ports first."""
    return [*_serial_ports(roots), *_cameras(roots), *_printers(roots), *_card_readers(roots)]


def _serial_ports(roots: Roots) -> Iterator[Found]:
    for entry in _entries(roots.sys / "class" / "tty"):
        if not (entry / "device").exists() or _text(entry / "type") == _UNKNOWN_UART:
            continue
        usb = _usb_device(entry / "device")
        yield _found(roots.dev / entry.name, roots.dev / "serial" / "by-id", usb, _kinds_of_port(usb))


def _kinds_of_port(usb: Path | None) -> dict[str, str]:
    vendor = _text(usb / "idVendor") if usb else ""
    known = next((kind for kind, makers in _makers().items() if vendor in makers), "")
    return {known: _PORT[known]} if known else dict(_PORT)


def _cameras(roots: Roots) -> Iterator[Found]:
    for entry in _entries(roots.sys / "class" / "video4linux"):
        if _text(entry / "index") != "0":
            continue  # a second node of the same camera carries no pictures
        usb = _usb_device(entry / "device")
        drivers = {"code": "camera", "document": "camera"}
        yield _found(roots.dev / entry.name, roots.dev / "v4l" / "by-id", usb, drivers, _text(entry / "name"))


def _printers(roots: Roots) -> Iterator[Found]:
    for entry in _entries(roots.sys / "class" / "usbmisc"):
        if entry.name.startswith("lp"):
            usb = _usb_device(entry / "device")
            yield _found(roots.dev / "usb" / entry.name, roots.dev / "usb" / "by-id", usb, {"printer": "escpos"})


def _card_readers(roots: Roots) -> Iterator[Found]:
    for entry in _entries(roots.sys / "bus" / "usb" / "devices"):
        usb = _usb_device(entry)
        if _text(entry / "bInterfaceClass") == _CCID and usb is not None:
            model = _text(usb / "product")
            yield Found(model, entry.name, _text(usb / "manufacturer"), model, *_ids(usb), {"card": "pcsc"})


def _found(node: Path, lasting: Path, usb: Path | None, drivers: Mapping[str, str], model: str = "") -> Found:
    told = (_text(usb / "manufacturer"), model or _text(usb / "product"), *_ids(usb)) if usb else ("", model, "", "")
    return Found(str(_lasting_name(lasting, node) or node), str(node), *told, drivers)


def _ids(usb: Path) -> tuple[str, str]:
    return _text(usb / "serial"), f"{_text(usb / 'idVendor')}:{_text(usb / 'idProduct')}"


def _lasting_name(folder: Path, node: Path) -> Path | None:
    return next((link for link in _entries(folder) if link.resolve() == node.resolve()), None)


def _usb_device(entry: Path) -> Path | None:
    """The USB device that an entry of sysfs belongs to."""
    real = entry.resolve()
    return next((one for one in (real, *real.parents) if (one / "idVendor").is_file()), None)


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8", "replace").strip()
    except OSError:
        return ""


@cache
def _makers() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "makers.toml").read_text("utf-8"))
