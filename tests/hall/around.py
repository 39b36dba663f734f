"""What stands around the machine: card, scanner and printer on emulated lines, a portal, a stick with settings."""

from __future__ import annotations

import os
import subprocess
import tty
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from serving import KIOSK, serving

from drivers.card.pn532.emulator import EmulatedPn532
from drivers.card.simulated.holder import Holder
from drivers.card.simulated.profiles import Specimen, issue
from kiosk.demo.hall import PLACE, card_code
from kiosk.demo.outside import toml
from sync.reference_portal.tables import PortalDatabase, submissions

HOST = "10.0.2.2"
"""This computer as QEMU's user network shows it to the machine."""
MARKER = Holder(number="000191054321", name="Lưu Thị Dấu")
"""An invented citizen who is searched for on the disk; the package itself knows another one."""


@dataclass(frozen=True, slots=True)
class Around:
    """In the hand of whoever stands before the machine."""

    lines: dict[str, str]
    """Serial number of a USB adapter → the pty behind it."""
    stick: Path
    """What lies on the administrator's stick."""
    slips: Path
    _portal: Path
    _reader: EmulatedPn532
    _card: Specimen
    _scanner: int

    def scan_code(self) -> None:
        """Hold the code on the marker citizen's card before the scanner."""
        os.write(self._scanner, card_code(MARKER).encode() + b"\r\n")

    def lay_card(self) -> None:
        """Lay her card on the reader."""
        self._reader.lay(self._card.chip)

    def take_card(self) -> None:
        """Take it back."""
        self._reader.lift()

    def enrolment_code(self) -> str:
        """What the portal's people read out to the technician."""
        words = ("portal", "enrol-code", "K07", "--centre", PLACE.centre, "--folder", str(self._portal))
        return subprocess.run([KIOSK, *words], check=True, capture_output=True, text=True).stdout.strip()

    def arrived(self) -> list[str]:
        """Local numbers of the dossiers that the portal holds whole."""
        database = PortalDatabase(f"sqlite:///{self._portal / 'portal.db'}")
        try:
            with database.transaction() as connection:
                whole = submissions.select().where(submissions.c.completed_at.is_not(None))
                return [row.local_number for row in connection.execute(whole)]
        finally:
            database.close()


@contextmanager
def standing_around(folder: Path) -> Iterator[Around]:
    """Set everything up in a folder while the context lasts."""
    stick, slips, portal = folder / "stick", folder / "slips", folder / "portal"
    (stick / "trust").mkdir(parents=True)
    card, reader, scanner = issue(holder=MARKER), EmulatedPn532(), os.openpty()
    tty.setraw(scanner[1])
    (stick / "trust" / "csca.pem").write_text(card.csca, "ascii")
    with ExitStack() as stack:
        stack.callback(os.close, scanner[0])
        stack.callback(os.close, scanner[1])
        stack.callback(reader.stop)
        printer = stack.enter_context(serving("printer", "serve", "--folder", str(slips)))
        words = ("--folder", str(portal), "--port", "0", "--trust", str(stick / "trust"), "--tls", HOST)
        said = stack.enter_context(serving("portal", "serve", *words))
        (stick / "kiosk.toml").write_text(toml(_settings(said)), "utf-8")
        lines = {"READER": reader.start(), "SCANNER": os.ttyname(scanner[1]), "PRINTER": printer["at"].split(":")[1]}
        yield Around(lines, stick, slips, portal, reader, card, scanner[0])


def _settings(portal: dict[str, Any]) -> dict[str, Any]:
    """What INSTALL.md has an administrator write, with devices by the stable names that the package's rules give."""
    keys = ("sealing_key", "sealing_key_id", "receipt_key", "receipt_key_id")
    line = "/dev/kiosk/QEMU_QEMU_USB_SERIAL_{}".format
    devices: dict[str, tuple[str, dict[str, Any]]] = {
        "card_reader": ("pn532", {"port": line("READER"), "baud": 115200}),
        "code_scanner": ("serial_scanner", {"port": line("SCANNER")}),
        "receipt_printer": ("escpos", {"at": f"serial:{line('PRINTER')}"}),
    }
    url = f"https://{HOST}:{portal['listen'].rpartition(':')[2]}"
    return {
        "kiosk": "K07",
        "state": "/var/lib/kiosk",
        "trust": "/etc/kiosk/trust",
        "drafts": True,
        "place": PLACE.model_dump(),
        "visit": {"idle_seconds": 900},  # an emulated processor takes its time
        "portal": {"url": url, **{key: portal[key] for key in keys}},
        "devices": {
            kind: {"driver": driver, "options": {**options, "emulated": True}}
            for kind, (driver, options) in devices.items()
        },
    }
