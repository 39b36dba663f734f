"""A disk with a small Debian and the package, installed as INSTALL.md says; made once a package and kept."""

from __future__ import annotations

import hashlib
import inspect
import os
import shutil
import subprocess
import sys
from pathlib import Path

from clean_root import CACHE, CleanRoot

from tests.packaging.conftest import HERE, built

SUITE = "trixie"
BOOTS = ("linux-image-amd64", "systemd-sysv", "udev", "dbus")
"""What a bare Debian has and a root for a container lacks."""
SIZE = "6G"


def package() -> Path:
    """The package under test: the one that KIOSK_DEB names, else that of the last commit, built once."""
    if given := os.environ.get("KIOSK_DEB"):
        return Path(given)
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=HERE, check=True, capture_output=True, text=True).stdout
    folder = CACHE / "hall" / commit.strip()
    if not list(folder.glob("*.deb")):
        fresh = folder.with_suffix(".fresh")
        shutil.rmtree(CACHE / "hall", ignore_errors=True)  # what was made of earlier commits
        built("HEAD", fresh)
        fresh.rename(folder)
    return next(folder.glob("*.deb"))


def image(package: Path) -> Path:
    """Return a folder with `disk`, `vmlinuz` and `initrd` for a package; takes minutes the first time."""
    recipe = hashlib.sha256(package.read_bytes() + inspect.getsource(sys.modules[__name__]).encode())
    folder = CACHE / "hall" / f"image-{recipe.hexdigest()[:16]}"
    if not folder.exists():
        fresh = folder.with_suffix(".fresh")
        for old in (CACHE / "hall").glob("image-*"):  # one is large enough
            shutil.rmtree(old)
        fresh.mkdir(parents=True)
        _install(package, CleanRoot(fresh / "root", SUITE))
        _lay_down(fresh)
        fresh.rename(folder)
    return folder


def _install(package: Path, root: CleanRoot) -> None:
    root.run("apt-get", "update", "-qq")
    root.install(*BOOTS)
    file = root.copy(package, "/root/kiosk.deb")
    root.run("apt-get", "install", "-y", "-o", "Dpkg::Use-Pty=0", file)
    root.run("apt-get", "clean")
    (root.path / "root/kiosk.deb").unlink()
    # what Debian's installer would have asked for; a second serial line as root's console
    root.run("passwd", "--delete", "root")
    root.run("systemctl", "enable", "serial-getty@ttyS1.service")
    (root.path / "etc/hostname").write_text("hall\n", "ascii")
    (root.path / "etc/fstab").write_text("/dev/vda / ext4 errors=remount-ro 0 1\n", "ascii")
    network = root.path / "etc/systemd/network/cable.network"
    network.write_text("[Match]\nName=eth0\n[Network]\nDHCP=yes\n", "ascii")
    root.run("systemctl", "enable", "systemd-networkd.service")


def _lay_down(folder: Path) -> None:
    root = folder / "root"
    for name, file in (("vmlinuz", "vmlinuz-*"), ("initrd", "initrd.img-*")):
        shutil.copy(next((root / "boot").glob(file)), folder / name)
    subprocess.run(["mke2fs", "-q", "-t", "ext4", "-d", root, folder / "disk", SIZE], check=True)
    shutil.rmtree(root)
