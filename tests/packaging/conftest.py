"""One package and one clean root for the whole suite."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from clean_root import Booted, CleanRoot, missing

HERE = Path(__file__).resolve().parents[2]
PACKAGE = "/root/kiosk.deb"
"""Where it lies inside."""
SUITE = os.environ.get("KIOSK_SUITE", "trixie")
SETTINGS = """
kiosk = "K07"
state = "/var/lib/kiosk"
drafts = true
[place]
centre = "Trung tâm Phục vụ hành chính công xã Hoa Mai"
authority = "UBND XÃ HOA MAI"
commune = "xã Hoa Mai"
province = "tỉnh Lâm Đồng"
[portal]
url = "http://127.0.0.1:9"
sealing_key = "CQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
sealing_key_id = "seal-1"
receipt_key = "1yXkCcG6gNRmIDPbnTPm8JWyqJmYqU0Zc6lDaqzvcnM="
receipt_key_id = "receipt-1"
[devices]
card_reader = { driver = "simulated" }
code_scanner = { driver = "simulated" }
document_camera = { driver = "simulated" }
receipt_printer = { driver = "simulated" }
"""
AS_THE_SCREEN = ("setpriv", "--reuid=kiosk", "--regid=kiosk", "--init-groups")
VISIT_LOCK = "/run/kiosk-screen/visit.lock"
HEADLESS = """
# a compositor without a display: what this machine has no hardware for; everything else stays as installed
[Service]
Environment=WLR_BACKENDS=headless WLR_LIBINPUT_NO_DEVICES=1 LIBSEAT_BACKEND=noop
"""


def built(commit: str, out: Path) -> dict[str, object]:
    """Build a commit; return what the build says of itself."""
    command = [HERE / "packaging/build", "--suite", SUITE, "--commit", commit, "--out", out]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout))


def processor_seconds() -> float:
    """What programs that we started have used so far: unlike the clock, the same on a machine with other work."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package under test."""
    if why := missing():
        pytest.skip(f"THE PACKAGE IS NOT TRIED HERE: {why}")
    if given := os.environ.get("KIOSK_DEB"):
        return Path(given)
    return Path(str(built("HEAD", tmp_path_factory.mktemp("package"))["package"]))


@pytest.fixture(scope="session")
def installed(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CleanRoot]:
    """A clean Debian with the package installed by apt and nothing set; only to be copied."""
    root = CleanRoot(tmp_path_factory.mktemp("roots") / "installed", SUITE)
    root.run("apt-get", "update", "-qq")
    inside = root.copy(package, PACKAGE)
    root.install("--download-only", inside)  # how far the mirror is says nothing about the package
    began = processor_seconds()
    root.install(inside)
    root.install_seconds = processor_seconds() - began
    drop_in = root.path / "etc/systemd/system/kiosk-screen.service.d/headless.conf"
    drop_in.parent.mkdir(parents=True)
    drop_in.write_text(HEADLESS, "utf-8")
    yield root
    shutil.rmtree(root.path, ignore_errors=True)


@pytest.fixture(scope="module")
def bare(installed: CleanRoot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CleanRoot]:
    """The installed package of a module of tests, as it lies there before anybody has set it up."""
    root = installed.copied(tmp_path_factory.mktemp("root") / "hall")
    yield root
    shutil.rmtree(root.path, ignore_errors=True)


@pytest.fixture(scope="module")
def root(bare: CleanRoot) -> CleanRoot:
    """The same with settings that name simulated devices."""
    settings = bare.path / "etc/kiosk/kiosk.toml"
    settings.parent.mkdir(exist_ok=True)
    settings.write_text(SETTINGS, "utf-8")
    return bare


def serve_a_citizen(machine: Booted) -> None:
    """Somebody is being served, for ten minutes or until citizen.service is stopped."""
    machine.run("systemd-run", "--unit=citizen", "flock", "--no-fork", "--shared", VISIT_LOCK, "sleep", "600")
    free = ("flock", "--nonblock", VISIT_LOCK, "true")
    machine.wait_until(lambda: machine.run(*free, check=False).returncode)


@pytest.fixture
def machine(root: CleanRoot) -> Iterator[Booted]:
    """The installed kiosk, switched on."""
    with root.booted() as machine:
        yield machine
