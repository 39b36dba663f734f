"""Installed in a clean Debian: complete, quick, sound, self-contained; upgraded, downgraded, removed, purged."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.packaging.conftest import PACKAGE, SUITE

pytestmark = pytest.mark.package
MEGABYTE = 1_000_000
LDD = 'find /opt/kiosk/lib -name "*.so*" -type f | while read f; do ldd "$f" | grep "not found" | sed "s|^|$f|"; done'


def test_the_package_is_small(package):
    assert package.stat().st_size <= 200 * MEGABYTE


@pytest.mark.skipif(shutil.which("lintian") is None, reason="NOT TRIED: no lintian here")
def test_lintian_finds_no_error(package):
    done = subprocess.run(["lintian", "--fail-on", "error", package], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_it_installs_within_a_minute(installed):
    assert installed.install_seconds <= 60


def test_every_library_finds_what_it_needs(root):
    assert root.run("sh", "-c", LDD).stdout == ""


def test_units_and_device_rules_are_well_formed(root):
    units = sorted(file.name for file in (root.path / "usr/lib/systemd/system").glob("kiosk-*.*") if file.is_file())
    assert len(units) >= 7
    root.run("systemd-analyze", "verify", "--man=no", *units)
    if SUITE == "trixie":  # 12's udevadm cannot
        root.run("udevadm", "verify", "/usr/lib/udev/rules.d/71-kiosk.rules")


def test_every_screen_can_be_painted_with_what_is_left_of_qt(root):
    root.run("kiosk", "shots", "--look", "portrait", "--out", "/tmp/shots")
    pictures = sorted((root.path / "tmp/shots/portrait").glob("*.png"))
    assert len(pictures) >= 30
    assert all(picture.stat().st_size > 8000 for picture in pictures), "a picture that shows nothing is small"


def test_the_bill_of_materials_lists_what_is_version_of(root):
    listed = json.loads(gzip.decompress((root.path / "usr/share/doc/kiosk/sbom.cdx.json.gz").read_bytes()))
    named = {one["name"].lower().replace("_", "-") for one in listed["components"]}
    installed = {
        line.partition(":")[2].strip().lower().replace("_", "-")
        for file in (root.path / "opt/kiosk/lib").glob("*.dist-info/METADATA")
        for line in file.read_text("utf-8").splitlines()
        if line.startswith("Name:")
    }
    assert installed - {"kiosk"} == named - {"kiosk"}


def test_running_writes_nothing_into_the_package(root):
    root.run("kiosk", "--help")
    assert root.run("dpkg", "--verify", "kiosk").stdout == ""
    owned = set(Path(f"{root.path}/var/lib/dpkg/info/kiosk.list").read_text("utf-8").splitlines())
    lying = {f"/{one.relative_to(root.path)}" for one in (root.path / "opt/kiosk").rglob("*")}
    assert lying - owned == set()


def repacked(root, package: Path, version: str) -> str:
    """The same content under another version, quickly; return its path inside the root."""
    folder = root.path / "root" / version
    subprocess.run(["dpkg-deb", "-R", package, folder], check=True)
    control = folder / "DEBIAN/control"
    lines = control.read_text("utf-8").splitlines()
    control.write_text("".join(f"Version: {version}\n" if one.startswith("Version:") else one + "\n" for one in lines))
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "-b", folder, f"{folder}.deb"], check=True, stdout=-3
    )
    return f"/root/{version}.deb"


def version_of(root) -> str:
    return root.run("dpkg-query", "-Wf", "${Version}", "kiosk").stdout


QUEUE = """
import sys; sys.path.insert(0, "/opt/kiosk/lib")
from datetime import date; from pathlib import Path
from sync.outbox.store import Store
print(Store(Path("/var/lib/kiosk/outbox")).reserve_sequence(date(2026, 11, 22)))
"""


def test_upgrade_and_downgrade_keep_queue_and_settings_and_removing_leaves_only_data(root, package):
    before = (root.path / "etc/kiosk/kiosk.toml").read_bytes()
    assert root.run("python3", "-Ic", QUEUE).stdout.strip() == "1"
    first = version_of(root)
    newer = repacked(root, package, f"{first}+1")
    root.install(newer)
    assert version_of(root) == f"{first}+1"
    assert root.run("python3", "-Ic", QUEUE).stdout.strip() == "2", "the numbers of the day go on"
    root.install(PACKAGE)
    assert version_of(root) == first
    assert root.run("python3", "-Ic", QUEUE).stdout.strip() == "3"
    assert (root.path / "etc/kiosk/kiosk.toml").read_bytes() == before

    root.run("apt-get", "remove", "-y", "kiosk")
    assert not (root.path / "opt/kiosk").exists()
    assert (root.path / "var/lib/kiosk/outbox/outbox.db").exists()
    assert (root.path / "etc/kiosk/kiosk.toml").read_bytes() == before

    root.run("apt-get", "purge", "-y", "kiosk")
    left = root.run("sh", "-c", "find / -xdev -iname '*kiosk*' -not -path '/root/*' -not -path '/tmp/*'").stdout
    # apt's own log, and the drop-in that this suite laid down
    assert [one for one in left.split() if "systemd/system/kiosk-screen.service.d" not in one] == []
    assert root.run("getent", "passwd", "kiosk", "kiosk-sync", check=False).stdout == ""


def test_a_damaged_package_is_refused_and_what_runs_stays(root, package):
    root.install(PACKAGE)
    version = version_of(root)
    newer = root.path / repacked(root, package, f"{version}+2").lstrip("/")
    whole, half = newer.read_bytes(), newer.stat().st_size // 2
    newer.write_bytes(whole[:half] + bytes(4096) + whole[half + 4096 :])
    done = root.install(f"/root/{newer.name}", check=False)
    assert done.returncode != 0
    assert "error processing archive" in done.stderr + done.stdout, done.stderr
    assert version_of(root) == version
    assert root.run("dpkg", "--verify", "kiosk").stdout == ""
