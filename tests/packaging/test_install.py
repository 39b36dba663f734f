"""INSTALL.md as root types it on a machine that has just got the package: settings, enrolment, staff, on."""

from __future__ import annotations

import json
import subprocess

import pytest
from serving import KIOSK, serving

from tests.packaging.conftest import AS_THE_SCREEN, SETTINGS
from tests.packaging.test_systemd import ENQUEUE

pytestmark = pytest.mark.package
CENTRE = "Trung tâm Phục vụ hành chính công xã Hoa Mai"
ROOTS_OWN = "find /var/lib/kiosk -type f -user root -not -name outbox.db -not -name telemetry.db"
"""Files that neither process of the kiosk may change."""


@pytest.fixture
def portal(tmp_path):
    """The province's portal, on this machine's loopback, which the root shares."""
    folder = tmp_path / "portal"
    with serving("portal", "serve", "--folder", str(folder), "--port", "0", "--tls", "127.0.0.1") as said:
        yield said | {"folder": folder}


def sheet(portal) -> str:
    """Settings with the keys of the integration sheet; of a CA they say nothing."""
    said = {name: portal[name] for name in ("sealing_key", "sealing_key_id", "receipt_key", "receipt_key_id")}
    said["url"] = portal["listen"]
    lines = ((line, line.partition(" =")[0]) for line in SETTINGS.splitlines())
    return "\n".join(f'{name} = "{said[name]}"' if name in said else line for line, name in lines)


def code_for(portal, centre: str = CENTRE) -> str:
    command = [KIOSK, "portal", "enrol-code", "K07", "--centre", centre, "--folder", portal["folder"]]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def test_what_the_page_says_ends_in_a_kiosk_that_serves_and_sends(bare, portal):
    (bare.path / "root/hall.toml").write_text(sheet(portal), "utf-8")
    with bare.booted() as machine:
        assert machine.shown("kiosk-screen.service", "ActiveState") == "inactive", "it waits for its settings"
        machine.run("kiosk", "config", "apply", "/root/hall.toml")
        machine.run("kiosk", "enrol", code_for(portal))
        machine.run("kiosk", "staff", "add", "21", "Đỗ Văn Kỹ", "--role", "technician", "--pin", "284617")
        machine.run("systemctl", "start", "kiosk-sync", "kiosk-screen")
        machine.wait_for("kiosk-screen.service")
        machine.wait_for("kiosk-sync.service")
        assert machine.run("sh", "-c", ROOTS_OWN).stdout == ""
        assert machine.run(*AS_THE_SCREEN, "kiosk", "staff", "list").stdout.startswith("21 ")

        levels = {one["check"]: one["level"] for one in doctor(machine)["checks"]}
        assert (levels["certificate"], levels["portal"]) == ("ok", "ok")
        assert machine.run(*AS_THE_SCREEN, "python3", "-IBc", ENQUEUE, "1").stdout.strip() == "stored"
        machine.wait_until(lambda: waiting(machine) == 0)


def doctor(machine) -> dict[str, object]:
    return json.loads(machine.run("kiosk", "doctor", "--json", check=False).stdout)


def waiting(machine) -> int:
    return json.loads(machine.run("kiosk", "queue", "status", "--json").stdout)["waiting"]
