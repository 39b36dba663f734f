"""A clean minimal Debian of its own: unpacked from a cached tar, entered with unshare, booted with a real systemd."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

PATIENCE = 180.0
"""Seconds that another program may take; much more than any needs, for machines that have other work too."""
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kiosk-build"


def missing() -> str:
    """What keeps this machine from making a root; empty when nothing does."""
    if os.geteuid() != 0:
        return "not root"
    tools = [name for name in ("mmdebstrap", "unshare", "systemd-nspawn", "dpkg-deb") if shutil.which(name) is None]
    if tools:
        return f"no {', '.join(tools)} (apt install mmdebstrap systemd-container)"
    return _refused("unshare", "--mount", "--pid", "--fork", "--mount-proc", "true")


class CleanRoot:
    """One root folder."""

    def __init__(self, folder: Path, suite: str = "") -> None:
        """A fresh one of a suite; without a suite, the folder is one already."""
        self.path = folder
        if not suite:
            return
        tar = CACHE / f"{suite}-minbase.tar"
        if not tar.exists():
            tar.parent.mkdir(parents=True, exist_ok=True)
            fresh = tar.with_stem(f"{tar.stem}-{os.getpid()}")
            options = ("--quiet", "--variant=minbase", '--aptopt=Acquire::Retries "5"')
            subprocess.run(["mmdebstrap", *options, suite, fresh], check=True)
            fresh.rename(tar)
        folder.mkdir()
        subprocess.run(["tar", "-xf", tar, "-C", folder], check=True)
        shutil.copy("/etc/resolv.conf", folder / "etc/resolv.conf")

    def copied(self, folder: Path) -> CleanRoot:
        """The same root once more, to be changed on its own."""
        subprocess.run(["cp", "-a", "--reflink=auto", self.path, folder], check=True)
        return CleanRoot(folder)

    def run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run inside, alone with processes of its own."""
        inside = ["unshare", "--mount", "--pid", "--fork", "--kill-child", f"--root={self.path}", "--mount-proc"]
        return _run([*inside, *_ENVIRONMENT, *command], check)

    def install(self, *packages: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """`apt install` of names or of files inside."""
        said = ("-y", "--no-install-recommends", "--allow-downgrades", "-o", "Dpkg::Use-Pty=0")
        return self.run("apt-get", "install", *said, *packages, check=check)

    def copy(self, file: Path, to: str) -> str:
        """Bring a file in; return its path inside."""
        target = self.path / to.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
        return to

    @contextmanager
    def booted(self, *options: str) -> Iterator[Booted]:
        """Boot with systemd as its first process; the plug is pulled at the end. `options` are systemd-nspawn's."""
        if why := _unbootable():
            pytest.skip(f"THE PACKAGE IS NOT BOOTED HERE: {why}")
        command = [*_NSPAWN, f"--directory={self.path}", "--boot"]
        command += ["--bind-ro=/etc/resolv.conf", "--console=pipe", *options]
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as nspawn:
            machine = Booted(nspawn)
            try:
                machine.wait_until(lambda: machine.run("systemctl", "is-active", "basic.target", check=False).stdout)
                yield machine
            finally:
                machine.pull_the_plug()


class Booted:
    """A root while its systemd runs."""

    def __init__(self, nspawn: subprocess.Popen[bytes]) -> None:
        self._nspawn = nspawn

    def run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run inside, beside its services."""
        leader = _children(self._nspawn.pid)
        inside = [
            "nsenter",
            "--target",
            leader,
            "--mount",
            "--uts",
            "--ipc",
            "--net",
            "--pid",
            "--cgroup",
            "--root",
            "--wd",
        ]
        return _run([*inside, *_ENVIRONMENT, *command], check and bool(leader))

    def wait_until(self, holds: Callable[[], object], seconds: float = PATIENCE) -> None:
        """Wait for something that another program does. Raises TimeoutError with the journal's end."""
        until = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > until:
                raise TimeoutError(self.run("journalctl", "-b", "-n", "40", "-o", "cat", check=False).stdout)
            time.sleep(0.1)

    def wait_for(self, unit: str, state: str = "active", seconds: float = PATIENCE) -> None:
        """Wait until a unit is in a state. Raises TimeoutError."""
        said = ("systemctl", "is-active", unit)
        self.wait_until(lambda: self.run(*said, check=False).stdout.strip() == state, seconds)

    def shown(self, unit: str, name: str) -> str:
        """One property of a unit, as `systemctl show` prints it."""
        return self.run("systemctl", "show", "--value", f"--property={name}", unit).stdout.strip()

    def pull_the_plug(self) -> None:
        """End everything at once, as a power cut does."""
        if leader := _children(self._nspawn.pid):
            os.kill(int(leader), signal.SIGKILL)  # the first process of its world: all others go with it
        self._nspawn.kill()
        self._nspawn.wait()


_ENVIRONMENT = ("env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", "DEBIAN_FRONTEND=noninteractive")


_NSPAWN = ("systemd-nspawn", "--quiet", "--register=no", "--keep-unit")


@cache
def _unbootable() -> str:
    """What keeps this machine from any container; asked of its own root, so that no fault of a package hides here."""
    return _refused(*_NSPAWN, "--directory=/", "--volatile=yes", "--resolv-conf=off", "--timezone=off", "/bin/true")


def _refused(*command: str) -> str:
    """Try a command that does nothing; return why it could not be run, empty when it could."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    return f"{command[0]} is refused here: {done.stderr.strip()[-200:] or done.returncode}" if done.returncode else ""


def _children(process: int) -> str:
    return Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split(" ")[0]


def _run(command: list[str], check: bool) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if check and done.returncode:
        raise AssertionError(f"{command}: exit {done.returncode}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return done
