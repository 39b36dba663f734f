"""A signed repository as a kiosk meets it: a good version comes, a bad one goes back, a forged one changes nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from clean_root import PATIENCE, Booted, CleanRoot

from tests.packaging.conftest import serve_a_citizen

pytestmark = pytest.mark.package
HERE = Path(__file__).resolve().parents[2]
SOURCES = """Types: deb
URIs: file:/srv/repository
Suites: stable
Components: main
Signed-By: /etc/apt/keyrings/kiosk.gpg
"""
A_DISK_OF_ITS_OWN = """
mkdir /mnt/opt && mount -t tmpfs -o size=2g tmpfs /mnt/opt && cp -a /opt/. /mnt/opt && mount --bind /mnt/opt /opt
"""
"""The tree of the package lies on a disk of its own, with room for another."""
FILLED = "fallocate --length $(($(df --output=avail -B1 /opt | tail -1) - 100000000)) /opt/other"


class Publisher:
    """Whoever signs packages for a province."""

    def __init__(self, root: CleanRoot, package: Path, home: Path) -> None:
        self._root, self._package, self._home = root, package, home
        home.mkdir(mode=0o700)
        self.version = installed(root)
        self.key = self.new_key("publisher@kiosk.invalid")
        self.publish(self.key, package)
        (root.path / "etc/apt/keyrings").mkdir(parents=True, exist_ok=True)
        shutil.copy(root.path / "srv/repository/kiosk.gpg", root.path / "etc/apt/keyrings/kiosk.gpg")
        (root.path / "etc/apt/sources.list.d/kiosk.sources").write_text(SOURCES, "ascii")

    def _gpg(self, *said: str) -> str:
        command = ["gpg", "--batch", "--homedir", str(self._home), "--pinentry-mode", "loopback", "--passphrase", ""]
        return subprocess.run([*command, *said], check=True, capture_output=True, text=True).stdout

    def new_key(self, name: str) -> str:
        self._gpg("--quick-generate-key", name, "ed25519", "sign", "never")
        listed = self._gpg("--list-keys", "--with-colons", name)
        return next(line.split(":")[9] for line in listed.splitlines() if line.startswith("fpr"))

    def publish(self, key: str, *packages: Path) -> None:
        command = [HERE / "packaging/repository", "--key", key, "--out", self._root.path / "srv/repository", *packages]
        subprocess.run(command, check=True, stdout=-3, env=os.environ | {"GNUPGHOME": str(self._home)})

    def make(self, suffix: str, spoil: str = "") -> Path:
        """The same package as a later version; `spoil` names a folder of a library that it lacks."""
        folder = self._home.parent / f"kiosk{suffix}"
        subprocess.run(["dpkg-deb", "-R", self._package, folder], check=True)
        control = folder / "DEBIAN/control"
        text = control.read_text("utf-8").replace(f"Version: {self.version}", f"Version: {self.version}{suffix}")
        control.write_text(text, "utf-8")
        if spoil:
            shutil.rmtree(folder / "opt/kiosk/lib" / spoil)
        file = Path(f"{folder}.deb")
        subprocess.run(["dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "-b", folder, file], check=True, stdout=-3)
        shutil.rmtree(folder)
        return file


def installed(root: CleanRoot) -> str:
    return root.run("dpkg-query", "-Wf", "${Version}", "kiosk").stdout


def update(machine: Booted) -> str:
    """Let the update run to its end; return what it says."""
    machine.run("systemctl", "start", "kiosk-update.service", check=False)
    return machine.run("journalctl", "-u", "kiosk-update", "-b", "--output=cat").stdout


@pytest.fixture(scope="module")
def publisher(root: CleanRoot, package: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Publisher]:
    if shutil.which("apt-ftparchive") is None:
        pytest.skip("THE REPOSITORY IS NOT TRIED HERE: no apt-ftparchive (apt install apt-utils)")
    home = tmp_path_factory.mktemp("publisher") / "gnupg"
    yield Publisher(root, package, home)
    subprocess.run(["gpgconf", "--homedir", home, "--kill", "all"], check=True)


def test_a_bad_version_is_taken_back_and_not_tried_again(publisher, root, machine):
    before = installed(root)
    machine.wait_for("kiosk-screen.service")
    publisher.publish(publisher.key, publisher.make("+bad", spoil="zxingcpp"))
    said = update(machine)
    assert f"{before}+bad was taken back: the self-test finds" in said
    assert installed(root) == before
    machine.wait_for("kiosk-screen.service")
    machine.wait_for("kiosk-sync.service")
    assert update(machine).count("was taken back") == 1


def test_a_good_version_comes_between_visits_only(publisher, root, machine):
    before = installed(root)
    machine.wait_for("kiosk-screen.service")
    serve_a_citizen(machine)
    publisher.publish(publisher.key, publisher.make("+good"))
    machine.run("systemctl", "start", "--no-block", "kiosk-update.service")
    machine.wait_until((root.path / f"var/cache/kiosk/{before}+good.deb").exists)
    assert machine.shown("kiosk-update.service", "ActiveState") == "activating", "it waits for the citizen"
    assert machine.shown("kiosk-screen.service", "ActiveState") == "active"
    assert installed(root) == before
    machine.run("systemctl", "stop", "citizen.service")
    machine.wait_for("kiosk-update.service", "inactive", 2 * PATIENCE)
    assert installed(root) == f"{before}+good"
    machine.wait_for("kiosk-screen.service")


def test_a_repository_that_another_key_signed_or_none_changes_nothing(publisher, root, machine):
    before = installed(root)
    publisher.publish(publisher.new_key("stranger@kiosk.invalid"), publisher.make("+stranger"))
    said = update(machine)
    assert "its signature is not the one expected; nothing was changed" in said
    (root.path / "srv/repository/dists/stable/InRelease").unlink()
    assert update(machine).count("nothing was changed") == 2, "nor does one that nobody signed"
    assert installed(root) == before
    machine.wait_for("kiosk-screen.service")
    (root.path / "srv/repository/pool/stable").joinpath("kiosk+stranger.deb").unlink()


def test_a_package_that_was_changed_on_the_way_is_not_installed(publisher, root, machine):
    before = installed(root)
    file = publisher.make("+later")
    publisher.publish(publisher.key, file)
    lying = root.path / "srv/repository/pool/stable" / file.name
    lying.write_bytes(lying.read_bytes() + b"\0")
    assert "cannot be downloaded whole; nothing was changed" in update(machine)
    assert installed(root) == before
    machine.wait_for("kiosk-screen.service")
    lying.write_bytes(file.read_bytes())


def test_a_full_disk_stops_the_update_before_it_begins(publisher, root, machine):
    before = installed(root)
    machine.wait_for("kiosk-screen.service")
    machine.run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", "/opt")  # where the new tree would go
    said = update(machine)
    assert "MiB free" in said
    assert "nothing was changed" in said
    assert installed(root) == before
    assert machine.shown("kiosk-screen.service", "ActiveState") == "active"


def test_a_disk_that_runs_full_while_unpacking_leaves_the_version_before(publisher, root, machine):
    before = installed(root)
    machine.wait_for("kiosk-screen.service")
    machine.run("sh", "-c", A_DISK_OF_ITS_OWN)
    machine.run("systemctl", "start", "--no-block", "kiosk-update.service")
    trying = ("test", "-e", "/run/kiosk-update")
    machine.wait_until(lambda: machine.run(*trying, check=False).returncode == 0)
    machine.run("sh", "-c", FILLED)  # it has seen that there is room, and unpacks after its self-test
    machine.wait_for("kiosk-update.service", "failed", 2 * PATIENCE)
    said = machine.run("journalctl", "-u", "kiosk-update", "-b", "--output=cat").stdout
    assert "No space left on device" in said
    assert "was taken back: the disk has" in said
    assert installed(root) == before
    assert machine.run("dpkg", "--verify", "kiosk").stdout == ""
    machine.wait_for("kiosk-screen.service")
    assert "+later" not in (root.path / "var/cache/kiosk/refused").read_text("ascii"), "the version is not to blame"


def test_a_power_cut_in_the_middle_of_unpacking_ends_in_a_whole_package(publisher, root):
    before = installed(root)
    with root.booted() as machine:
        machine.wait_for("kiosk-screen.service")
        machine.run("systemctl", "start", "--no-block", "kiosk-update.service")
        status = ("dpkg-query", "-Wf", "${Status}", "kiosk")
        machine.wait_until(lambda: machine.run(*status).stdout not in ("install ok installed", ""), 2 * PATIENCE)
    assert root.run(*status).stdout != "install ok installed", "the cut came too late to prove anything"
    with root.booted() as machine:
        machine.wait_for("kiosk-screen.service")
        assert machine.run(*status).stdout == "install ok installed"
        assert installed(root) in (before, f"{before.removesuffix('+good')}+later")
        assert machine.run("dpkg", "--verify", "kiosk").stdout == ""
