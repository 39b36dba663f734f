"""From a bare Debian to a dossier at the portal, with two power cuts on the way, seen and touched from outside."""

from __future__ import annotations

import json
import mmap
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from clean_root import missing as missing_for_image

from tests.hall.around import MARKER, Around, standing_around
from tests.hall.image import image, package
from tests.hall.machine import Machine, accelerator, missing, wait_until
from tests.hall.person import KEYS, Person

pytestmark = pytest.mark.hall

PURPOSE = "qpytiuqp"
"""What she wants the paper for: letters that stand nowhere else."""
OPEN = "Phục vụ hành chính"
"""Stands on the panel once settings are read: the centre's name."""
LOOSER = "[Service]\\nTimeoutStartSec=20min\\nWatchdogSec=10min\\n"
"""An emulated processor is far slower than the one that the units' times were measured on."""


@dataclass(frozen=True)
class Hall:
    machine: Machine
    person: Person
    around: Around
    disk: Path


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """A machine as Debian's installer and `apt install ./kiosk.deb` left it, switched on."""
    if why := missing() or missing_for_image():
        pytest.skip(f"THE HALL IS NOT TRIED HERE: {why}")
    boot, disk, album = image(package()), tmp_path / "disk", tmp_path / "album"
    album.mkdir()
    subprocess.run(["cp", "--sparse=always", boot / "disk", disk], check=True)
    with standing_around(tmp_path) as around:
        machine = Machine(tmp_path, disk, boot, around.lines, around.stick)
        machine.power_on()
        try:
            yield Hall(machine, Person(machine, album), around, disk)
        finally:
            machine.pull_the_plug()


def set_up(hall: Hall) -> None:
    """INSTALL.md, steps 2 to 6, typed on the console."""
    machine = hall.machine
    machine.log_in()
    machine.run("mount -o ro LABEL='QEMU VVFAT' /mnt && cp -r /mnt/trust /etc/kiosk/trust")
    for unit in ("screen", "sync"):
        folder = f"/etc/systemd/system/kiosk-{unit}.service.d"
        machine.run(f"mkdir -p {folder} && printf '{LOOSER}' > {folder}/emulated.conf")
    machine.run("systemctl daemon-reload && kiosk config apply /mnt/kiosk.toml", 600)
    machine.run(f"kiosk enrol {hall.around.enrolment_code()}", 600)
    machine.run("systemctl start kiosk-sync kiosk-screen", 1800)
    hall.person.await_words(OPEN, 1200)
    machine.journal_says('"code": "pn532", "event": "device_back"', 600)


def identify(hall: Hall) -> None:
    """Choose a procedure, show the card, agree; ends before the first page of the form."""
    person, around = hall.person, hall.around
    person.go_on("Bước 1")
    person.touch("Nơi ở", "Xác nhận thông tin")
    person.touch("Xác nhận thông tin", "Bước 2")
    person.touch("Cho tôi", "Bước 3")
    around.scan_code()
    person.await_words("Chờ đặt thẻ")
    around.lay_card()
    person.await_words("Tôi không đồng ý")
    person.go_on("Bước 4")
    around.take_card()


def fill_in(hall: Hall) -> None:
    """Type what the card does not know; ends before the last look."""
    hall.person.touch("Bổ sung hồ sơ", KEYS)
    hall.person.type(PURPOSE)
    hall.person.await_words(PURPOSE)
    hall.person.go_on("Bước 5")


def queue(machine: Machine) -> list[dict[str, object]]:
    """What lies in the kiosk's queue."""
    return [json.loads(line) for line in machine.run("kiosk queue list --json", 600).splitlines() if line[:1] == "{"]


def readable(disk: Path, *texts: str) -> list[str]:
    """Those of the texts that stand anywhere on a disk, in any of the usual ways to write them."""
    written = {
        text: {
            unicodedata.normalize(form, text).encode(code) for form in ("NFC", "NFD") for code in ("utf-8", "utf-16-le")
        }
        for text in texts
    }
    with disk.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        return [text for text, forms in written.items() if any(whole.find(form) >= 0 for form in forms)]


def seconds_to_first_picture(machine: Machine) -> float:
    """From the start of the unit to READY, as systemd inside counts them."""
    names = ("InactiveExitTimestampMonotonic", "ActiveEnterTimestampMonotonic")
    said = machine.run("systemctl show kiosk-screen " + " ".join(f"-p {name}" for name in names))
    times = dict(line.split("=") for line in said.split())
    return (int(times[names[1]]) - int(times[names[0]])) / 1e6


def test_a_dossier_survives_two_power_cuts_and_reaches_the_portal_once(
    hall: Hall, capsys: pytest.CaptureFixture[str]
) -> None:
    began, figures = time.monotonic(), dict[str, float]()
    machine, person, around = hall.machine, hall.person, hall.around
    personal = (MARKER.name, MARKER.number, PURPOSE)
    set_up(hall)

    identify(hall)
    fill_in(hall)
    machine.pull_the_plug()  # in mid-visit
    assert readable(hall.disk, *personal) == []

    on = time.monotonic()
    machine.power_on(network=False)
    person.await_words(OPEN, 1800)
    figures["seconds_from_power_to_open"] = round(time.monotonic() - on)
    machine.log_in()
    figures["seconds_from_unit_to_first_picture"] = seconds_to_first_picture(machine)
    assert queue(machine) == []
    machine.journal_says('"code": "pn532", "event": "device_back"', 600, times=2)
    identify(hall)
    fill_in(hall)
    person.go_on("Hồ sơ đã được lưu")
    (queued,) = queue(machine)
    assert queued["state"] == "queued"
    machine.pull_the_plug()  # the slip may still be printing
    number = str(queued["local_number"])
    assert readable(hall.disk, *personal, number) == [number], "what is searched for would be found"
    assert around.arrived() == []

    machine.power_on(network=False)
    person.await_words(OPEN, 1800)
    machine.log_in()
    assert [(one["local_number"], one["state"]) for one in queue(machine)] == [(number, "queued")]
    machine.network(True)
    wait_until(around.arrived, "the portal has the dossier", 900)
    wait_until(lambda: queue(machine)[0]["state"] == "accepted", "the kiosk knows it", 600)
    assert around.arrived() == [number]
    machine.pull_the_plug()
    assert readable(hall.disk, *personal, number) == [number]
    assert not any(text in machine.journal.read_text("utf-8", "replace") for text in personal)
    figures["minutes"] = round((time.monotonic() - began) / 60)
    with capsys.disabled():
        sys.stdout.write(json.dumps({"accelerator": accelerator(), **figures}) + "\n")
