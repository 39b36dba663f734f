"""Run by a real systemd, with every restriction in force: up, watched, restarted, never cut by an update."""

from __future__ import annotations

import json

import pytest

from drivers.card.pn532.emulator import EmulatedPn532
from tests.packaging.conftest import AS_THE_SCREEN, serve_a_citizen

pytestmark = pytest.mark.package


def age_of_first_picture(machine) -> float:
    """Seconds from the start of the unit to READY, as systemd counts them."""
    began = int(machine.shown("kiosk-screen.service", "InactiveExitTimestampMonotonic"))
    ready = int(machine.shown("kiosk-screen.service", "ActiveEnterTimestampMonotonic"))
    return (ready - began) / 1e6


def first_pictures(machine):
    """The age of each, start after start, until one is quick or three were not: a machine has other work too."""
    for _ in range(3):
        yield age_of_first_picture(machine)
        if age_of_first_picture(machine) <= 10:
            return
        machine.run("systemctl", "restart", "kiosk-screen.service")
        machine.wait_for("kiosk-screen.service")


def strike(machine, name: str) -> None:
    """Send a signal to the kiosk below the compositor."""
    children = machine.run("sh", "-c", f"cat /proc/{machine.shown('kiosk-screen.service', 'MainPID')}/task/*/children")
    machine.run("sh", "-c", f"kill -s {name} {children.stdout.split()[0]}")


def test_both_processes_come_up_under_their_restrictions_and_the_self_test_passes(machine, record_property):
    machine.wait_for("kiosk-screen.service")
    machine.wait_for("kiosk-sync.service")
    seconds = min(first_pictures(machine))
    record_property("seconds", seconds)
    assert seconds <= 10
    machine.wait_until(lambda: "device_back" in machine.run("journalctl", "-u", "kiosk-screen", "-b").stdout)
    said = json.loads(machine.run("kiosk", "doctor", "--json", check=False).stdout)
    assert [one for one in said["checks"] if one["level"] == "bad"] == []
    assert said["passed"]


def test_two_users_share_one_queue(machine):
    machine.wait_for("kiosk-screen.service")
    machine.wait_for("kiosk-sync.service")
    owners = {name: machine.shown(f"kiosk-{name}.service", "User") for name in ("screen", "sync")}
    assert owners == {"screen": "kiosk", "sync": "kiosk-sync"}
    files = machine.run("stat", "-c", "%U:%G %a %n", "/var/lib/kiosk/outbox/outbox.db-wal").stdout
    assert files.split()[0].endswith(":kiosk-data")
    assert files.split()[1] == "660"


def restarts(machine) -> int:
    return int(machine.shown("kiosk-screen.service", "NRestarts"))


def test_a_screen_that_hangs_is_restarted_by_the_watchdog(machine):
    machine.wait_for("kiosk-screen.service")
    pings = set()
    machine.wait_until(
        lambda: pings.add(machine.shown("kiosk-screen.service", "WatchdogTimestampMonotonic")) or len(pings) > 2
    )
    assert restarts(machine) == 0, "a screen that lives is left alone"
    strike(machine, "STOP")
    machine.wait_until(lambda: restarts(machine) > 0)
    machine.wait_for("kiosk-screen.service")


def test_a_killed_screen_is_back(machine):
    machine.wait_for("kiosk-screen.service")
    strike(machine, "KILL")
    machine.wait_until(lambda: restarts(machine) > 0)
    machine.wait_for("kiosk-screen.service")


def test_nothing_stops_the_kiosk_in_the_middle_of_a_visit(machine):
    machine.wait_for("kiosk-screen.service")
    serve_a_citizen(machine)
    stopped = machine.run("env", "KIOSK_PATIENCE=1", "/var/lib/dpkg/info/kiosk.prerm", "upgrade", check=False)
    assert stopped.returncode == 1
    assert "A citizen is being served" in stopped.stderr
    assert machine.shown("kiosk-screen.service", "ActiveState") == "active"
    machine.run("systemctl", "stop", "citizen.service")
    machine.run("/var/lib/dpkg/info/kiosk.prerm", "upgrade")
    assert machine.shown("kiosk-screen.service", "MainPID") == "0"


def test_settings_of_a_newer_version_close_the_kiosk_in_words_and_leave_it_running(machine, root):
    settings = root.path / "etc/kiosk/kiosk.toml"
    before = settings.read_text("utf-8")
    settings.write_text("format = 99\n" + before, "utf-8")
    try:
        machine.run("systemctl", "restart", "kiosk-screen.service")
        machine.wait_for("kiosk-screen.service")
        machine.wait_until(lambda: "99" in machine.run("journalctl", "-u", "kiosk-screen", "-b").stdout)
        assert machine.shown("kiosk-screen.service", "ActiveState") == "active"
    finally:
        settings.write_text(before, "utf-8")


def test_a_device_that_is_missing_at_boot_leaves_a_kiosk_that_serves(machine, root):
    settings = root.path / "etc/kiosk/kiosk.toml"
    before = settings.read_text("utf-8")
    settings.write_text(
        before.replace(
            'card_reader = { driver = "simulated" }',
            'card_reader = { driver = "pn532", options = { port = "/dev/kiosk/none" } }',
        ),
        "utf-8",
    )
    try:
        machine.run("systemctl", "restart", "kiosk-screen.service")
        machine.wait_for("kiosk-screen.service")
        machine.wait_until(lambda: "device_gone" in machine.run("journalctl", "-u", "kiosk-screen", "-b").stdout)
    finally:
        settings.write_text(before, "utf-8")


ENQUEUE = """
import sys; sys.path.insert(0, "/opt/kiosk/lib")
from datetime import UTC, datetime; from pathlib import Path
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sync.envelope import ClearPart, Clock, FormRef, Particulars, new_submission_id
from sync.local_number import local_number
from sync.outbox import Store
from sync.seal import PortalKey, seal
now, number = datetime.now(UTC), int(sys.argv[1])
said = Particulars(submission_id=new_submission_id(now), local_number=local_number("K07", now.date(), number),
    kiosk="K07", sequence=number, procedure="1.010041", created_at=now, clock=Clock.SYNCHRONISED,
    forms=(FormRef("CT01", "ab" * 32),))
key = PortalKey("seal-1", X25519PrivateKey.from_private_bytes(bytes(range(32))).public_key().public_bytes_raw())
store = Store(Path("/var/lib/kiosk/outbox"))
store.enqueue(seal(said, (ClearPart("answers", "application/json", b"{}"),), key))
print("stored", flush=True)
"""


ASKS = """
import ctypes; from pathlib import Path
clock = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(256))
print(len(Path("/proc/sys/kernel/random/boot_id").read_text().strip()), clock >= 0)
"""


def test_the_sandbox_lets_a_process_ask_for_clock_and_boot_but_not_set_the_time(root):
    unit = root.path / "etc/systemd/system/asked.service"
    sets = "import ctypes; t = (ctypes.c_long * 2)(1, 0); print(ctypes.CDLL(None).settimeofday(t, None))"
    lines = ["[Service]", "Type=oneshot", "User=kiosk", "CapabilityBoundingSet="]
    for name, text in (("asks", ASKS), ("sets", sets)):
        (root.path / f"opt/{name}.py").write_text(text, "ascii")
        lines.append(f"ExecStart=/usr/bin/python3 -IB /opt/{name}.py")
    unit.write_text("\n".join(lines), "ascii")
    (unit.parent / "asked.service.d").mkdir(exist_ok=True)
    link = unit.parent / "asked.service.d/hardening.conf"
    link.unlink(missing_ok=True)
    link.symlink_to("/usr/lib/kiosk/hardening.conf")
    with root.booted("--system-call-filter=@clock") as machine:  # a container has a filter of its own
        machine.run("systemctl", "start", "asked.service")
        assert machine.run("journalctl", "-u", "asked", "-b", "-o", "cat").stdout.split("\n")[1:3] == ["36 True", "-1"]


COUNT = """
import sqlite3
print(sqlite3.connect("/var/lib/kiosk/outbox/outbox.db").execute("SELECT count(*) FROM submissions").fetchone()[0])
"""


def test_a_pulled_plug_loses_nothing_that_was_acknowledged(root):
    with root.booted() as machine:
        machine.wait_for("kiosk-screen.service")
        before = int(machine.run("python3", "-c", COUNT).stdout)
        for number in (9001, 9002):
            assert machine.run(*AS_THE_SCREEN, "python3", "-IBc", ENQUEUE, str(number)).stdout.strip() == "stored"
    with root.booted() as machine:
        machine.wait_for("kiosk-screen.service")
        machine.wait_for("kiosk-sync.service")
        assert int(machine.run("python3", "-c", COUNT).stdout) == before + 2


def test_a_reader_on_a_serial_line_is_opened_from_inside_the_sandbox(root):
    """The real driver, the real unit; behind the line the emulator, outside."""
    reader = EmulatedPn532(paced=False)
    port = reader.start()
    settings = root.path / "etc/kiosk/kiosk.toml"
    drop_in = root.path / "etc/systemd/system/kiosk-screen.service.d/pts.conf"
    before = settings.read_text("utf-8")
    emulated = 'card_reader = { driver = "pn532", options = { port = "/dev/reader", baud = 115200, emulated = true } }'
    settings.write_text(before.replace('card_reader = { driver = "simulated" }', emulated), "utf-8")
    drop_in.write_text("[Service]\nDeviceAllow=char-pts rw\n", "ascii")
    try:
        with root.booted(f"--bind={port}:/dev/reader") as machine:
            machine.run("chmod", "666", "/dev/reader")
            machine.wait_for("kiosk-screen.service")
            back = '"device": "card", "code": "pn532", "event": "device_back"'
            machine.wait_until(lambda: back in machine.run("journalctl", "-u", "kiosk-screen", "-b").stdout)
    finally:
        reader.stop()
        drop_in.unlink()
        settings.write_text(before, "utf-8")
