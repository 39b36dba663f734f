"""What the package's recipe promises, without building it: restrictions, users, folders, pins, licences."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from packaging.markers import default_environment

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
ROOT = PACKAGING / "root"
UNITS = ROOT / "usr/lib/systemd/system"
SERVICES = ("kiosk-screen.service", "kiosk-sync.service", "kiosk-backup.service")
systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="NOT TRIED: no systemd-analyze here")


def recipe(name: str) -> ModuleType:
    """A script of the build as a module; the folder itself shares its name with a library."""
    spec = importlib.util.spec_from_file_location(f"recipe_{name}", PACKAGING / "deb" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@systemd
@pytest.mark.parametrize("unit", SERVICES)
def test_a_service_may_do_next_to_nothing(unit):
    command = ["systemd-analyze", "security", "--no-pager", "--offline=true", "--threshold=20", f"--root={ROOT}", unit]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-300:] + done.stderr


@systemd
def test_the_gate_sees_a_service_that_may_do_anything(tmp_path):
    unit = tmp_path / "kiosk-open.service"
    unit.write_text("[Service]\nExecStart=/usr/bin/true\n", "ascii")
    command = ["systemd-analyze", "security", "--no-pager", "--offline=true", "--threshold=20", unit]
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0


@pytest.mark.parametrize("unit", SERVICES)
def test_every_service_shares_the_one_list_of_restrictions(unit):
    shared = UNITS / f"{unit}.d" / "hardening.conf"
    assert shared.resolve() == ROOT / "usr/lib/kiosk/hardening.conf"
    for promise in ("LimitCORE=0", "MemorySwapMax=0", "MemoryDenyWriteExecute=yes", "IPAddressDeny=any"):
        assert promise in shared.read_text("ascii").splitlines()


def test_the_screen_has_no_network_and_no_way_to_another_terminal():
    text = (UNITS / "kiosk-screen.service").read_text("utf-8")
    assert re.search(r"^RestrictAddressFamilies=AF_UNIX AF_NETLINK$", text, re.MULTILINE)
    assert "\nIPAddressAllow=" not in text
    assert re.search(r"^ExecStart=/usr/bin/cage -- ", text, re.MULTILINE), "cage -s would let anybody leave"


def test_sync_has_no_devices():
    assert "\nPrivateDevices=yes\n" in (UNITS / "kiosk-sync.service").read_text("utf-8")


def test_no_unit_starts_while_an_update_tries_itself():
    for unit in SERVICES[:2]:
        assert "ConditionPathExists=!/run/kiosk-update" in (UNITS / unit).read_text("utf-8")


@pytest.mark.skipif(shutil.which("systemd-tmpfiles") is None, reason="NOT TRIED: no systemd-tmpfiles here")
def test_every_folder_of_the_state_belongs_to_a_user_that_the_package_makes():
    users = set(re.findall(r"^[ug] (\S+)", (ROOT / "usr/lib/sysusers.d/kiosk.conf").read_text("ascii"), re.MULTILINE))
    for line in (ROOT / "usr/lib/tmpfiles.d/kiosk.conf").read_text("ascii").splitlines():
        if not line.startswith("#"):
            _, _, _, owner, group, *_ = line.split()
            assert {owner, group} <= users | {"root"}, line


def test_the_run_time_lock_holds_what_the_kiosk_needs_and_nothing_of_the_tests(tmp_path):
    lock = tmp_path / "lock"
    done = [sys.executable, PACKAGING / "deb/runtime_lock.py", PACKAGING.parent, "3.13", lock]
    subprocess.run(done, check=True)
    names = set(re.findall(r"^([a-z0-9-]+)==", lock.read_text("ascii"), re.MULTILINE))
    assert {"pyside6-essentials", "shiboken6", "cryptography", "cffi", "pydantic-core"} <= names
    assert not names & {"pytest", "mypy", "hypothesis", "fastapi", "schemathesis"}
    assert lock.read_text("ascii").count("--hash=sha256:") >= len(names)


def test_a_lock_that_lacks_a_library_stops_the_build():
    with pytest.raises(LookupError, match="older than pyproject"):
        recipe("runtime_lock").lines("six==1.17.0 \\\n    --hash=sha256:ab\n", {"six", "qrcode"}, default_environment())


@pytest.mark.parametrize(
    ("licences", "agreed"),
    [
        (["MIT"], True),
        (["LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only"], True),
        (["BSD License"], True),
        (["(MIT AND 0BSD) OR GPL-3.0-only"], True),
        (["MIT AND GPL-3.0-only"], False),
        (["GPL-3.0-only"], False),
        (["Other/Proprietary License"], False),
        ([], False),
    ],
)
def test_only_licences_that_were_agreed_to_are_carried(licences, agreed):
    assert recipe("licences").is_allowed(licences) is agreed


def test_a_library_without_a_licence_stops_the_build(tmp_path):
    bill = tmp_path / "sbom.json"
    bill.write_text(json.dumps({"components": [{"name": "planted", "version": "1", "licenses": []}]}), "utf-8")
    with pytest.raises(SystemExit, match="planted"):
        recipe("licences").main(bill, tmp_path / "out")


@pytest.mark.parametrize("page", ["security.md", "vi/ho-so-tac-dong.md", "vi/ho-so-cap-do.md"])
def test_every_test_that_a_page_names_exists(page):
    named = re.findall(r"`(tests/[^`]+)`", (PACKAGING / page).read_text("utf-8"))
    assert len(named) > 8
    assert [one for one in named if not (PACKAGING.parent / one).exists()] == []
